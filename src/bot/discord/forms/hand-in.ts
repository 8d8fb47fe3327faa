import { z } from "zod";
import { UserError } from "../../../rounds/user-error.ts";
import { otherNames } from "../../commands/other-names.ts";
import type { Reply, Tank } from "../../commands/run-command.ts";
import { currentRound } from "../../forms/current-round.ts";
import { formFacts } from "../../forms/form-facts.ts";
import { refusedOptions } from "../../forms/refused-options.ts";
import { requireSameRound } from "../../forms/same-round.ts";
import { type FormAnswer, noAnswer, refusedAnswer, takenAnswer } from "./after-form.ts";
import { type FilledDraft, filledDraft } from "./filled-draft.ts";
import { emptyDraft } from "./form-draft.ts";
import { type FormId, wantedOf } from "./form-id.ts";
import { type FormPages, formPages } from "./form-pages.ts";
import { forgetDraft, keepPage, keptDraft } from "./kept-draft.ts";
import type { Submission } from "./read-submission.ts";

/**
 * Keeps one page that was handed in, and makes of all pages what `runFilled` takes once its files are read.
 * @throws UserError for a form of another round and for knobs that can't be read; what was said is kept all the same
 */
export async function handIn(tank: Tank, submission: Submission, by: string): Promise<FilledDraft> {
  const { id } = submission;
  const draft = await keepPage(tank, submission, by);
  requireSameRound(id, await currentRound(tank), "What you wrote is kept.");
  return filledDraft(id, draft, (others) => otherNames(others, tank));
}

/** What follows the answer to a form: a refused one can go on, a pitch that was taken can say more. */
export async function afterForm(
  tank: Tank,
  id: Pick<FormId, "form" | "round" | "about" | "page">,
  by: string,
  reply: Reply,
): Promise<FormAnswer> {
  if (!reply.ok) {
    const form = await pagesNow(tank, id, by);
    return form === null ? noAnswer : refusedAnswer(form, refusedOptions(reply.error), id.page);
  }
  await forgetDraft(tank, id, by);
  const about = id.form === "pitch" ? pitchOf(reply.facts) : id.form === "pitch-edit" ? id.about : null;
  const edit = { form: "pitch-edit", round: await currentRound(tank), about } as const;
  const form = about === null ? null : await pagesNow(tank, edit, by);
  return form === null ? noAnswer : takenAnswer(form, id.page);
}

/** Null where there is no such form any more. */
async function pagesNow(
  tank: Tank,
  id: Pick<FormId, "form" | "round" | "about">,
  by: string,
): Promise<FormPages | null> {
  try {
    if (id.about !== null) requireSameRound(id, await currentRound(tank));
    const facts = await formFacts(tank, wantedOf(id), by);
    if (facts.form === "vote") return null;
    const empty = formPages(facts, emptyDraft(id));
    return formPages(facts, await keptDraft(tank, empty.id, by));
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

const PitchFacts = z.object({ round: z.number().nullable(), pitch: z.object({ letter: z.string() }) });

/** The pitch that an answer is about, as people name it. */
function pitchOf(facts: object): string | null {
  const { data } = PitchFacts.safeParse(facts);
  if (data === undefined) return null;
  return data.round === null ? `bench:${data.pitch.letter}` : data.pitch.letter;
}

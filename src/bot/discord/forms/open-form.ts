import type { APIModalInteractionResponseCallbackData } from "discord.js";
import type { Tank } from "../../commands/run-command.ts";
import { currentRound } from "../../forms/current-round.ts";
import { formCommands } from "../../forms/form-commands.ts";
import { formFacts, type WantedForm } from "../../forms/form-facts.ts";
import { requireSameRound } from "../../forms/same-round.ts";
import { drawBallot } from "./ballot-desk.ts";
import type { BallotMessage } from "./ballot-message.ts";
import { drawModal } from "./draw-modal.ts";
import type { FilledDraft } from "./filled-draft.ts";
import { emptyDraft } from "./form-draft.ts";
import { type FormId, wantedOf } from "./form-id.ts";
import { formPages } from "./form-pages.ts";
import { keptDraft } from "./kept-draft.ts";

/** What is shown to somebody who wants to fill in a form. */
export type Opened =
  | { readonly kind: "modal"; readonly modal: APIModalInteractionResponseCallbackData }
  /** For them alone: a modal can't change while it is open. */
  | { readonly kind: "message"; readonly message: BallotMessage }
  /** Nothing is left to be asked. */
  | { readonly kind: "run"; readonly filled: FilledDraft };

/**
 * A form with what stands now, filled with what its player has said before.
 * @param page counted from 1
 * @throws UserError for a form that can't be filled in now, with the way forward
 */
export async function openForm(tank: Tank, wanted: WantedForm, by: string, page = 1): Promise<Opened> {
  const facts = await formFacts(tank, wanted, by);
  if (facts.form === "vote") {
    return { kind: "message", message: await drawBallot(tank, facts.facts) };
  }
  const { id, pages } = formPages(facts, emptyDraft({ round: null, about: null }));
  if (pages.length === 0) {
    const given = id.about === null ? {} : { pitch: id.about };
    return { kind: "run", filled: { command: formCommands[id.form], given, others: {}, files: [] } };
  }
  return { kind: "modal", modal: drawModal(formPages(facts, await keptDraft(tank, id, by)), page) };
}

/**
 * The page of a form that a button or a list opens.
 * @throws UserError for a button of another round, whose letters mean other pitches
 */
export async function openPage(tank: Tank, id: FormId, by: string): Promise<Opened> {
  if (id.about !== null)
    requireSameRound(id, await currentRound(tank), "Open it anew, with the letters of this round.");
  return openForm(tank, wantedOf(id), by, id.page);
}

import type { KnownBlock, ModalView } from "@slack/types";
import { type CodeWays, codeBlocks } from "./code-fields.ts";
import { type FilledForm, filledForm } from "./filled-form.ts";
import { formView } from "./form-frame.ts";
import type { SubmittedView } from "./form-state.ts";
import { note, titled } from "./form-text.ts";
import { type PitchPlace, type PitchTexts, pitchField, pitchFields } from "./pitch-fields.ts";

/** What the form of a pitch has to know. */
export interface PitchFormFacts extends PitchPlace, CodeWays {}

/** What somebody had filled in, where a form is opened again. */
export type Said = Pick<FilledForm, "given" | "others">;

/** `/pitch`: what must be said first, then code, then what may be left out. */
export function pitchForm(facts: PitchFormFacts, said?: Said): ModalView {
  const { season, round } = facts;
  const isFinding = round?.kind === "research";
  const code = codeBlocks(facts, {
    said: said?.others ?? {},
    from: said?.given["from"],
    hint: "The changed kernel, a zip of its files, or a patch. It takes the kernel's place. It may also come after the vote.",
  });
  return formView({
    name: "pitch",
    context: { season: season.name, round: round?.number ?? null },
    title: pitchTitle(facts),
    submit: isFinding ? "Hand it in" : "Pitch it",
    blocks: [
      titled(season.title, [whereItGoes(facts)]),
      ...pitchBlocks(facts, { said: said?.given ?? {} }, isFinding ? [] : code),
    ],
  });
}

/** A pitch's fields with its code between what is asked for and what may be left out. */
export function pitchBlocks(place: PitchPlace, texts: PitchTexts, code: readonly KnownBlock[]): readonly KnownBlock[] {
  const { first, more } = pitchFields(place);
  return [
    ...first.map((option) => pitchField(option, place, texts)),
    ...code,
    { type: "divider" },
    note("More, if you like"),
    ...more.map((option) => pitchField(option, place, texts)),
  ];
}

/** A pitch as `/pitch` would have been typed. */
export function readPitch(view: Pick<SubmittedView, "state">): FilledForm {
  return filledForm(view);
}

function pitchTitle({ round }: PitchPlace): string {
  if (round === null) return "Pitch for the bench";
  return `${round.kind === "research" ? "Finding" : "Pitch"} for round ${round.number}`;
}

function whereItGoes({ round }: PitchPlace): string {
  if (round === null) return "No round takes pitches now: it waits on the bench for the next one.";
  if (round.kind === "research") return "A finding: no number and no code, but what you saw.";
  if (round.kind === "repair") return "A repair: no number, but every case correct.";
  return "A number that reality will check. You can change it until the vote opens.";
}

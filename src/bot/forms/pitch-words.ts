import type { PitchView } from "../../rounds/memory/pitch-view.ts";
import type { PitchPlace } from "./pitch-fields.ts";
import { pitchName } from "./pitch-texts.ts";
import type { FormWords } from "./small-form.ts";

export function pitchWords({ season, round }: Pick<PitchPlace, "season" | "round">): FormWords {
  const isFinding = round?.kind === "research";
  const title = round === null ? "Pitch for the bench" : `${isFinding ? "Finding" : "Pitch"} for round ${round.number}`;
  return { title, submit: isFinding ? "Hand it in" : "Pitch it", head: season.title, note: whereItGoes(round) };
}

function whereItGoes(round: PitchPlace["round"]): string {
  if (round === null) return "No round takes pitches now: it waits on the bench for the next one.";
  if (round.kind === "research") return "A finding: no number and no code, but what you saw.";
  if (round.kind === "repair") return "A repair: no number, but every case correct.";
  return "A number that reality will check. You can change it until the vote opens.";
}

export function editWords(view: Pick<PitchView, "pitch" | "round">): FormWords {
  return {
    title: `Edit ${pitchName(view)}`,
    submit: "Change it",
    head: view.pitch.content.title,
    note: "What you leave as it is stays as it is. It can be changed until the vote opens.",
  };
}

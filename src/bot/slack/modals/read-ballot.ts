import { saidBallot } from "../../forms/ballot.ts";
import { chanceId, letterOfChance } from "./ballot-chips.ts";
import { fundId } from "./ballot-form.ts";
import type { FilledForm } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { filledInputs, type SubmittedView } from "./form-state.ts";

/** The ballot as `/vote B p=70 A=20` would have been typed: `p` is the funded pitch's chance. */
export function readBallot(view: Pick<SubmittedView, "state" | "private_metadata">): FilledForm {
  const inputs = filledInputs(view);
  const textOf = (name: string) => inputs.find(({ id }) => id === name)?.text ?? null;
  const typed = inputs.flatMap(({ id, text }) => {
    const letter = letterOfChance(id);
    return letter === null || text === null ? [] : [[letter, text] as const];
  });
  const tapped = Object.entries(readContext(view).chips ?? {}).map(([letter, percent]) => [letter, `${percent}`]);
  const chances: Readonly<Record<string, string>> = Object.fromEntries([...tapped, ...typed]);
  const filled = { fund: textOf(fundId), chances, speedup: textOf("speedup"), reason: textOf("reason") };
  return { ...saidBallot(filled), files: [] };
}

/** The block in which the funded pitch's chance is typed, where one is funded. */
export function fundedChanceId(view: Pick<SubmittedView, "state">): string | null {
  const funded = filledInputs(view).find(({ id }) => id === fundId)?.text ?? null;
  return funded === null ? null : chanceId(funded);
}

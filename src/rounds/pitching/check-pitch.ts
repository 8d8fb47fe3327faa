import type { PitchInput } from "../pitch.ts";
import { UserError } from "../user-error.ts";
import { checkApproach } from "./check-approach.ts";
import { checkFields, checkFinding } from "./check-fields.ts";
import type { PitchContext } from "./pitch-context.ts";

/**
 * Refuses what a pitch says at once, naming the rule, the round that taught it and the way forward; returns its
 * warnings. Its code is checked beside it (play/take-code.ts).
 */
export function checkPitch(input: PitchInput, context: PitchContext): readonly string[] {
  const { round, words } = context;
  const warnings = checkApproach(input, context);
  if (round?.kind === "research") {
    refuseNumber(input, round.number);
    checkFinding(input, words);
    return [...warnings, ...checkFields(input, { ...context, requires: [] })];
  }
  if (input.claims !== undefined) {
    throw new UserError(
      "claims-outside-research",
      `Only a finding of a research round claims that its approach is ${input.claims}; here the measurement says it.`,
      "Leave claims= out, or wait for a research round.",
      { about: ["claims"] },
    );
  }
  if (input.prediction === null && round?.kind !== "repair") {
    throw new UserError(
      "no-number",
      "A pitch needs a number that reality can check, and this one predicts none.",
      "Add speedup=1.5, or a range: speedup=1.5-2. Findings without a number belong into a research round.",
      { about: ["speedup"] },
    );
  }
  return [...warnings, ...checkFields(input, context)];
}

/** @throws UserError for code: a finding runs nothing */
export function refuseFindingCode(round: number): never {
  throw new UserError(
    "finding-code",
    `Round ${round} is a research round: it takes findings, and runs no code.`,
    "Leave the code out and put what it taught you into evidence=; /tank measure tries code out.",
    { about: ["file"] },
  );
}

function refuseNumber({ prediction }: PitchInput, round: number): void {
  if (prediction === null) return;
  throw new UserError(
    "finding-number",
    `Round ${round} is a research round: nothing runs in it, so a predicted speedup could never be checked.`,
    "Leave speedup= out, and say what you found with evidence=.",
    { about: ["speedup"] },
  );
}

import { aboutFile, type CandidateFiles } from "../candidate.ts";
import { type Knob, knobLocked, readKnobs } from "../knobs/knobs.ts";
import { type KnobLock, lockKnobs } from "../knobs/lock-knobs.ts";
import { UserError } from "../user-error.ts";
import { isSameValue, namedConstants } from "./named-constants.ts";

type Locked = Extract<Knob["allowed"], { kind: "locked" }>;

/**
 * Refuses code that changes a locked knob, whichever way it came: a constant of that name with another value than the
 * baseline's, marked as a knob or not.
 */
export function refuseLockedConstants(
  code: CandidateFiles,
  baseline: CandidateFiles,
  locks: readonly KnobLock[],
): void {
  for (const [name, allowed] of lockedNames(baseline, locks)) {
    const before = namedConstants(baseline, name).map(({ value }) => value);
    const [was] = before;
    if (was === undefined) continue;
    const changed = namedConstants(code, name).find(({ value }) => !before.some((each) => isSameValue(each, value)));
    if (changed === undefined) continue;
    const { message, withoutCode } = knobLocked(name, allowed);
    const place = `${changed.file}, line ${changed.line}`;
    throw new UserError(
      "knob-locked",
      `${place} sets ${name} = ${shown(changed.value)}. ${message}`,
      `Set it back to ${shown(was)}, or pitch code that doesn't need it changed.`,
      {
        ...aboutFile,
        withoutCode: {
          message: `${place} changes a locked constant. ${withoutCode?.message ?? ""}`,
          hint: "Set it back, or pitch code that doesn't need it changed.",
        },
      },
    );
  }
}

function lockedNames(baseline: CandidateFiles, locks: readonly KnobLock[]): ReadonlyMap<string, Locked> {
  const found = new Map<string, Locked>();
  for (const { name, allowed } of lockKnobs(readKnobs(baseline), locks)) {
    if (allowed.kind === "locked") found.set(name, allowed);
  }
  // A season may lock a constant that the kernel itself doesn't mark as a knob.
  for (const { knob, why, says, taughtBy } of locks) {
    if (knob !== null && !found.has(knob)) found.set(knob, { kind: "locked", why, says, taughtBy });
  }
  return found;
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

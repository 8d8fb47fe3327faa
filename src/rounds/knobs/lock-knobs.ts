import type { Knob } from "./knobs.ts";

/** What locks a knob beside its own mark in the source. */
export interface KnobLock {
  readonly knob: string | null;
  readonly says: string | null;
  readonly why: string;
  readonly taughtBy: string | null;
}

/** The knobs as this season allows them: a constraint locks a knob, whatever the source's own mark would allow. */
export function lockKnobs(knobs: readonly Knob[], locks: readonly KnobLock[]): readonly Knob[] {
  return knobs.map((knob) => {
    const lock = locks.find((each) => each.knob === knob.name);
    if (lock === undefined) return knob;
    const { why, says, taughtBy } = lock;
    return { ...knob, allowed: { kind: "locked", why, says, taughtBy } };
  });
}

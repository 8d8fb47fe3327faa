import type { Knob } from "../../rounds/knobs/knobs.ts";

/** The texts of knobs by name: what was said before, and what stands already. */
export interface KnobTexts {
  readonly said?: Readonly<Record<string, string>>;
  readonly stands?: Readonly<Record<string, string>>;
}

/** Those that may be turned. */
export function freeKnobs(knobs: readonly Knob[]): readonly Knob[] {
  return knobs.filter(({ allowed }) => allowed.kind !== "locked");
}

/** Each locked knob with its reason, in a line. */
export function lockedKnobs(knobs: readonly Knob[]): readonly string[] {
  return knobs.flatMap(({ name, value, allowed }) => {
    if (allowed.kind !== "locked") return [];
    const since = allowed.taughtBy ? `, since ${allowed.taughtBy}` : "";
    return [`${name} = ${value}${since}: ${allowed.why}`];
  });
}

/** `num_ab_stage=2|3 epilogue=tma`, as a pitch keeps it for people to read. */
export function settingsOf(knobs: string): Readonly<Record<string, string>> {
  const settings = [...knobs.matchAll(/(?<![^\s,])(\w+)=([\w.|-]+)(?![^\s,])/g)];
  return Object.fromEntries(settings.map(([, name = "", value = ""]) => [name, value]));
}

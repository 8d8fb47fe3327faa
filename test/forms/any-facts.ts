import fc from "fast-check";
import { chipPercents } from "../../src/bot/forms/ballot.ts";
import type { Knob } from "../../src/rounds/knobs/knobs.ts";
import type { ApproachView } from "../../src/rounds/memory/approach-views.ts";
import { PitchId } from "../../src/rounds/round/round-state.ts";
import { RequirableField, Season } from "../../src/rounds/season.ts";
import type { PitchRow } from "../../src/rounds/store/pitches.ts";
import { pitchView } from "./sample-forms.ts";

/** What people and kernels write: long, empty to the eye, in half characters, and meant to ping or to break out. */
export const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(" ", "\n", "\u200b", "\u0000", "\ud800", "\u202e", "<!channel>", "*_~`", "&&&&", "🦈"),
  fc
    .tuple(fc.constantFrom("x", "<", "&", "🦈", "é ", "\n", "語"), fc.integer({ min: 1, max: 9000 }))
    .map(([text, count]) => text.repeat(count)),
);
const prose = fc.option(hostile, { nil: undefined });
export const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,14}$/).filter((text) => text.length <= 120);

const approaches: fc.Arbitrary<readonly ApproachView[]> = fc.uniqueArray(
  fc.record({
    key,
    name: hostile,
    idea: fc.option(hostile),
    tagline: fc.option(hostile),
    status: fc.constantFrom("viable", "eliminated", "proven"),
    evidence: fc.constantFrom("measured", "argued", "imported"),
    why: fc.array(hostile, { maxLength: 2 }),
    fate: fc.option(hostile),
    taughtBy: fc.option(hostile),
    where: fc.constant(null),
  }),
  { selector: (each) => each.key, maxLength: 130 },
);

const word = fc.stringMatching(/^[\w.]{1,60}$/);
const knobs: fc.Arbitrary<readonly Knob[]> = fc.uniqueArray(
  fc
    .oneof(
      fc.record({ name: fc.stringMatching(/^[A-Za-z_]\w{0,300}$/), value: word, file: hostile, line: fc.nat() }),
      fc.record({ name: fc.stringMatching(/^[a-z]{1,6}$/), value: word, file: hostile, line: fc.nat() }),
    )
    .chain((named) =>
      fc
        .oneof(
          fc.record({ kind: fc.constant("range" as const), min: fc.integer(), max: fc.integer() }),
          fc.integer({ min: -5, max: 5 }).map((min) => ({ kind: "range" as const, min, max: min + 3 })),
          fc
            .uniqueArray(word, { minLength: 1, maxLength: 20 })
            .map((values) => ({ kind: "list" as const, values: [...new Set([named.value, ...values])] })),
          fc.record({ kind: fc.constant("locked" as const), why: hostile, taughtBy: fc.option(hostile) }),
        )
        .map((allowed) => ({ ...named, allowed })),
    ),
  { selector: ({ name }) => name, maxLength: 60 },
);

export const content = fc.record({
  title: hostile,
  approach: key,
  authors: fc.array(hostile, { minLength: 1, maxLength: 6 }),
  prediction: fc.option(fc.constantFrom({ low: 1.5, high: 1.5 }, { low: 0.000001, high: 1000 })),
  reasoning: prose,
  evidence: prose,
  problem: prose,
  change: prose,
  answer: prose,
  mitigation: prose,
  validation: prose,
  tagline: prose,
  risk: fc.constantFrom("low", "high", undefined),
  knobs: prose,
  origin: prose,
});

export const place = fc.record({
  title: hostile,
  name: key,
  requires: fc.subarray(RequirableField.options),
  kind: fc.constantFrom("optimise", "repair", "research", null),
  only: fc.option(key),
  approaches,
  knobs,
  takesGit: fc.boolean(),
});

type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

export function factsOf({ title, name, requires, kind, only, ...rest }: Place) {
  const season = { ...Season.parse({ name, title: "T", problem: "p", rules: { requires } }), title };
  return { season, round: kind === null ? null : { number: 999_999, kind, only }, ...rest };
}

export const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
export const pitches = fc.array(content, { maxLength: 26 }).map((contents) =>
  contents.map((each, index): PitchRow => {
    const row = pitchView("A", each as Partial<PitchRow["content"]>).pitch;
    return { ...row, id: PitchId.parse(index + 1), letter: letters[index] ?? "" };
  }),
);
export const percent = fc.oneof(fc.constantFrom(...chipPercents), fc.double({ min: 0, max: 100, noNaN: true }));

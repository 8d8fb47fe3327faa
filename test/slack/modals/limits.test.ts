import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chipPercents } from "../../../src/bot/forms/ballot.ts";
import { withChip } from "../../../src/bot/slack/modals/ballot-chips.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { codeForm, measureForm } from "../../../src/bot/slack/modals/code-form.ts";
import { errorsAtFields, refuseForm } from "../../../src/bot/slack/modals/errors-at-fields.ts";
import { pitchEditForm } from "../../../src/bot/slack/modals/pitch-edit-form.ts";
import { pitchForm } from "../../../src/bot/slack/modals/pitch-form.ts";
import { answerForm, askForm, proofForm } from "../../../src/bot/slack/modals/talk-forms.ts";
import type { Knob } from "../../../src/rounds/knobs/knobs.ts";
import type { ApproachView } from "../../../src/rounds/memory/approach-views.ts";
import { PitchId } from "../../../src/rounds/round/round-state.ts";
import { RequirableField, Season } from "../../../src/rounds/season.ts";
import type { PitchRow } from "../../../src/rounds/store/pitches.ts";
import { halfFilled } from "./fill-form.ts";
import { pitchView } from "./sample-forms.ts";
import { viewFaults } from "./view-faults.ts";

/** What people and kernels write: long, empty to the eye, in half characters, and meant to ping or to break out. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(" ", "\n", "\u200b", "\u0000", "\ud800", "\u202e", "<!channel>", "*_~`", "&&&&", "🦈"),
  fc
    .tuple(fc.constantFrom("x", "<", "&", "🦈", "é ", "\n", "語"), fc.integer({ min: 1, max: 9000 }))
    .map(([text, count]) => text.repeat(count)),
);
const prose = fc.option(hostile, { nil: undefined });
const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,14}$/).filter((text) => text.length <= 120);

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

const content = fc.record({
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

const place = fc.record({
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

function facts({ title, name, requires, kind, only, ...rest }: Place) {
  const season = { ...Season.parse({ name, title: "T", problem: "p", rules: { requires } }), title };
  return { season, round: kind === null ? null : { number: 999_999, kind, only }, ...rest };
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const pitches = fc.array(content, { maxLength: 26 }).map((contents) =>
  contents.map((each, index): PitchRow => {
    const row = pitchView("A", each as Partial<PitchRow["content"]>).pitch;
    return { ...row, id: PitchId.parse(index + 1), letter: letters[index] ?? "" };
  }),
);
const percent = fc.oneof(fc.constantFrom(...chipPercents), fc.double({ min: 0, max: 100, noNaN: true }));

describe("every form stays within Slack's limits, whatever the facts say", () => {
  it("that of a pitch, new, opened again and changed", () => {
    const said = fc.dictionary(fc.constantFrom("title", "approach", "speedup", "risk", "with", "evidence"), hostile);
    fc.assert(
      fc.property(place, content, said, hostile, (told, standing, given, value) => {
        const known = facts(told);
        const others = Object.fromEntries(told.knobs.map(({ name }) => [name, value]));
        const view = pitchView("B", standing as Partial<PitchRow["content"]>);
        const { approaches: all, knobs: turned, takesGit } = known;
        const edit = { view: { ...view, season: known.season }, approaches: all, knobs: turned, takesGit };
        expect(viewFaults(pitchForm(known))).toEqual([]);
        expect(viewFaults(pitchForm(known, { given, others }))).toEqual([]);
        expect(viewFaults(pitchEditForm({ ...edit, only: told.only }, { given, others }))).toEqual([]);
        expect(
          viewFaults(codeForm({ ...edit, season: told.name, round: 3, pitch: "B", title: value, stands: value })),
        ).toEqual([]);
        expect(viewFaults(measureForm({ ...edit, season: told.name, round: null }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("that of 26 pitches' ballot, with a tap on any of them", () => {
    const stated = fc.record({
      fund: fc.option(fc.nat({ max: 25 })),
      percents: fc.array(percent, { maxLength: 26 }),
      speedup: fc.option(fc.double({ min: 1e-9, max: 1000, noNaN: true })),
      reason: fc.option(hostile),
    });
    fc.assert(
      fc.property(pitches, fc.option(stated), key, fc.nat({ max: 25 }), (rows, told, season, at) => {
        const ballot = told && {
          shark: "sam",
          fund: told.fund === null ? null : PitchId.parse(told.fund + 1),
          chances: told.percents.map((each, index) => ({ pitch: PitchId.parse(index + 1), percent: each })),
          speedup: told.speedup,
          reason: told.reason,
        };
        const terms = { kind: "optimise", bar: 1.4 } as const;
        const shark = rows[0]?.content.authors[0] ?? "sam";
        const form = ballotForm({ season, round: 999_999, terms, shark, pitches: rows, ballot });
        expect(viewFaults(form)).toEqual([]);
        expect(viewFaults(withChip(halfFilled(form), letters[at] ?? "", 25))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("those of questions and proofs, and what they are refused with", () => {
    const cases = fc.array(hostile, { maxLength: 120 });
    fc.assert(
      fc.property(key, hostile, hostile, cases, (season, title, text, labels) => {
        const about = { season, round: 999_999, pitch: "bench:B", title };
        const question = { id: 1, seasonId: 1, pitchId: PitchId.parse(1), number: 999_999, asker: text, text };
        const answer = { by: title, text, at: new Date(0) };
        const forms = [
          askForm(about),
          answerForm({ ...about, question: { ...question, askedAt: new Date(0), answer } }),
          proofForm({ ...about, cases: labels }),
        ];
        const refusal = { code: "x", message: title, hint: text, about: ["case", "answer", text] };
        for (const form of forms) {
          expect(viewFaults(form)).toEqual([]);
          const view = halfFilled(form);
          const errors = errorsAtFields(view, refusal);
          const inputs = form.blocks.flatMap(({ type, block_id }) => (type === "input" ? [block_id] : []));
          expect(inputs).toEqual(expect.arrayContaining(Object.keys(errors)));
          for (const line of Object.values(errors)) expect(line).toMatch(/^[^\n]{1,300}$/s);
          const told = refuseForm(view, refusal);
          if (told.response_action === "update" && told.view.type === "modal")
            expect(viewFaults(told.view)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withChip } from "../../../src/bot/slack/modals/ballot-chips.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { codeForm, measureForm } from "../../../src/bot/slack/modals/code-form.ts";
import { errorsAtFields, refuseForm } from "../../../src/bot/slack/modals/errors-at-fields.ts";
import { pitchEditForm } from "../../../src/bot/slack/modals/pitch-edit-form.ts";
import { pitchForm } from "../../../src/bot/slack/modals/pitch-form.ts";
import { answerForm, askForm, proofForm } from "../../../src/bot/slack/modals/talk-forms.ts";
import { PitchId } from "../../../src/rounds/round/round-state.ts";
import type { PitchRow } from "../../../src/rounds/store/pitches.ts";
import { content, factsOf, hostile, key, letters, percent, pitches, place } from "../../forms/any-facts.ts";
import { pitchView } from "../../forms/sample-forms.ts";
import { halfFilled } from "./fill-form.ts";
import { viewFaults } from "./view-faults.ts";

describe("every form stays within Slack's limits, whatever the facts say", () => {
  it("that of a pitch, new, opened again and changed", () => {
    const said = fc.dictionary(fc.constantFrom("title", "approach", "speedup", "risk", "with", "evidence"), hostile);
    fc.assert(
      fc.property(place, content, said, hostile, (told, standing, given, value) => {
        const known = factsOf(told);
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

import type { InputBlock, ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chipPercents } from "../../../src/bot/forms/ballot.ts";
import { withChip } from "../../../src/bot/slack/modals/ballot-chips.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { codeForm } from "../../../src/bot/slack/modals/code-form.ts";
import { pitchEditForm } from "../../../src/bot/slack/modals/pitch-edit-form.ts";
import { pitchForm } from "../../../src/bot/slack/modals/pitch-form.ts";
import { readForm } from "../../../src/bot/slack/modals/submitted-form.ts";
import { samplePitches } from "../../cards/round-view-builder.ts";
import { code, facts, knob, pitchView } from "../../forms/sample-forms.ts";
import { typedLike } from "../../forms/typed.ts";
import { outcome, typed } from "../../forms/typed-text.ts";
import { type Answers, fillForm, halfFilled } from "./fill-form.ts";

/** Some of a form's inputs, filled in as far as each allows it. */
function answersTo(view: ModalView): fc.Arbitrary<Answers> {
  const inputs = view.blocks.filter((block): block is InputBlock => block.type === "input");
  const answers = inputs.flatMap(({ block_id = "", element, optional }) => {
    const answer = answerTo(element);
    return answer === null ? [] : [[block_id, optional ? fc.option(answer) : answer] as const];
  });
  const required = inputs.flatMap(({ block_id = "", optional }) => (optional ? [] : [block_id]));
  return fc.record(Object.fromEntries(answers), { requiredKeys: required });
}

function answerTo(element: InputBlock["element"]): fc.Arbitrary<string> | null {
  switch (element.type) {
    case "plain_text_input":
      return typed.map((text) => text.slice(0, element.max_length)).map((text) => text || "x");
    case "number_input":
      return fc.integer({ min: 0, max: 1000 }).map((tenths) => `${tenths / 10}`);
    case "static_select":
    case "radio_buttons": {
      const groups = element.type === "static_select" ? (element.option_groups ?? []) : [];
      const options = [...(element.options ?? []), ...groups.flatMap((group) => group.options)];
      return fc.constantFrom(...options.map(({ value = "" }) => value));
    }
    default:
      return null;
  }
}

const strict = { ...facts.season, rules: { ...facts.season.rules, requires: ["evidence" as const, "risk" as const] } };
const wide = { ...facts, knobs: [...facts.knobs, knob("unroll", "8", { kind: "range", min: 1, max: 128 })] };
const forms = {
  pitch: pitchForm(wide),
  "strict pitch": pitchForm({ ...wide, season: strict, takesGit: true }),
  finding: pitchForm({ ...wide, round: { ...facts.round, kind: "research" } }),
  edit: pitchEditForm({ ...wide, view: pitchView("B", { knobs: "unroll=16" }), only: null }),
  code: codeForm({ ...code, season: "s", round: 3, pitch: "B", title: "T", stands: null }),
  ballot: ballotForm({
    ...{ season: "s", round: 3, terms: { kind: "optimise", bar: null }, shark: "tma-tom", pitches: samplePitches },
    ballot: null,
  }),
};

describe("what is filled in comes out as the same command, typed", () => {
  it.each(Object.entries(forms))("%s", (_, form) => {
    const taps = fc.array(fc.tuple(fc.constantFrom("B", "C"), fc.constantFrom(...chipPercents)), { maxLength: 4 });
    fc.assert(
      fc.property(answersTo(form), taps, (answers, tapped) => {
        const isBallot = form.callback_id === "vote";
        const view = isBallot
          ? tapped.reduce((now, [letter, percent]) => withChip(halfFilled(now), letter, percent), form)
          : form;
        const { command, given, others } = readForm(fillForm(view, answers));
        const line = typedLike(command, { given, others });
        expect(line).toEqual({ given, others });
        // Everything is an option that the command has, and nothing is said that is blank.
        expect(Object.keys(command.options.shape)).toEqual(expect.arrayContaining(Object.keys(given)));
        for (const text of Object.values({ ...given, ...others })) expect(text.trim()).not.toBe("");
        expect(outcome(command, line.given)).toEqual(outcome(command, given));
      }),
      { numRuns: 80 },
    );
  });
});

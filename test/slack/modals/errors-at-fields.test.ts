import type { ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { Refusal } from "../../../src/bot/commands/run-command.ts";
import { withChip } from "../../../src/bot/slack/modals/ballot-chips.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { codeForm } from "../../../src/bot/slack/modals/code-form.ts";
import { errorsAtFields, refuseForm } from "../../../src/bot/slack/modals/errors-at-fields.ts";
import { pitchForm } from "../../../src/bot/slack/modals/pitch-form.ts";
import { askForm, proofForm } from "../../../src/bot/slack/modals/talk-forms.ts";
import { samplePitches } from "../../cards/round-view-builder.ts";
import { code, facts } from "../../forms/sample-forms.ts";
import { type Answers, fillForm, halfFilled } from "./fill-form.ts";
import { viewFaults } from "./view-faults.ts";

const about = { season: "founding", round: 3, pitch: "B", title: "Warp Specialization" };
const ballot = ballotForm({
  ...about,
  terms: { kind: "optimise", bar: null },
  shark: "sam",
  pitches: samplePitches,
  ballot: null,
});
const coded = codeForm({ ...code, ...about, stands: null });

function refused(more: Partial<Refusal> = {}): Refusal {
  return { code: "some-code", message: "It can't be.", hint: "Do something else.", about: [], ...more };
}

function places(view: ModalView, more: Partial<Refusal>, answers: Answers = {}, files: readonly string[] = []) {
  return Object.keys(errorsAtFields(halfFilled(view, answers, files), refused(more)));
}

describe("a refused form", () => {
  it("says it at every input that it is about", () => {
    expect(errorsAtFields(halfFilled(pitchForm(facts)), refused({ about: ["speedup", "risk"] }))).toEqual({
      speedup: "It can't be. Do something else.",
      risk: "It can't be. Do something else.",
    });
    expect(places(pitchForm(facts), { about: ["num_ab_stage"] })).toEqual(["knob:num_ab_stage"]);
  });

  it("says at the form's main input what is about none, or about none that is there", () => {
    expect(places(pitchForm(facts), {})).toEqual(["title"]);
    expect(places(pitchForm(facts), { about: ["mma_tiler_m"] })).toEqual(["title"]);
    expect(places(ballot, {})).toEqual(["fund"]);
    expect(places(coded, {})).toEqual(["files"]);
    expect(places(askForm(about), {})).toEqual(["question"]);
  });

  it("says of code where the code came from", () => {
    expect(places(coded, { about: ["file"] }, {}, ["kernel.py"])).toEqual(["files"]);
    expect(places(coded, { about: ["file"] }, { from: "k@1234567:a" })).toEqual(["from"]);
    expect(places(coded, { about: ["file"] }, { "knob:epilogue": "tma" })).toEqual(["knob:epilogue"]);
    expect(places(coded, { about: ["file"] })).toEqual(["files"]);
  });

  it("says of a chance at its pitch, and of p at the funded one", () => {
    expect(places(ballot, { about: ["C"] })).toEqual(["chance:C"]);
    expect(places(ballot, { about: ["p"] }, { fund: "B" })).toEqual(["chance:B"]);
    expect(places(ballot, { about: ["pitch"] })).toEqual(["fund"]);
    const emptied = withChip(halfFilled(ballot, { "chance:B": "70" }), "B", 5);
    expect(places(emptied, { about: ["p"] }, { fund: "B" })).toEqual(["chance:B:1"]);
  });

  it("is told in the form's place where it has no input", () => {
    const answer = refuseForm(fillForm(proofForm({ ...about, cases: [] })), refused());
    if (answer.response_action !== "update" || answer.view.type !== "modal") throw new Error("not told");
    expect(viewFaults(answer.view)).toEqual([]);
    expect(JSON.stringify(answer.view)).toContain("Do something else.");
    expect(refuseForm(halfFilled(ballot), refused()).response_action).toBe("errors");
  });

  it("is one line that a phone can show, with what to do next in it", () => {
    const long = refused({ message: "A word ".repeat(200), hint: "Write\nless. For example: /pitch x" });
    const [line = ""] = Object.values(errorsAtFields(halfFilled(ballot), long));
    expect(line.length).toBeLessThanOrEqual(300);
    expect(line).toMatch(/^A word .*… Write less\.$/);
    const both = refused({ message: "m".repeat(400), hint: "h".repeat(400) });
    const [short = ""] = Object.values(errorsAtFields(halfFilled(ballot), both));
    expect(short).toMatch(/^m{100,}… h{100,}…$/);
    expect(short.length).toBeLessThanOrEqual(300);
  });
});

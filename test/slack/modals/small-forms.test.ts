import { describe, expect, it } from "vitest";
import { codeForm, measureForm, readCode, readMeasure } from "../../../src/bot/slack/modals/code-form.ts";
import type { SubmittedView } from "../../../src/bot/slack/modals/form-state.ts";
import { readForm } from "../../../src/bot/slack/modals/submitted-form.ts";
import {
  answerForm,
  askForm,
  proofForm,
  readAnswer,
  readAsk,
  readProof,
} from "../../../src/bot/slack/modals/talk-forms.ts";
import { labels, warps } from "../../cards/round-view-builder.ts";
import { code } from "../../forms/sample-forms.ts";
import { refusal } from "../../rounds/refusal.ts";
import { fillForm } from "./fill-form.ts";
import { viewFaults } from "./view-faults.ts";

const about = { season: "founding", round: 3, pitch: "B", title: "Warp Specialization" };
const question = {
  id: 1,
  seasonId: 1,
  pitchId: warps,
  number: 12,
  asker: "sam",
  text: "Which case gains most?\nAnd why?",
  askedAt: new Date(0),
  answer: null,
};

describe("the small forms", () => {
  it("asks about the pitch that it was opened on", () => {
    const form = askForm(about);
    expect(viewFaults(form)).toEqual([]);
    const filled = readAsk(fillForm(form, { question: "Which case gains most?" }));
    expect(filled.given).toEqual({ pitch: "B", question: "Which case gains most?" });
    expect(() => fillForm(form)).toThrow("question must be filled in");
  });

  it("shows a question in full above its answer", () => {
    const form = answerForm({ ...about, question });
    expect(viewFaults(form)).toEqual([]);
    expect(JSON.stringify(form.blocks)).toContain(JSON.stringify(question.text).slice(1, -1));
    expect(readAnswer(fillForm(form, { answer: "The first." })).given).toEqual({
      question: "Q12",
      answer: "The first.",
    });
  });

  it("opens with the answer that stands, to mend it", () => {
    const answer = { by: "wanda", text: "The first.", at: new Date(0) };
    const form = answerForm({ ...about, question: { ...question, answer } });
    expect(form.submit?.text).toBe("Mend the answer");
    expect(readAnswer(fillForm(form)).given["answer"]).toBe("The first.");
  });

  it("demands a proof of one case where the rules time one, and plainly elsewhere", () => {
    const timed = proofForm({ ...about, cases: labels });
    expect(viewFaults(timed)).toEqual([]);
    expect(readProof(fillForm(timed, { case: labels[1] })).given).toEqual({ pitch: "B", case: "g=8, K=2048" });
    expect(readProof(fillForm(timed)).given).toEqual({ pitch: "B" });
    const plain = proofForm({ ...about, cases: [] });
    expect(viewFaults(plain)).toEqual([]);
    expect(plain.blocks.some(({ type }) => type === "input")).toBe(false);
    expect(readProof(fillForm(plain)).given).toEqual({ pitch: "B" });
  });

  it("lets a case be typed where its label is longer than a list shows", () => {
    const form = proofForm({ ...about, cases: ["k".repeat(90)] });
    expect(viewFaults(form)).toEqual([]);
    expect(readProof(fillForm(form, { case: "k".repeat(90) })).given["case"]).toHaveLength(90);
  });

  it("takes code as knobs, files or a path in git", () => {
    const form = codeForm({ ...code, ...about, stands: "kernel.py" });
    expect(viewFaults(form)).toEqual([]);
    expect(readCode(fillForm(form, { "knob:epilogue": "tma" }, ["kernel.py"]))).toMatchObject({
      given: { pitch: "B" },
      others: { epilogue: "tma" },
      files: [{ name: "kernel.py" }],
    });
    expect(readCode(fillForm(form, { from: "k@1234567:a.py" })).given).toEqual({ pitch: "B", from: "k@1234567:a.py" });
    expect(JSON.stringify(form)).toContain("the place of what stands: kernel.py.");
  });

  it("measures the same without a pitch", () => {
    const form = measureForm({ ...code, season: "founding", round: null });
    expect(viewFaults(form)).toEqual([]);
    const filled = readMeasure(fillForm(form, { "knob:num_ab_stage": "3" }));
    expect(filled).toEqual({ given: {}, others: { num_ab_stage: "3" }, files: [] });
  });

  it("in a shape that this bot doesn't know is as good as empty, and under another name outdated", () => {
    const filled = fillForm(askForm(about), { question: "Why?" });
    const odd: SubmittedView["state"] = JSON.parse(
      '{ "values": { "question": { "question": { "type": "plain_text_input", "value": [1] } }, "b": null, "c": { "d": null }, "e": { "f": { "type": "file_input", "files": 3 } } } }',
    );
    expect(readForm({ ...filled, state: odd })).toMatchObject({ given: { pitch: "B" }, files: [] });
    expect(refusal(() => readForm({ ...filled, callback_id: "gone" }))).toMatch(/^form-outdated: /);
  });

  it("is known by its callback_id, with the command that it is", () => {
    const submitted = readForm(fillForm(askForm(about), { question: "Why?" }));
    expect(submitted).toMatchObject({
      form: "ask",
      context: { season: "founding", round: 3, pitch: "B" },
      given: { pitch: "B", question: "Why?" },
    });
    expect(submitted.command.word).toBe("ask");
  });
});

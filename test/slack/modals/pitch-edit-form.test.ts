import { describe, expect, it } from "vitest";
import type { Said } from "../../../src/bot/forms/said.ts";
import { pitchEditForm, readPitchEdit } from "../../../src/bot/slack/modals/pitch-edit-form.ts";
import { facts, knob, pitchView } from "../../forms/sample-forms.ts";
import { type Answers, fillForm } from "./fill-form.ts";
import { viewFaults } from "./view-faults.ts";

const { approaches, takesGit } = facts;
const knobs = [...facts.knobs, knob("unroll", "8", { kind: "range", min: 1, max: 128 })];
const place = { approaches, knobs, takesGit, only: null };

function formOf(view = pitchView("B"), said?: Said) {
  const form = pitchEditForm({ ...place, view }, said);
  expect(viewFaults(form)).toEqual([]);
  return form;
}

function edited(view: ReturnType<typeof pitchView>, answers: Answers, files: readonly string[] = []) {
  return readPitchEdit(fillForm(formOf(view), answers, files));
}

const full = {
  evidence: "g=8, K=7168 waits 300 cycles.\n\n  A second paragraph. ",
  risk: "low" as const,
  tagline: "Who needs registers?",
  knobs: "num_ab_stage=2|3 unroll=16",
  origin: undefined,
};

describe("the form that changes a pitch", () => {
  it("opens with what stands, and sends nothing of it where nothing is changed", () => {
    const form = formOf(pitchView("B", full));
    const { state } = fillForm(form);
    const texts = Object.values(state.values).flatMap((actions) => Object.values(actions).map(({ value }) => value));
    expect(texts).toContain("Warp Specialization");
    expect(texts).toContain("1.2-1.6");
    expect(texts).toContain("@pete");
    expect(edited(pitchView("B", full), {})).toEqual({ given: { pitch: "B" }, others: {}, files: [] });
  });

  it("sends only what was changed", () => {
    const { given, others } = edited(pitchView("B", full), { speedup: "1.3", mitigation: "Half the tile." });
    expect(given).toEqual({ pitch: "B", speedup: "1.3", mitigation: "Half the tile." });
    expect(others).toEqual({});
  });

  it("takes line ends and blanks at them for no change", () => {
    const { given } = edited(pitchView("B", full), {
      evidence: "g=8, K=7168 waits 300 cycles.  \r\n\r\n  A second paragraph.\r\n",
    });
    expect(given).toEqual({ pitch: "B" });
  });

  it("lets nobody empty what stands, but its other authors and parents can become none", () => {
    expect(() => edited(pitchView("B", full), { evidence: null })).toThrow("evidence must be filled in");
    expect(edited(pitchView("B", full), { with: null }).given).toEqual({ pitch: "B", with: "none" });
  });

  it("sends the knobs as the form shows them, all of them, as soon as one is changed", () => {
    const { others } = edited(pitchView("B", full), { "knob:epilogue": "tma" });
    expect(others).toEqual({ num_ab_stage: "2|3", unroll: "16", epilogue: "tma" });
    expect(edited(pitchView("B", full), { "knob:num_ab_stage": "=1" }).others).toEqual({ unroll: "16" });
  });

  it("sends the knobs along with a new file", () => {
    const { others, files } = edited(pitchView("B", full), {}, ["kernel.py"]);
    expect(others).toEqual({ num_ab_stage: "2|3", unroll: "16" });
    expect(files.map(({ name }) => name)).toEqual(["kernel.py"]);
  });

  it("says the baseline's own value where every knob is set back, so that the refusal can tell", () => {
    const view = pitchView("A", { knobs: "epilogue=tma" });
    expect(edited(view, { "knob:epilogue": "=simt" }).others).toEqual({ epilogue: "simt" });
  });

  it("turns no knob of code that came as a file: that would put the baseline in its place", () => {
    const form = formOf(pitchView("B", { origin: "kernel.py", knobs: "num_ab_stage=3" }));
    const ids = form.blocks.map(({ block_id }) => block_id);
    expect(ids).toContain("files");
    expect(ids).not.toContain("knob:num_ab_stage");
    expect(JSON.stringify(form.blocks)).toContain("what stands: kernel.py, num_ab_stage=3");
  });

  it("keeps a text that is too long for a form, until something is written in its place", () => {
    const view = pitchView("B", { evidence: "x".repeat(5000) });
    expect(edited(view, {}).given).toEqual({ pitch: "B" });
    expect(edited(view, { evidence: "Shorter." }).given).toEqual({ pitch: "B", evidence: "Shorter." });
  });

  it("opens again with what was said, and still knows what stands", () => {
    const said = { given: { speedup: "1.3", title: "Warp Specialization" }, others: { epilogue: "tma" } };
    const { given, others } = readPitchEdit(fillForm(formOf(pitchView("B", { knobs: undefined }), said)));
    expect(given).toEqual({ pitch: "B", speedup: "1.3" });
    expect(others).toEqual({ epilogue: "tma" });
  });

  it("names a pitch of the bench as the bench's", () => {
    const view = { ...pitchView("B"), round: null, kind: null };
    expect(readPitchEdit(fillForm(formOf(view), { speedup: "2" })).given).toEqual({ pitch: "bench:B", speedup: "2" });
    expect(formOf(view).title.text).toBe("Edit bench:B");
  });
});

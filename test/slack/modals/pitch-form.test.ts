import type { InputBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { pitch } from "../../../src/bot/commands/pitch.ts";
import type { PitchFormFacts } from "../../../src/bot/forms/pitch-facts.ts";
import type { Said } from "../../../src/bot/forms/said.ts";
import { pitchForm, readPitch } from "../../../src/bot/slack/modals/pitch-form.ts";
import { approach, facts, knob, seasonThatRequires } from "../../forms/sample-forms.ts";
import { typedLike } from "../../forms/typed.ts";
import { fillForm } from "./fill-form.ts";
import { viewFaults } from "./view-faults.ts";

function inputs(more: Partial<PitchFormFacts> = {}, said?: Said) {
  const view = pitchForm({ ...facts, ...more }, said);
  expect(viewFaults(view)).toEqual([]);
  return view.blocks.filter((block): block is InputBlock => block.type === "input");
}

function ids(more: Partial<PitchFormFacts> = {}) {
  return inputs(more).map(({ block_id }) => block_id);
}

function input(id: string, more: Partial<PitchFormFacts> = {}, said?: Said): InputBlock {
  const found = inputs(more, said).find(({ block_id }) => block_id === id);
  if (found === undefined) throw new Error(`the form has no ${id}`);
  return found;
}

/** The list of a select as a reader sees it: group, then text and description. */
function listOf({ element }: InputBlock) {
  if (element.type !== "static_select") throw new Error(`${element.type} has no list`);
  const told = (options: typeof element.options) =>
    (options ?? []).map(({ text, description }) => [text.text, ...(description ? [description.text] : [])].join(" | "));
  return element.option_groups
    ? Object.fromEntries(element.option_groups.map(({ label, options }) => [label.text, told(options)]))
    : told(element.options);
}

const founding = { title: "Two stages", approach: "tma-store", speedup: "1.5" };

describe("the form of a pitch", () => {
  it("asks first for what makes a pitch, then for code, then for what may be left out", () => {
    const first = ["title", "approach", "answer", "speedup", "reason"];
    const code = ["knob:num_ab_stage", "knob:num_acc_stage", "knob:epilogue", "files"];
    const more = ["evidence", "problem", "change", "validation", "complexity", "risk", "mitigation"];
    expect(ids()).toEqual([...first, ...code, ...more, "tagline", "with", "parents"]);
    const blocks = pitchForm(facts).blocks.map((block) => block.type);
    expect(blocks.indexOf("divider")).toBeGreaterThan(blocks.lastIndexOf("rich_text"));
  });

  it("asks at the top for what its season requires, and lets nobody leave it out", () => {
    const season = seasonThatRequires("reasoning", "evidence", "risk");
    expect(ids({ season }).slice(0, 7)).toEqual([
      "title",
      "approach",
      "answer",
      "speedup",
      "reason",
      "evidence",
      "risk",
    ]);
    expect(inputs({ season }).flatMap(({ block_id, optional }) => (optional ? [] : [block_id]))).toEqual([
      "title",
      "approach",
      "speedup",
      "reason",
      "evidence",
      "risk",
    ]);
  });

  it("asks for no number in a repair", () => {
    expect(ids({ round: { number: 3, kind: "repair", only: null } })).not.toContain("speedup");
  });

  it("asks a finding for evidence, and for neither a number nor code", () => {
    const round = { number: 3, kind: "research", only: null } as const;
    const asked = ids({ round });
    expect(asked).toContain("claims");
    for (const none of ["speedup", "files", "knob:num_ab_stage", "answer"]) expect(asked).not.toContain(none);
    expect(input("evidence", { round }).optional).toBe(false);
  });

  it("lists the dead approaches apart, each with what killed it", () => {
    expect(listOf(input("approach"))).toEqual({
      Viable: [
        "TMA Store Epilogue | replace SIMT stores with TMA hardware",
        "Warp Specialization | producer/consumer architecture",
      ],
      "Eliminated: say why this time is different": [
        "Pipeline Stages | eliminated: NVFP4 is compute-bound, not memory-bound",
        "Tile Size Tuning | eliminated: Hardware constraint: MmaMXF4NVF4Op requires M=128, N=128",
      ],
      "Wild card": ["Wild card | None of these."],
    });
  });

  it("offers only the approach that its round takes", () => {
    const only = (key: string) => listOf(input("approach", { round: { number: 3, kind: "optimise", only: key } }));
    expect(only("wild-card")).toEqual({ "Wild card": ["Wild card | None of these."] });
    expect(Object.keys(only("tma-store"))).toEqual(["Viable"]);
  });

  it("asks why this time is different only near a list with dead approaches", () => {
    const approaches = [approach("tma-store")];
    expect(ids({ approaches }).indexOf("answer")).toBeGreaterThan(ids({ approaches }).indexOf("files"));
  });

  it("lets a knob be chosen where it has few values, one by one or all of them in turn", () => {
    const { element } = input("knob:num_ab_stage");
    expect(listOf(input("knob:num_ab_stage"))).toEqual([
      "as it is: 1",
      "2",
      "3",
      "4",
      "all of them, each in turn: 2|3|4",
    ]);
    expect(element).toMatchObject({ initial_option: { text: { text: "as it is: 1" } } });
  });

  it("lets a knob be typed where it has many values, and tells how a sweep is written", () => {
    const knobs = [knob("unroll", "8", { kind: "range", min: 1, max: 128 })];
    const { element, hint } = input("knob:unroll", { knobs });
    expect(element).toMatchObject({ type: "plain_text_input", placeholder: { text: "as it is: 8" } });
    expect(hint?.text).toBe("1 to 128. Several values are a sweep: 2|3|4");
  });

  it("shows a locked knob with its reason, and lets nobody choose it", () => {
    expect(ids()).not.toContain("knob:mma_tiler_m");
    expect(JSON.stringify(pitchForm(facts).blocks)).toContain("mma_tiler_m = 128: MmaMXF4NVF4Op requires M=128");
  });

  it("takes ten files of any kind", () => {
    expect(input("files").element).toEqual({ type: "file_input", action_id: "files", max_files: 10 });
  });

  it("asks for code from git only where this bot knows a repository", () => {
    expect(ids()).not.toContain("from");
    expect(ids({ takesGit: true })).toContain("from");
  });

  it("opens again with all that was said", () => {
    const said = {
      given: { ...founding, risk: "high", from: "k@1234567:a" },
      others: { num_ab_stage: "2|4", epilogue: "tma" },
    };
    const view = pitchForm({ ...facts, takesGit: true }, said);
    expect(viewFaults(view)).toEqual([]);
    expect(readPitch(fillForm(view))).toEqual({ ...said, files: [] });
  });

  it("tells where it goes: the round's number, or the bench", () => {
    expect(pitchForm(facts).title.text).toBe("Pitch for round 3");
    expect(pitchForm({ ...facts, round: null }).title.text).toBe("Pitch for the bench");
  });
});

describe("what is filled into the form of a pitch", () => {
  it("comes out as the command would have it typed", () => {
    const view = pitchForm(facts);
    const reason = 'It says "two" loads, C:\\kernel, and\nanother line: p=3';
    const filled = readPitch(
      fillForm(view, { ...founding, reason, "knob:num_ab_stage": "2|3|4", risk: "low", with: "@bob, @eve" }, ["a.py"]),
    );
    expect(filled).toEqual({
      given: { ...founding, reason, risk: "low", with: "@bob, @eve" },
      others: { num_ab_stage: "2|3|4" },
      files: [{ id: "F0", name: "a.py", size: 100, url: "https://files.slack.com/F0/download/a.py" }],
    });
    expect(typedLike(pitch, filled)).toEqual({ given: filled.given, others: filled.others });
  });

  it("leaves out what was left empty, blank, or as it is", () => {
    const filled = readPitch(fillForm(pitchForm(facts), { ...founding, reason: " \n ", "knob:epilogue": "=simt" }));
    expect(filled).toEqual({ given: founding, others: {}, files: [] });
  });

  it("takes a typed knob as it was typed, whatever it looks like", () => {
    const knobs = [knob("unroll", "8", { kind: "range", min: 1, max: 128 })];
    const filled = readPitch(fillForm(pitchForm({ ...facts, knobs }), { ...founding, "knob:unroll": "=8" }));
    expect(filled.others).toEqual({ unroll: "=8" });
  });
});

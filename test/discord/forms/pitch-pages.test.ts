import { ComponentType } from "discord.js";
import { describe, expect, it } from "vitest";
import { drawModal } from "../../../src/bot/discord/forms/draw-modal.ts";
import { emptyDraft, type FormDraft, withSubmitted } from "../../../src/bot/discord/forms/form-draft.ts";
import { formPages } from "../../../src/bot/discord/forms/form-pages.ts";
import { readSubmission } from "../../../src/bot/discord/forms/read-submission.ts";
import type { PitchFormFacts } from "../../../src/bot/forms/pitch-facts.ts";
import { approach, facts, pitchView, seasonThatRequires } from "../../forms/sample-forms.ts";
import { modalFaults } from "./discord-faults.ts";
import { fillModal, idsOf, inputOf } from "./fill-modal.ts";

const empty = emptyDraft({ round: null, about: null });

function modals(more: Partial<PitchFormFacts> = {}, draft: FormDraft = empty) {
  const pages = formPages({ form: "pitch", facts: { ...facts, ...more } }, draft);
  const all = pages.pages.map((_, index) => drawModal(pages, index + 1));
  for (const modal of all) expect(modalFaults(modal)).toEqual([]);
  return all;
}

function first(more: Partial<PitchFormFacts> = {}, draft: FormDraft = empty) {
  const [modal] = modals(more, draft);
  if (modal === undefined) throw new Error("the form has no page");
  return modal;
}

function list(id: string, more: Partial<PitchFormFacts> = {}, draft: FormDraft = empty) {
  const input = inputOf(first(more, draft), id);
  if (input.type !== ComponentType.StringSelect) throw new Error(`${id} is no list`);
  return input.options;
}

describe("the form of a pitch", () => {
  it("asks first for what makes a pitch, and for the rest on pages of five", () => {
    expect(modals().map(idsOf)).toEqual([
      ["title", "approach", "speedup", "reason", "files"],
      ["answer", "knobs", "evidence", "problem", "change"],
      ["validation", "complexity", "risk", "mitigation", "tagline"],
      ["with", "parents"],
    ]);
  });

  it("asks on the next page for what else its season requires", () => {
    const season = seasonThatRequires("evidence", "risk");
    const [, second] = modals({ season, takesGit: true });
    if (second === undefined) throw new Error("no second page");
    expect(idsOf(second)).toEqual(["answer", "evidence", "risk", "knobs", "from"]);
    expect(inputOf(second, "evidence")).toMatchObject({ required: true });
    expect(inputOf(second, "knobs")).toMatchObject({ required: false });
  });

  it("asks for no number in a repair, and for neither number nor code of a finding", () => {
    const round = (kind: "repair" | "research") => ({ round: { number: 3, kind, only: null } });
    expect(modals(round("repair")).flatMap(idsOf)).not.toContain("speedup");
    const finding = modals(round("research"));
    expect(finding.flatMap(idsOf)).not.toEqual(expect.arrayContaining(["speedup"]));
    expect(idsOf(first(round("research")))).toEqual(["title", "approach", "claims", "evidence", "reason"]);
    expect(finding.flatMap(idsOf)).not.toContain("files");
  });

  it("says of each dead approach what killed it, below the living", () => {
    const options = list("approach");
    const dead = options.filter(({ description }) => description?.startsWith("eliminated"));
    expect(dead.map(({ value }) => value)).toEqual(["pipeline-stages", "tile-size"]);
    expect(dead[0]?.description).toBe("eliminated: NVFP4 is compute-bound, not memory-bound");
    expect(options.at(-1)).toMatchObject({ value: "wild-card" });
    expect(options.findIndex(({ value }) => value === "tma-store")).toBeLessThan(
      options.findIndex(({ value }) => value === "tile-size"),
    );
  });

  it("keeps the approach that was chosen in its list, however many there are", () => {
    const approaches = Array.from({ length: 40 }, (_, index) => approach(`way-${index}`));
    expect(list("approach", { approaches })).toHaveLength(25);
    const draft = { ...empty, texts: { approach: "way-39" } };
    const options = list("approach", { approaches }, draft);
    expect(options).toHaveLength(25);
    expect(options.filter((option) => option.default).map(({ value }) => value)).toEqual(["way-39"]);
  });

  it("opens with what was said before, and tells which files it has", () => {
    const submission = readSubmission(
      fillModal(first(), { title: "Deep", approach: "tma-store", speedup: "1.5", reason: null }, ["kernel.py"]),
    );
    const draft = withSubmitted(empty, submission);
    const again = first({}, draft);
    expect(inputOf(again, "title")).toMatchObject({ value: "Deep" });
    expect(inputOf(again, "reason")).not.toHaveProperty("value");
    expect(JSON.stringify(again)).toContain("Here already: kernel.py.");
    expect(withSubmitted(draft, readSubmission(fillModal(again)))).toEqual(draft);
    const other = withSubmitted(draft, readSubmission(fillModal(again, { speedup: "2" }, ["b.py"])));
    expect(other.files.map(({ name }) => name)).toEqual(["b.py"]);
    expect(other.texts).toEqual({ title: "Deep", approach: "tma-store", speedup: "2" });
  });

  it("names the knobs as they are now, and says how to turn them", () => {
    const [, second] = modals();
    if (second === undefined) throw new Error("no second page");
    expect(inputOf(second, "knobs")).toMatchObject({
      placeholder: "as it is: num_ab_stage=1 num_acc_stage=1 epilogue=simt",
    });
    expect(JSON.stringify(second)).toContain("1 more are locked: /tank kernel.");
  });
});

describe("the form of a pitch that stands", () => {
  const place = { approaches: facts.approaches, takesGit: true, only: null, knobs: facts.knobs };

  function edited(
    content: Parameters<typeof pitchView>[1],
    fill: Parameters<typeof fillModal>[1],
    files: string[] = [],
  ) {
    const view = pitchView("B", content);
    const id = { round: 3, about: "B" };
    const form = formPages({ form: "pitch-edit", facts: { ...place, view } }, emptyDraft(id));
    const all = form.pages.map((_, index) => drawModal(form, index + 1));
    for (const modal of all) expect(modalFaults(modal)).toEqual([]);
    const modal = all.find((each) => Object.keys(fill ?? {}).every((key) => idsOf(each).includes(key))) ?? all[0];
    if (modal === undefined) throw new Error("no page");
    return withSubmitted(emptyDraft(id), readSubmission(fillModal(modal, fill, files)));
  }

  it("sends what was changed, and nothing that was left as it is", () => {
    expect(edited({}, {}).texts).toEqual({});
    expect(edited({}, { title: "Another" }).texts).toEqual({ title: "Another" });
    expect(edited({ authors: ["wanda", "bob"] }, { with: null }).texts).toEqual({ with: "none" });
    expect(edited({ evidence: "e".repeat(5000) }, { evidence: null }).texts).toEqual({});
  });

  it("sends all of its code once anything of it is new", () => {
    const turned = { knobs: "num_ab_stage=2 epilogue=tma" };
    expect(edited(turned, { knobs: "num_ab_stage=3" }).texts).toEqual({ knobs: "num_ab_stage=3" });
    expect(edited(turned, { from: "k@1234567:a" }).texts).toEqual({
      from: "k@1234567:a",
      knobs: "num_ab_stage=2\nepilogue=tma",
    });
    expect(edited(turned, { knobs: null, from: "k@1234567:a" }).texts).toEqual({ from: "k@1234567:a" });
    expect(edited(turned, { knobs: null }).texts).toEqual({});
  });

  it("turns no knob where its code came as files", () => {
    const form = formPages(
      { form: "pitch-edit", facts: { ...place, view: pitchView("B", { origin: "kernel.py" }) } },
      emptyDraft({ round: 3, about: "B" }),
    );
    expect(form.pages.flat().map(({ id }) => id)).not.toContain("knobs");
  });
});

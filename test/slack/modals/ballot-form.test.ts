import type { ViewOutput } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { vote } from "../../../src/bot/commands/vote.ts";
import type { BallotFacts } from "../../../src/bot/forms/ballot.ts";
import { readChip, withChip } from "../../../src/bot/slack/modals/ballot-chips.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { readContext } from "../../../src/bot/slack/modals/form-context.ts";
import { readBallot } from "../../../src/bot/slack/modals/read-ballot.ts";
import { samplePitches } from "../../cards/round-view-builder.ts";
import { sampleFacts as facts, standingBallot as standing } from "../../forms/sample-ballot.ts";
import { typedLike } from "../../forms/typed.ts";
import { type Answers, fillForm, halfFilled } from "./fill-form.ts";
import { viewFaults } from "./view-faults.ts";

function formOf(more: Partial<BallotFacts> = {}): ModalView {
  const form = ballotForm({ ...facts, ...more });
  expect(viewFaults(form)).toEqual([]);
  return form;
}

/** The form after taps and what was typed; Slack keeps what is typed in inputs whose ids stay. */
function tapped(form: ModalView, taps: readonly string[], answers: Answers = {}): ModalView {
  return taps.reduce((view, action_id) => {
    const chip = readChip({ action_id });
    if (chip === null) throw new Error(`${action_id} is no chip`);
    const next = withChip(halfFilled(view, answers), chip.letter, chip.percent);
    expect(viewFaults(next)).toEqual([]);
    return next;
  }, form);
}

function chosen(view: ModalView | ViewOutput): readonly string[] {
  return view.blocks.flatMap((block) =>
    "elements" in block && block.type === "actions"
      ? block.elements.flatMap((each) =>
          each.type === "button" && each.style === "primary" ? [each.action_id ?? ""] : [],
        )
      : [],
  );
}

describe("the ballot's form", () => {
  it("has five chips and a number for each pitch, but none for one's own", () => {
    const form = formOf({ shark: "pete" });
    const ids = form.blocks.flatMap(({ block_id }) => block_id ?? []);
    expect(ids).toEqual(["chips:A", "chance:A", "chips:C", "chance:C", "fund", "speedup", "reason"]);
    const texts = JSON.stringify(form.blocks);
    expect(texts).toContain("You wrote it: you can't vote on it.");
    const percents = ["5", "25", "50", "75", "95"];
    expect([...texts.matchAll(/"text":"(\d+)"/g)].map(([, text]) => text)).toEqual([...percents, ...percents]);
  });

  it("offers to fund each pitch but one's own, and none", () => {
    const offered = (form: ModalView) => {
      const fund = form.blocks.find(({ block_id }) => block_id === "fund");
      if (fund?.type !== "input" || !("element" in fund) || !("options" in fund.element)) throw new Error("no list");
      return { type: fund.element.type, texts: (fund.element.options ?? []).map(({ text }) => text.text) };
    };
    expect(offered(formOf({ shark: "pete" }))).toEqual({
      type: "radio_buttons",
      texts: ["A: TMA Store Epilogue", "C: The Wild Card", "None of them"],
    });
    const many = [..."ABCDEFGHIJ"].map((letter) => ({ ...samplePitches[0], letter }) as (typeof samplePitches)[number]);
    expect(offered(formOf({ pitches: many })).type).toBe("static_select");
  });

  it("opens as the ballot stands: chips where they can say it, numbers elsewhere", () => {
    const form = formOf({ ballot: standing });
    expect(chosen(form)).toEqual(["chip:A:25"]);
    expect(readBallot(fillForm(form))).toEqual({
      given: { pitch: "B", p: "70", speedup: "1.25", reason: "It answers the past." },
      others: { A: "25", C: "0.5" },
      files: [],
    });
    expect(readBallot(fillForm(formOf({ ballot: { ...standing, fund: null } }))).given["pitch"]).toBe("none");
  });

  it("offers to take a ballot back only where there is one", () => {
    expect(JSON.stringify(formOf())).not.toContain("take-back");
    expect(JSON.stringify(formOf({ ballot: standing }))).toContain("take-back");
  });

  it("asks about being correct in a repair, and about the bar where there is one", () => {
    expect(JSON.stringify(formOf({ terms: { kind: "repair", bar: null } }))).toContain("to be correct, in percent?");
    expect(JSON.stringify(formOf({ terms: { kind: "optimise", bar: 1.4 } }))).toContain("to reach 1.4x, in percent?");
  });
});

describe("a tapped chip", () => {
  it("is chosen, and the one before it no longer", () => {
    expect(chosen(tapped(formOf(), ["chip:A:25"]))).toEqual(["chip:A:25"]);
    expect(chosen(tapped(formOf(), ["chip:A:25", "chip:B:5", "chip:A:95"]))).toEqual(["chip:A:95", "chip:B:5"]);
  });

  it("is taken back by a second tap", () => {
    const view = tapped(formOf(), ["chip:A:25", "chip:A:25"]);
    expect(chosen(view)).toEqual([]);
    expect(readContext(fillForm(view, { fund: "none" })).chips).toEqual({});
  });

  it("leaves what is typed elsewhere: its inputs keep their ids", () => {
    const before = formOf();
    const typed = { fund: "B", "chance:B": "70", reason: "Because." };
    const view = tapped(before, ["chip:A:25", "chip:C:5"], typed);
    const idsOf = ({ blocks }: ModalView) =>
      blocks.filter(({ type }) => type === "input").map(({ block_id }) => block_id);
    expect(idsOf(view)).toEqual(idsOf(before));
    expect(readBallot(fillForm(view, typed))).toMatchObject({
      given: { pitch: "B", p: "70", reason: "Because." },
      others: { A: "25", C: "5" },
    });
  });

  it("takes the place of a number that was typed before it, and gives way to one typed after it", () => {
    const view = tapped(formOf({ ballot: standing }), ["chip:B:95"]);
    expect(readBallot(fillForm(view)).given["p"]).toBe("95");
    expect(readBallot(fillForm(view, { "chance:B:1": "60" })).given["p"]).toBe("60");
    const again = tapped(view, ["chip:B:5"], { "chance:B:1": "60" });
    expect(readBallot(fillForm(again)).given["p"]).toBe("5");
  });

  it("is told from every other action", () => {
    expect(readChip({ action_id: "chip:B:75" })).toEqual({ letter: "B", percent: 75 });
    expect(readChip({ action_id: "take-back" })).toBeNull();
  });
});

describe("what is filled into the ballot's form", () => {
  it("comes out as /vote would have it typed", () => {
    const view = tapped(formOf(), ["chip:A:25", "chip:B:75"]);
    const filled = readBallot(fillForm(view, { fund: "B", "chance:C": "12.5", reason: 'A "quoted" reason' }));
    expect(filled).toEqual({
      given: { pitch: "B", p: "75", reason: 'A "quoted" reason' },
      others: { A: "25", C: "12.5" },
      files: [],
    });
    expect(typedLike(vote, filled)).toEqual({ given: filled.given, others: filled.others });
  });

  it("states no p where nothing is funded", () => {
    const view = tapped(formOf(), ["chip:A:5"]);
    expect(readBallot(fillForm(view, { fund: "none" }))).toEqual({
      given: { pitch: "none" },
      others: { A: "5" },
      files: [],
    });
  });
});

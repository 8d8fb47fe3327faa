import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from "discord.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vote } from "../../../src/bot/commands/vote.ts";
import { type BallotTap, readBallotAction } from "../../../src/bot/discord/forms/ballot-action.ts";
import {
  type BallotDraft,
  ballotOf,
  missingOf,
  standingDraft,
  tapped,
  withTyped,
} from "../../../src/bot/discord/forms/ballot-draft.ts";
import { ballotMessage } from "../../../src/bot/discord/forms/ballot-message.ts";
import { numbersModal, reasonModal } from "../../../src/bot/discord/forms/ballot-modals.ts";
import { filledInputs } from "../../../src/bot/discord/forms/read-submission.ts";
import { type BallotFacts, chipPercents } from "../../../src/bot/forms/ballot.ts";
import { PitchId } from "../../../src/rounds/round/round-state.ts";
import { samplePitches } from "../../cards/round-view-builder.ts";
import { sampleFacts as facts, standingBallot as standing } from "../../forms/sample-ballot.ts";
import { typedLike } from "../../forms/typed.ts";
import { messageFaults, modalFaults } from "./discord-faults.ts";
import { type Answers, fillModal, idsOf } from "./fill-modal.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const many = letters.map((letter, index) => ({
  ...(samplePitches[0] as (typeof samplePitches)[number]),
  id: PitchId.parse(index + 1),
  letter,
}));

function message(more: Partial<BallotFacts> = {}, draft?: BallotDraft) {
  const own = { ...facts, ...more };
  const drawn = ballotMessage(own, draft ?? standingDraft(own));
  expect(messageFaults(drawn)).toEqual([]);
  return drawn;
}

function buttons(drawn: ReturnType<typeof message>): readonly APIButtonComponentWithCustomId[] {
  return drawn.components.flatMap((row) =>
    row.components.flatMap((each) => (each.type === ComponentType.Button && "custom_id" in each ? [each] : [])),
  );
}

function labels(drawn: ReturnType<typeof message>) {
  return drawn.components.map((row) =>
    row.components.map((each) => ("label" in each ? each.label : "placeholder" in each ? each.placeholder : "")),
  );
}

function green(drawn: ReturnType<typeof message>) {
  return buttons(drawn).flatMap(({ style, label }) => (style === ButtonStyle.Success ? [label] : []));
}

/** The draft after taps on what the message shows, each by its label. */
function press(taps: readonly string[], more: Partial<BallotFacts> = {}): BallotDraft {
  const own = { ...facts, ...more };
  return taps.reduce((draft, label) => {
    const button = buttons(message(own, draft)).find((each) => each.label === label);
    const action = readBallotAction(button?.custom_id ?? "");
    if (action === null) throw new Error(`there is no ${label}`);
    return tapped(draft, action.tap);
  }, standingDraft(own));
}

function choose(draft: BallotDraft, fund: string): BallotDraft {
  const action = readBallotAction("form:vote:3:fund", [fund]);
  if (action === null) throw new Error(`nobody can fund ${fund}`);
  return tapped(draft, action.tap);
}

function type(draft: BallotDraft, answers: Answers): BallotDraft {
  const modal = "reason" in answers ? reasonModal(draft) : numbersModal(facts, draft);
  expect(modalFaults(modal)).toEqual([]);
  return withTyped(draft, filledInputs(fillModal(modal, answers)));
}

describe("the ballot's message", () => {
  it("has a list, five chips for each pitch and a row of buttons", () => {
    const chips = (letter: string) => chipPercents.map((percent) => `${letter} ${percent}%`);
    expect(labels(message())).toEqual([
      ["Fund one, or none"],
      chips("A"),
      chips("B"),
      chips("C"),
      ["Other number…", "Reason…", "Vote"],
    ]);
    const [embed] = message().embeds;
    expect(embed?.description).toContain("How likely is each to beat the baseline, in percent?");
    expect(embed?.fields?.map(({ name }) => name.slice(0, 2))).toEqual(["A:", "B:", "C:"]);
    expect(embed?.fields?.[1]?.value).toMatch(/^by .+predicts [\s\S]+No chance yet$/);
  });

  it("names one's own pitch without chips, and does not offer to fund it", () => {
    const drawn = message({ shark: "pete" });
    expect(buttons(drawn).some(({ label = "" }) => label.startsWith("B "))).toBe(false);
    expect(JSON.stringify(drawn.embeds)).toContain("You wrote it: you can't vote on it.");
    const list = drawn.components[0]?.components[0];
    if (list?.type !== ComponentType.StringSelect) throw new Error("no list");
    expect(list.options.map(({ value }) => value)).toEqual(["A", "C", "none"]);
  });

  it("opens as the ballot stands, and offers to take that back", () => {
    const drawn = message({ ballot: standing });
    expect(green(drawn)).toEqual(["A 25%"]);
    expect(JSON.stringify(drawn.embeds)).toContain("You fund B. · A 25% · B 70% · C 0.5% · expecting 1.25x");
    expect(labels(drawn).at(-1)).toEqual(["Other number…", "Reason…", "Vote", "Take back"]);
    expect(ballotOf(standingDraft({ ...facts, ballot: standing }))).toEqual({
      given: { pitch: "B", p: "70", speedup: "1.25", reason: "It answers the past." },
      others: { A: "25", C: "0.5" },
    });
  });

  it("asks once more before a ballot is taken back", () => {
    const asked = press(["Take back"], { ballot: standing });
    expect(labels(message({ ballot: standing }, asked)).at(-1)).toEqual(["Take it back", "Keep it"]);
    const kept = press(["Take back", "Keep it"], { ballot: standing });
    expect(labels(message({ ballot: standing }, kept)).at(-1)).toContain("Take back");
  });

  it("turns pages where there are more pitches than rows, all around", () => {
    const first = message({ pitches: many });
    expect(labels(first).at(-1)).toEqual(["Other number…", "Reason…", "◀", "▶", "Vote"]);
    const second = message({ pitches: many }, press(["▶"], { pitches: many }));
    expect(second.embeds[0]?.fields?.map(({ name }) => name.slice(0, 2))).toEqual(["D:", "E:", "F:"]);
    expect(press(["◀"], { pitches: many }).page).toBe(9);
    expect(press(["◀", "▶"], { pitches: many }).page).toBe(1);
    expect(labels(message({ pitches: many.slice(0, 5) })).at(-1)).toEqual(["Other number…", "Reason…", "▶", "Vote"]);
    const voted = { ...standing, fund: null, chances: [] };
    expect(labels(message({ pitches: many, ballot: voted })).at(-1)).toEqual([
      ...["Other number…", "Reason…", "▶", "Vote", "Take back"],
    ]);
  });

  it("keeps the chosen one of 26 in its list, on every page", () => {
    for (const page of [1, 5, 9]) {
      const draft = { ...choose(standingDraft({ ...facts, pitches: many }), "Z"), page };
      const list = message({ pitches: many }, draft).components[0]?.components[0];
      if (list?.type !== ComponentType.StringSelect) throw new Error("no list");
      expect(list.options).toHaveLength(25);
      expect(list.options.filter((option) => option.default).map(({ value }) => value)).toEqual(["Z"]);
      expect(list.options.at(-1)?.value).toBe("none");
    }
  });
});

describe("a tap", () => {
  it("chooses a chip, another in its place, and none where it was chosen already", () => {
    expect(green(message({}, press(["A 25%"])))).toEqual(["A 25%"]);
    expect(green(message({}, press(["A 25%", "B 5%", "A 95%"])))).toEqual(["A 95%", "B 5%"]);
    expect(green(message({}, press(["A 25%", "A 25%"])))).toEqual([]);
  });

  it("takes the place of a number that was typed, and gives way to one typed after it", () => {
    const typed = type(standingDraft(facts), { "chance:B": "70" });
    expect(typed.chances).toEqual({ B: "70" });
    const chip: BallotTap = { kind: "chip", letter: "B", percent: 95 };
    expect(tapped(typed, chip).chances).toEqual({ B: "95" });
    expect(type(tapped(typed, chip), { "chance:B": "60" }).chances).toEqual({ B: "60" });
    expect(type(typed, { "chance:B": null }).chances).toEqual({});
  });

  it("leaves what was said elsewhere", () => {
    const draft = type(type(choose(press(["A 25%"]), "B"), { reason: "Because.\nReally." }), { speedup: "1.2" });
    expect(tapped(draft, { kind: "chip", letter: "C", percent: 5 })).toMatchObject({
      fund: "B",
      chances: { A: "25", C: "5" },
      speedup: "1.2",
      reason: "Because.\nReally.",
    });
  });
});

describe("what is filled into the ballot", () => {
  it("comes out as /vote would have it typed", () => {
    const draft = type(choose(press(["A 25%", "B 75%"]), "B"), { "chance:C": "12.5" });
    const said = type(draft, { reason: 'A "quoted" reason' });
    expect(ballotOf(said)).toEqual({
      given: { pitch: "B", p: "75", reason: 'A "quoted" reason' },
      others: { A: "25", C: "12.5" },
    });
    expect(typedLike(vote, ballotOf(said))).toEqual(ballotOf(said));
    expect(ballotOf(choose(press(["A 5%"]), "none"))).toEqual({ given: { pitch: "none" }, others: { A: "5" } });
  });

  it("comes out the same whatever is tapped and typed", () => {
    const letter = fc.constantFrom("A", "B", "C");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("chip" as const), letter, percent: fc.constantFrom(...chipPercents) }),
      fc.record({ kind: fc.constant("fund" as const), fund: fc.constantFrom("A", "B", "none") }),
      fc.record({ kind: fc.constantFrom("ask-back", "keep", "reason" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.string({ unit: "grapheme" }), (steps, reason) => {
        const draft = type(steps.reduce<BallotDraft>(tapped, standingDraft(facts)), { reason });
        expect(messageFaults(ballotMessage(facts, draft))).toEqual([]);
        expect(typedLike(vote, ballotOf(draft))).toEqual(ballotOf(draft));
      }),
    );
  });

  it("says what is missing when it is pressed too early", () => {
    const missing = (draft: BallotDraft, own = facts) => missingOf(draft, own);
    expect(missing(standingDraft(facts))).toBe("Choose which one to fund, or none.");
    expect(missing(choose(standingDraft(facts), "B"))).toBe("You fund B: say how likely it is to succeed.");
    expect(missing(choose(standingDraft(facts), "B"), { ...facts, shark: "pete" })).toMatch(/your own/);
    expect(missing(type(choose(press(["B 5%"]), "B"), { "chance:A": "much" }))).toMatch(/^A can't be "much"/);
    expect(missing(choose(press(["B 5%"]), "B"))).toBeNull();
    expect(missing(choose(standingDraft(facts), "none"))).toBeNull();
  });

  it("asks for other numbers of the pitches that are shown", () => {
    expect(idsOf(numbersModal(facts, standingDraft(facts)))).toEqual(["chance:A", "chance:B", "chance:C", "speedup"]);
    const draft = press(["▶"], { pitches: many });
    expect(idsOf(numbersModal({ ...facts, pitches: many }, draft)).slice(0, 3)).toEqual([
      "chance:D",
      "chance:E",
      "chance:F",
    ]);
  });
});

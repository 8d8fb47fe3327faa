import { describe, expect, it } from "vitest";
import { hasVote, openRound, transition } from "../../../src/rounds/round/round.ts";
import { type RoundEvent, RoundId, type RoundState } from "../../../src/rounds/round/round-state.ts";
import { a, b, c, result, roundIn, usualTerms } from "./sample-round.ts";

const entries = [
  { pitch: a, hasCode: true },
  { pitch: b, hasCode: true },
];
const pitching: RoundState = { state: "pitching" };
const running: RoundState = { state: "running", pending: [b], abandoned: [], results: [correct(a, 100)] };

function correct(pitch: typeof a, us: number) {
  return { ...result(pitch, "correct"), us };
}

describe("a research round", () => {
  const research = (now: RoundState) => roundIn(now, { kind: "research" });

  it("opens at once, without a baseline to check", () => {
    const { round, effects } = openRound(RoundId.parse(1), { ...usualTerms, kind: "research" });
    expect([round.now, effects]).toEqual([pitching, [{ type: "announce-opened" }]]);
  });

  it("is never voted on and runs nothing, whatever its terms say", () => {
    expect(hasVote({ ...usualTerms, kind: "research" })).toBe(false);
    const strays: readonly RoundEvent[] = [
      { type: "voting-opened" },
      { type: "voting-closed", funded: [a], entries },
      { type: "baseline-refuted" },
    ];
    for (const event of strays)
      expect(transition(research(pitching), event)).toEqual({ round: research(pitching), effects: [] });
  });

  it("freezes its findings, asks its host, and is decided without a result", () => {
    const closed = transition(research(pitching), { type: "findings-closed" });
    expect(closed.round.now).toMatchObject({ state: "needs-host", question: "findings", results: [] });
    expect(closed.effects.map(({ type }) => type)).toEqual(["freeze-pitches", "announce-needs-host"]);
    const settled = transition(closed.round, { type: "findings-settled" });
    expect(settled.round.now).toEqual({ state: "decided", promoted: null, unconfirmed: null, results: [] });
  });

  it("has no findings to settle in another kind of round", () => {
    expect(transition(roundIn(pitching), { type: "findings-closed" }).effects).toEqual([]);
    const asked: RoundState = { state: "needs-host", question: "mixed", interrupted: null, results: [] };
    expect(transition(roundIn(asked), { type: "findings-settled" }).effects).toEqual([]);
  });
});

describe("a repair round", () => {
  const repair = (now: RoundState) => roundIn(now, { kind: "repair" });

  it("opens at once: its baseline is known to be wrong", () => {
    expect(openRound(RoundId.parse(1), { ...usualTerms, kind: "repair" }).round.now).toEqual(pitching);
  });

  it("promotes the only correct kernel without a comparison", () => {
    const last = transition(repair(running), { type: "run-judged", result: result(b, "wrong result") });
    expect(last.round.now).toMatchObject({ state: "decided", promoted: a });
    expect(last.effects.map(({ type }) => type)).toContain("promote");
  });

  it("promotes nothing where none is correct", () => {
    const none: RoundState = { state: "running", pending: [b], abandoned: [], results: [result(a, "crashed")] };
    const last = transition(repair(none), { type: "run-judged", result: result(b, "compile error") });
    expect(last.round.now).toMatchObject({ state: "decided", promoted: null });
  });

  it("compares the two that were quickest alone, in pairs, and only with each other", () => {
    const three: RoundState = { ...running, results: [correct(a, 100), correct(c, 300)] };
    const last = transition(repair(three), { type: "run-judged", result: correct(b, 90) });
    expect(last.round.now).toMatchObject({ state: "confirming", best: b, runnerUp: a, pending: ["runner-up"] });
    expect(last.effects).toEqual([{ type: "enqueue-confirmation", pitch: b, against: a }]);
  });

  it.each([
    ["faster", b],
    ["no difference", b],
    ["inconclusive", b],
    ["slower", a],
    ["wrong result", a],
    ["crashed", a],
  ] as const)("where the pairs say %s, the right one is promoted", (verdict, promoted) => {
    const confirming: RoundState = {
      state: "confirming",
      best: b,
      runnerUp: a,
      pending: ["runner-up"],
      results: [correct(a, 100), correct(b, 90)],
    };
    const { round } = transition(repair(confirming), { type: "confirmation-judged", against: "runner-up", verdict });
    expect(round.now).toMatchObject({ state: "decided", promoted, unconfirmed: null });
  });
});

describe("a host's ruling while the round waits", () => {
  const asked = (...results: readonly ReturnType<typeof result>[]): RoundState => ({
    state: "needs-host",
    question: "suspect",
    interrupted: null,
    results,
  });

  it("that believes a suspect has it measured again before it is promoted", () => {
    const ruled = { type: "verdict-ruled", result: result(a, "faster", 40) } as const;
    const { round } = transition(roundIn(asked(result(a, "suspect", 40))), ruled);
    expect(round.now).toMatchObject({ state: "confirming", best: a });
  });

  it("that rules the last question out decides the round; another question is asked next", () => {
    const ruled = { type: "verdict-ruled", result: result(a, "against the rules", 40) } as const;
    const suspect = result(a, "suspect", 40);
    expect(transition(roundIn(asked(suspect)), ruled).round.now).toMatchObject({ state: "decided", promoted: null });
    const { round } = transition(roundIn(asked(suspect, result(b, "mixed", 1.2))), ruled);
    expect(round.now).toMatchObject({ state: "needs-host", question: "mixed" });
  });

  it("on a pitch that did not run, or while something is interrupted, changes nothing", () => {
    const ruled = { type: "verdict-ruled", result: result(c, "blocked") } as const;
    expect(transition(roundIn(asked(result(a, "suspect", 40))), ruled).effects).toEqual([]);
    expect(transition(roundIn({ state: "voting" }), ruled).effects).toEqual([]);
  });
});

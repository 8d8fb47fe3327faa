import { describe, expect, it } from "vitest";
import { openRound, phaseOf, transition } from "../../../src/rounds/round/round.ts";
import { type RoundEvent, RoundId, type RoundState } from "../../../src/rounds/round/round-state.ts";
import { a, b, c, result, roundIn, usualTerms } from "./sample-round.ts";

const opening: RoundState = { state: "opening" };
const pitching: RoundState = { state: "pitching" };
const voting: RoundState = { state: "voting" };
const building: RoundState = { state: "building", waitingFor: [a], toRun: [b] };
const running: RoundState = { state: "running", pending: [a, b], abandoned: [], results: [] };
const confirming: RoundState = {
  state: "confirming",
  best: a,
  runnerUp: b,
  pending: ["baseline", "runner-up"],
  results: [result(a, "faster", 1.4), result(b, "faster", 1.2)],
};
const interrupted: RoundState = {
  state: "needs-host",
  question: "runner-fault",
  interrupted: { state: "running", pending: [b], abandoned: [], results: [result(a, "mixed", 1.1)] },
  results: [result(a, "mixed", 1.1)],
};
const asked: RoundState = {
  state: "needs-host",
  question: "mixed",
  interrupted: null,
  results: [result(a, "mixed", 1.1), result(b, "slower", 0.8)],
};
const decided: RoundState = { state: "decided", promoted: a, unconfirmed: null, results: [result(a, "faster", 1.4)] };
const cancelled: RoundState = { state: "cancelled", reason: "the GPU is on fire" };

const states = {
  opening,
  pitching,
  voting,
  building,
  running,
  confirming,
  interrupted,
  asked,
  decided,
  cancelled,
} as const;

const entries = [
  { pitch: a, hasCode: true },
  { pitch: b, hasCode: true },
];
const events = {
  "baseline-verified": { type: "baseline-verified" },
  "baseline-refuted": { type: "baseline-refuted" },
  "voting-opened": { type: "voting-opened" },
  "voting-closed": { type: "voting-closed", funded: [a], entries },
  "quorum-missed": { type: "quorum-missed" },
  "candidate-handed-in": { type: "candidate-handed-in", pitch: a },
  "building-closed": { type: "building-closed" },
  "run-judged": { type: "run-judged", result: result(a, "slower", 0.8) },
  "confirmation-judged": { type: "confirmation-judged", against: "baseline", verdict: "faster" },
  "run-abandoned": { type: "run-abandoned", pitch: a },
  "confirmation-abandoned": { type: "run-abandoned", pitch: null },
  "rerun-requested": { type: "rerun-requested" },
  "promotion-settled": { type: "promotion-settled", promoted: a },
  "round-cancelled": { type: "round-cancelled", reason: "enough" },
} as const satisfies Record<string, RoundEvent>;

/** Every event that moves a state, and where to; everything else must change nothing. */
const moves: Readonly<Record<keyof typeof states, Partial<Record<keyof typeof events, RoundState["state"]>>>> = {
  opening: {
    "baseline-verified": "pitching",
    "baseline-refuted": "needs-host",
    "confirmation-abandoned": "needs-host",
    "round-cancelled": "cancelled",
  },
  pitching: { "voting-opened": "voting", "round-cancelled": "cancelled" },
  voting: { "voting-closed": "running", "quorum-missed": "needs-host", "round-cancelled": "cancelled" },
  building: { "candidate-handed-in": "running", "building-closed": "running", "round-cancelled": "cancelled" },
  running: { "run-judged": "running", "run-abandoned": "running", "round-cancelled": "cancelled" },
  confirming: {
    "confirmation-judged": "confirming",
    "confirmation-abandoned": "needs-host",
    "round-cancelled": "cancelled",
  },
  interrupted: { "rerun-requested": "running", "promotion-settled": "decided", "round-cancelled": "cancelled" },
  asked: { "promotion-settled": "decided", "round-cancelled": "cancelled" },
  decided: {},
  cancelled: {},
};

const names = Object.keys(states).filter((name) => name in states) as readonly (keyof typeof states)[];
const kinds = Object.keys(events).filter((kind) => kind in events) as readonly (keyof typeof events)[];
const table = names.flatMap((name) => kinds.map((kind) => ({ name, kind, next: moves[name][kind] ?? null })));

describe("every state and every event", () => {
  it.each(table.filter(({ next }) => next !== null))("$name moves to $next by $kind", ({ name, kind, next }) => {
    expect(transition(roundIn(states[name]), events[kind]).round.now.state).toBe(next);
  });

  it.each(table.filter(({ next }) => next === null))("$name is not changed by $kind", ({ name, kind }) => {
    const round = roundIn(states[name]);
    const moved = transition(round, events[kind]);
    expect(moved.round).toBe(round);
    expect(moved.effects).toEqual([]);
  });
});

describe("a repeated event", () => {
  it.each(table.filter(({ next }) => next !== null))("$kind in $name changes nothing", ({ name, kind }) => {
    const once = transition(roundIn(states[name]), events[kind]).round;
    const twice = transition(once, events[kind]);
    expect(twice.round).toBe(once);
    expect(twice.effects).toEqual([]);
  });
});

describe("opening", () => {
  it("checks the baseline before anybody pitches", () => {
    expect(openRound(RoundId.parse(7), usualTerms)).toEqual({
      round: { id: 7, terms: usualTerms, now: opening },
      effects: [{ type: "enqueue-baseline-check" }],
    });
  });

  it("announces the round once its baseline is correct", () => {
    expect(transition(roundIn(opening), events["baseline-verified"]).effects).toEqual([{ type: "announce-opened" }]);
  });

  it("asks the host about a wrong baseline, and a rerun checks it again", () => {
    const { round, effects } = transition(roundIn(opening), events["baseline-refuted"]);
    expect(round.now).toEqual({
      state: "needs-host",
      question: "baseline-wrong",
      interrupted: opening,
      results: [],
    });
    expect(effects).toEqual([{ type: "announce-needs-host", question: "baseline-wrong" }]);
    const again = transition(round, events["rerun-requested"]);
    expect(again.round.now).toEqual(opening);
    expect(again.effects).toEqual([{ type: "enqueue-baseline-check" }]);
  });
});

describe("the vote", () => {
  const close = (
    now: RoundState,
    terms: Parameters<typeof roundIn>[1],
    funded: readonly (typeof a)[],
    withCode: readonly (typeof a)[],
  ) =>
    transition(roundIn(now, terms), {
      type: "voting-closed",
      funded,
      entries: [a, b, c].map((pitch) => ({ pitch, hasCode: withCode.includes(pitch) })),
    });
  const run = (pitch: typeof a) => ({ type: "enqueue-run", pitch });

  it("freezes the pitches and is announced", () => {
    expect(transition(roundIn(pitching), events["voting-opened"]).effects).toEqual([
      { type: "freeze-pitches" },
      { type: "announce-voting" },
    ]);
  });

  it("is not opened in a round without one", () => {
    const round = roundIn(pitching, { vote: "off" });
    expect(transition(round, events["voting-opened"]).round).toBe(round);
  });

  it("runs everything that has code, funded or not, where the rules say all", () => {
    const { round, effects } = close(voting, { runs: "all" }, [b], [a, b]);
    expect(round.now).toEqual({ state: "running", pending: [a, b], abandoned: [], results: [] });
    expect(effects).toEqual([{ type: "announce-tally" }, run(a), run(b)]);
  });

  it("runs only what was funded where the GPU is scarce", () => {
    expect(close(voting, { runs: "funded" }, [b], [a, b, c]).effects).toEqual([{ type: "announce-tally" }, run(b)]);
  });

  it("lets all tied pitches run", () => {
    const { effects } = close(voting, { runs: "funded" }, [a, c], [a, b, c]);
    expect(effects).toEqual([{ type: "announce-tally" }, run(a), run(c)]);
  });

  it("builds nothing new when none wins, and still meets the predictions on what has code", () => {
    expect(close(voting, { runs: "all" }, [], [a]).effects).toEqual([{ type: "announce-tally" }, run(a)]);
  });

  it("decides the round at once when there is nothing to run", () => {
    const { round, effects } = close(voting, { runs: "funded" }, [], [a, b]);
    expect(round.now).toEqual({ state: "decided", promoted: null, unconfirmed: null, results: [] });
    expect(effects).toEqual([
      { type: "announce-tally" },
      { type: "cancel-runs" },
      { type: "settle" },
      { type: "announce-decided" },
    ]);
  });

  it("waits for the code of what was funded without, and for nothing else", () => {
    const { round, effects } = close(voting, {}, [b], [a]);
    expect(round.now).toEqual({ state: "building", waitingFor: [b], toRun: [a] });
    expect(effects).toEqual([{ type: "announce-tally" }]);
  });

  it("asks the host when too few sharks voted, and a rerun goes on voting", () => {
    const { round, effects } = transition(roundIn(voting), events["quorum-missed"]);
    expect(effects).toEqual([{ type: "announce-needs-host", question: "no-ballots" }]);
    const again = transition(round, events["rerun-requested"]);
    expect(again).toEqual({ round: roundIn(voting), effects: [] });
  });

  it("may be off: all candidates run as soon as pitching closes", () => {
    const { round, effects } = close(pitching, { vote: "off", runs: "funded" }, [], [a, c]);
    expect(round.now).toEqual({ state: "running", pending: [a, c], abandoned: [], results: [] });
    expect(effects).toEqual([{ type: "freeze-pitches" }, run(a), run(c)]);
  });
});

describe("building", () => {
  const twoMissing = roundIn({ state: "building", waitingFor: [a, b], toRun: [c] });

  it("goes on when the last code is in", () => {
    const first = transition(twoMissing, { type: "candidate-handed-in", pitch: b });
    expect(first).toEqual({ round: roundIn({ state: "building", waitingFor: [a], toRun: [c, b] }), effects: [] });
    const second = transition(first.round, { type: "candidate-handed-in", pitch: a });
    expect(second.round.now).toMatchObject({ state: "running", pending: [c, b, a] });
    expect(second.effects).toEqual([c, b, a].map((pitch) => ({ type: "enqueue-run", pitch })));
  });

  it("takes no code of a pitch it does not wait for", () => {
    expect(transition(twoMissing, { type: "candidate-handed-in", pitch: c }).round).toBe(twoMissing);
  });

  it("runs what is there at the deadline and records the rest as not built", () => {
    const { round, effects } = transition(twoMissing, { type: "building-closed" });
    expect(round.now).toMatchObject({ state: "running", pending: [c] });
    expect(effects).toEqual([
      { type: "record-not-built", pitch: a },
      { type: "record-not-built", pitch: b },
      { type: "enqueue-run", pitch: c },
    ]);
  });

  it("ends the round at the deadline when no code came at all", () => {
    const { round, effects } = transition(roundIn({ state: "building", waitingFor: [a], toRun: [] }), {
      type: "building-closed",
    });
    expect(round.now.state).toBe("decided");
    expect(effects.map(({ type }) => type)).toEqual(["record-not-built", "cancel-runs", "settle", "announce-decided"]);
  });
});

describe("running", () => {
  it("collects results in the order in which they come in", () => {
    const first = transition(roundIn(running), { type: "run-judged", result: result(b, "slower", 0.8) });
    expect(first.round.now).toMatchObject({ pending: [a], results: [{ pitch: b }] });
    expect(first.effects).toEqual([]);
  });

  it("ends back at baseline when nothing is faster", () => {
    const now: RoundState = { ...running, pending: [b], results: [result(a, "compile error")] };
    const { round, effects } = transition(roundIn(now), { type: "run-judged", result: result(b, "inconclusive", 1.1) });
    expect(round.now).toMatchObject({ state: "decided", promoted: null, unconfirmed: null });
    expect(effects).toEqual([{ type: "cancel-runs" }, { type: "settle" }, { type: "announce-decided" }]);
  });

  it("measures the best again, against the baseline and the next best", () => {
    const now: RoundState = { ...running, pending: [c], results: [result(a, "faster", 1.2), result(b, "slower", 0.9)] };
    const { round, effects } = transition(roundIn(now), { type: "run-judged", result: result(c, "faster", 1.5) });
    expect(round.now).toMatchObject({ state: "confirming", best: c, runnerUp: a, pending: ["baseline", "runner-up"] });
    expect(effects).toEqual([
      { type: "enqueue-confirmation", pitch: c, against: "baseline" },
      { type: "enqueue-confirmation", pitch: c, against: a },
    ]);
    expect(phaseOf(round)).toBe("running");
  });

  it("measures a lone winner again against the baseline alone", () => {
    const now: RoundState = { ...running, pending: [a] };
    const { effects } = transition(roundIn(now), { type: "run-judged", result: result(a, "faster", 1.2) });
    expect(effects).toEqual([{ type: "enqueue-confirmation", pitch: a, against: "baseline" }]);
  });

  it("takes the earlier pitch as the best of two that are equally fast", () => {
    const now: RoundState = { ...running, pending: [a], results: [result(b, "faster", 1.2)] };
    const { round } = transition(roundIn(now), { type: "run-judged", result: result(a, "faster", 1.2) });
    expect(round.now).toMatchObject({ best: a, runnerUp: b });
  });

  it.each([
    ["suspect", "suspect"],
    ["mixed", "mixed"],
    ["faster, below the bar", "below-the-bar"],
  ] as const)("asks the host about a lone %s", (verdict, question) => {
    const now: RoundState = { ...running, pending: [a], results: [result(b, "slower", 0.9)] };
    const { round, effects } = transition(roundIn(now), { type: "run-judged", result: result(a, verdict, 1.1) });
    expect(round.now).toMatchObject({ state: "needs-host", question, interrupted: null });
    expect(effects).toEqual([{ type: "announce-needs-host", question }]);
  });

  it("does not ask about a mixed one beside one that is simply faster", () => {
    const now: RoundState = { ...running, pending: [a], results: [result(b, "mixed", 1.9)] };
    const { round } = transition(roundIn(now), { type: "run-judged", result: result(a, "faster", 1.1) });
    expect(round.now).toMatchObject({ state: "confirming", best: a, runnerUp: null });
  });
});

describe("an abandoned run", () => {
  const three = roundIn({ state: "running", pending: [a, b, c], abandoned: [], results: [] });

  it("waits for the others before the host is told, and a rerun resumes exactly the abandoned", () => {
    const first = transition(three, { type: "run-abandoned", pitch: b });
    expect(first.effects).toEqual([]);
    const second = transition(first.round, { type: "run-judged", result: result(a, "faster", 1.3) });
    expect(second.effects).toEqual([]);
    const third = transition(second.round, { type: "run-abandoned", pitch: c });
    expect(third.effects).toEqual([{ type: "announce-needs-host", question: "runner-fault" }]);
    expect(third.round.now).toMatchObject({ state: "needs-host", results: [{ pitch: a }] });
    const again = transition(third.round, { type: "rerun-requested" });
    expect(again.round.now).toMatchObject({
      state: "running",
      pending: [b, c],
      abandoned: [],
      results: [{ pitch: a }],
    });
    expect(again.effects).toEqual([
      { type: "enqueue-run", pitch: b },
      { type: "enqueue-run", pitch: c },
    ]);
  });

  it("of a confirmation asks the host at once, and a rerun takes up what was still open", () => {
    const one = transition(roundIn(confirming), {
      type: "confirmation-judged",
      against: "baseline",
      verdict: "faster",
    });
    const lost = transition(one.round, { type: "run-abandoned", pitch: null });
    expect(lost.effects).toEqual([{ type: "announce-needs-host", question: "runner-fault" }]);
    const again = transition(lost.round, { type: "rerun-requested" });
    expect(again.effects).toEqual([{ type: "enqueue-confirmation", pitch: a, against: b }]);
  });
});

describe("a confirmation", () => {
  const against = (
    opponent: "baseline" | "runner-up",
    verdict: Parameters<typeof result>[1],
    pending = confirming.pending,
  ) => transition(roundIn({ ...confirming, pending }), { type: "confirmation-judged", against: opponent, verdict });

  it("against the baseline promotes only what is faster again", () => {
    expect(against("baseline", "faster", ["baseline"]).round.now).toMatchObject({ state: "decided", promoted: a });
    for (const verdict of ["slower", "no difference", "inconclusive", "mixed", "suspect", "wrong result"] as const) {
      expect(against("baseline", verdict, ["baseline"]).round.now).toMatchObject({
        state: "decided",
        promoted: null,
        unconfirmed: a,
      });
    }
  });

  it("against the next best holds unless the best is slower after all", () => {
    for (const verdict of ["faster", "faster, below the bar", "mixed", "no difference", "inconclusive"] as const) {
      expect(against("runner-up", verdict, ["runner-up"]).round.now).toMatchObject({ promoted: a, unconfirmed: null });
    }
    expect(against("runner-up", "slower", ["runner-up"]).round.now).toMatchObject({ promoted: null, unconfirmed: a });
  });

  it.each(["wrong result", "crashed", "timed out", "compile error", "suspect", "against the rules"] as const)(
    "on fresh inputs that ends as %s never promotes, whomever it ran against",
    (verdict) => {
      expect(against("runner-up", verdict, ["runner-up"]).round.now).toMatchObject({ promoted: null, unconfirmed: a });
    },
  );

  it("that fails decides at once and cancels the other", () => {
    const { round, effects } = against("runner-up", "slower");
    expect(round.now).toMatchObject({ state: "decided", promoted: null, unconfirmed: a });
    expect(effects).toEqual([{ type: "cancel-runs" }, { type: "settle" }, { type: "announce-decided" }]);
  });

  it("promotes before it settles and announces, once both hold", () => {
    const first = against("baseline", "faster");
    expect(first.effects).toEqual([]);
    const { effects } = transition(first.round, {
      type: "confirmation-judged",
      against: "runner-up",
      verdict: "no difference",
    });
    expect(effects).toEqual([
      { type: "promote", pitch: a },
      { type: "cancel-runs" },
      { type: "settle" },
      { type: "announce-decided" },
    ]);
  });
});

describe("the host's answer", () => {
  it("may promote what ran and was faster in some sense, or nothing", () => {
    expect(transition(roundIn(asked), { type: "promotion-settled", promoted: a }).effects[0]).toEqual({
      type: "promote",
      pitch: a,
    });
    const nothing = transition(roundIn(asked), { type: "promotion-settled", promoted: null });
    expect(nothing.round.now).toMatchObject({ state: "decided", promoted: null, unconfirmed: null });
    expect(nothing.effects.map(({ type }) => type)).toEqual(["cancel-runs", "settle", "announce-decided"]);
  });

  it("never promotes what was slower, or did not run", () => {
    const round = roundIn(asked);
    expect(transition(round, { type: "promotion-settled", promoted: b }).round).toBe(round);
    expect(transition(round, { type: "promotion-settled", promoted: c }).round).toBe(round);
  });

  it("may end a round whose runner stays broken", () => {
    const { round } = transition(roundIn(interrupted), { type: "promotion-settled", promoted: null });
    expect(round.now).toMatchObject({ state: "decided", results: [{ pitch: a }] });
  });
});

describe("a cancelled round", () => {
  it("takes its runs out of the queue and keeps the reason", () => {
    const { round, effects } = transition(roundIn(running), events["round-cancelled"]);
    expect(round.now).toEqual({ state: "cancelled", reason: "enough" });
    expect(effects).toEqual([{ type: "cancel-runs" }, { type: "announce-cancelled" }]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VerdictName } from "../../../src/rounds/judging/verdict/verdict-name.ts";
import { openRound, transition } from "../../../src/rounds/round/round.ts";
import {
  type Effect,
  type Entry,
  PitchId,
  type Round,
  type RoundEvent,
  RoundId,
  RoundState,
  type RoundTerms,
} from "../../../src/rounds/round/round-state.ts";
import { a, result, usualTerms } from "./sample-round.ts";

const pitch = fc.integer({ min: 1, max: 4 }).map((id) => PitchId.parse(id));
const pitches = fc.uniqueArray(pitch, { maxLength: 4 });
const verdict = fc.oneof(
  { weight: 3, arbitrary: fc.constant("faster" as const) },
  fc.constantFrom(...VerdictName.options),
);
const speedup = fc.double({ min: 0.1, max: 5, noNaN: true });

const terms: fc.Arbitrary<RoundTerms> = fc.record({
  kind: fc.constant("optimise" as const),
  vote: fc.constantFrom("on", "off"),
  runs: fc.constantFrom("all", "funded"),
  bar: fc.constantFrom(null, 1.4),
  only: fc.constant(null),
});
const entries: fc.Arbitrary<readonly Entry[]> = fc
  .tuple(fc.uniqueArray(pitch, { minLength: 1, maxLength: 4 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([ids, code]) => ids.map((id, index) => ({ pitch: id, hasCode: code[index] ?? true })));

/** Anything that could arrive, late or meant for another state. */
const stray: fc.Arbitrary<RoundEvent> = fc.oneof(
  fc.constantFrom<RoundEvent>(
    { type: "baseline-verified" },
    { type: "baseline-refuted" },
    { type: "voting-opened" },
    { type: "quorum-missed" },
    { type: "rerun-requested" },
    { type: "building-closed" },
    { type: "run-abandoned", pitch: null },
    { type: "promotion-settled", promoted: null },
  ),
  fc.record({ type: fc.constant("voting-closed" as const), funded: pitches, entries }),
  fc.record({ type: fc.constant("candidate-handed-in" as const), pitch }),
  fc.record({
    type: fc.constant("run-judged" as const),
    result: fc.tuple(pitch, verdict, speedup).map(([id, name, times]) => result(id, name, times)),
  }),
  fc.record({ type: fc.constant("run-abandoned" as const), pitch }),
  fc.record({
    type: fc.constant("confirmation-judged" as const),
    against: fc.constantFrom("baseline", "runner-up"),
    verdict,
  }),
  fc.record({ type: fc.constant("promotion-settled" as const), promoted: pitch }),
);
/** What the round waits for next, so that histories get somewhere. */
const due = fc.record({ at: fc.nat(3), fails: fc.nat(5), verdict, speedup, funded: pitches, entries });
type Due = typeof due extends fc.Arbitrary<infer Value> ? Value : never;
const history = fc.record({
  steps: fc.array(fc.oneof({ weight: 3, arbitrary: due }, { weight: 2, arbitrary: stray }), { maxLength: 40 }),
  // A cancellation ends most stories too early, so it comes at most once, at the end.
  cancelled: fc.boolean(),
});

interface Step {
  readonly before: Round;
  readonly event: RoundEvent;
  readonly after: Round;
  readonly effects: readonly Effect[];
}

function play(asked: RoundTerms, { steps, cancelled }: { steps: readonly (Due | RoundEvent)[]; cancelled: boolean }) {
  const played: Step[] = [];
  let before = openRound(RoundId.parse(1), asked).round;
  const end: readonly RoundEvent[] = cancelled ? [{ type: "round-cancelled", reason: "enough" }] : [];
  for (const step of [...steps, ...end]) {
    const event = "type" in step ? step : eventDue(before, step);
    const { round: after, effects } = transition(before, event);
    played.push({ before, event, after, effects });
    before = after;
  }
  return played;
}

function eventDue({ now, terms: { vote } }: Round, { at, fails, ...given }: Due): RoundEvent {
  const closed = { type: "voting-closed", funded: given.funded, entries: given.entries } as const;
  const pick = <Item>(items: readonly Item[]) => items[at % items.length];
  switch (now.state) {
    case "opening":
      return fails === 0 ? { type: "baseline-refuted" } : { type: "baseline-verified" };
    case "pitching":
      return vote === "off" ? closed : { type: "voting-opened" };
    case "voting":
      return fails === 0 ? { type: "quorum-missed" } : closed;
    case "building":
      return fails === 0
        ? { type: "building-closed" }
        : { type: "candidate-handed-in", pitch: pick(now.waitingFor) ?? a };
    case "running": {
      const next = pick(now.pending) ?? a;
      if (fails === 0) return { type: "run-abandoned", pitch: next };
      return { type: "run-judged", result: result(next, given.verdict, given.speedup) };
    }
    case "confirming":
      if (fails === 0) return { type: "run-abandoned", pitch: null };
      return { type: "confirmation-judged", against: pick(now.pending) ?? "baseline", verdict: given.verdict };
    default:
      return fails < 3 ? { type: "rerun-requested" } : { type: "promotion-settled", promoted: PitchId.parse(at + 1) };
  }
}

function everyHistory(check: (steps: readonly Step[]) => void, numRuns = 2000): void {
  fc.assert(
    fc.property(terms, history, (asked, told) => check(play(asked, told))),
    { numRuns },
  );
}

const named = <Type extends Effect["type"]>(effects: readonly Effect[], type: Type) =>
  effects.filter((effect): effect is Extract<Effect, { type: Type }> => effect.type === type);

describe("any history of a round", () => {
  it("gets everywhere, so that the properties below say something", () => {
    const seen = new Set<string>();
    everyHistory((steps) => {
      for (const { after, event, before } of steps) {
        seen.add(after.now.state);
        if (after === before || after.now.state !== "decided") continue;
        if (after.now.unconfirmed) seen.add("unconfirmed");
        if (after.now.promoted) seen.add(`promoted by ${event.type}`);
      }
    });
    expect([...seen].toSorted()).toEqual([
      "building",
      "cancelled",
      "confirming",
      "decided",
      "needs-host",
      "opening",
      "pitching",
      "promoted by confirmation-judged",
      "promoted by promotion-settled",
      "running",
      "unconfirmed",
      "voting",
    ]);
  });

  it("never leaves decided or cancelled, and what changes nothing owes nothing", () => {
    everyHistory((steps) => {
      for (const { before, after, effects } of steps) {
        if (before.now.state === "decided" || before.now.state === "cancelled") expect(after).toBe(before);
        if (after === before) expect(effects).toEqual([]);
      }
    });
  });

  it("keeps every state through the database's JSON", () => {
    everyHistory((steps) => {
      for (const { before, after } of steps) {
        if (after !== before) expect(RoundState.parse(JSON.parse(JSON.stringify(after.now)))).toEqual(after.now);
      }
    });
  });

  it("announces its end once, and settles once, together with it", () => {
    everyHistory((steps) => {
      const effects = steps.flatMap((step) => step.effects);
      const ends = steps.at(-1)?.after.now.state;
      expect(named(effects, "announce-decided")).toHaveLength(ends === "decided" ? 1 : 0);
      expect(named(effects, "settle")).toHaveLength(ends === "decided" ? 1 : 0);
      expect(named(effects, "announce-cancelled")).toHaveLength(ends === "cancelled" ? 1 : 0);
      for (const type of ["announce-opened", "announce-voting", "announce-tally"] as const) {
        expect(named(effects, type).length).toBeLessThanOrEqual(1);
      }
    });
  });

  it("enqueues each run once at every entry into running, and none besides", () => {
    everyHistory((steps) => {
      for (const { before, after, effects } of steps) {
        const runs = named(effects, "enqueue-run").map((effect) => effect.pitch);
        const enters = before.now.state !== "running" && after.now.state === "running";
        expect(runs).toEqual(enters && after.now.state === "running" ? after.now.pending : []);
        expect(new Set(runs).size).toBe(runs.length);
      }
    });
  });

  it("resolves every run exactly once before it decides without the host", () => {
    everyHistory((steps) => {
      const started = new Set(steps.flatMap(({ effects }) => named(effects, "enqueue-run").map((run) => run.pitch)));
      const end = steps.find(({ after }) => after.now.state === "decided");
      if (end?.after.now.state !== "decided") return;
      const resolved = end.after.now.results.map((each) => each.pitch);
      expect(new Set(resolved).size).toBe(resolved.length);
      if (end.event.type === "promotion-settled") expect(resolved.every((id) => started.has(id))).toBe(true);
      else expect(new Set(resolved)).toEqual(started);
    });
  });

  it("loses no run on its way: it is pending, abandoned, taken up again, or has its result", () => {
    everyHistory((steps) => {
      const started = new Set<PitchId>();
      for (const { after, effects } of steps) {
        for (const run of named(effects, "enqueue-run")) started.add(run.pitch);
        const { now } = after;
        const held = now.state === "needs-host" ? now.interrupted : now;
        if (held?.state !== "running") continue;
        const known = [...held.pending, ...held.abandoned, ...held.results.map((each) => each.pitch)];
        expect(known.toSorted()).toEqual([...started].toSorted());
      }
    });
  });

  it("promotes only what was confirmed on fresh inputs, or what the host settled", () => {
    everyHistory((steps) => {
      const promotions = steps.flatMap(({ effects }) => named(effects, "promote"));
      expect(promotions.length).toBeLessThanOrEqual(1);
      const last = steps.find(({ effects }) => named(effects, "promote").length > 0);
      if (!last) return;
      expect(last.after.now).toMatchObject({ state: "decided", promoted: promotions[0]?.pitch });
      if (last.event.type === "promotion-settled") {
        expect(last.event.promoted).toBe(promotions[0]?.pitch);
        return;
      }
      const held = steps.flatMap(({ before, event: next, after }) =>
        next.type === "confirmation-judged" && after !== before ? [next] : [],
      );
      const asked = steps.flatMap(({ effects }) => named(effects, "enqueue-confirmation"));
      const opponents = new Set(asked.map(({ against }) => (against === "baseline" ? "baseline" : "runner-up")));
      expect(new Set(held.map(({ against }) => against))).toEqual(opponents);
      for (const { against, verdict: name } of held) {
        if (against === "baseline") expect(name).toBe("faster");
        else expect(["faster", "faster, below the bar", "mixed", "no difference", "inconclusive"]).toContain(name);
      }
      const fastest = last.before.now.state === "confirming" ? last.before.now.results : [];
      const best = Math.max(...fastest.filter((each) => each.verdict === "faster").map((each) => each.speedup ?? 0));
      expect(fastest.find((each) => each.pitch === promotions[0]?.pitch)?.speedup).toBe(best);
    });
  });

  it("asks the host whenever it waits for one, and only then", () => {
    everyHistory((steps) => {
      for (const { before, after, effects } of steps) {
        const asks = named(effects, "announce-needs-host").map((effect) => effect.question);
        const enters = after !== before && after.now.state === "needs-host";
        expect(asks).toEqual(enters && after.now.state === "needs-host" ? [after.now.question] : []);
      }
    });
  });

  it("can be played to its end from wherever it stands", () => {
    everyHistory((steps) => {
      let round = steps.at(-1)?.after ?? openRound(RoundId.parse(1), usualTerms).round;
      for (let moves = 0; moves < 30 && !isOver(round); moves++) {
        const { round: next } = transition(round, obviousEvent(round));
        expect(next).not.toBe(round);
        round = next;
      }
      expect(isOver(round)).toBe(true);
    }, 500);
  });
});

function isOver({ now }: Round): boolean {
  return now.state === "decided" || now.state === "cancelled";
}

/** What a working runner, a punctual host and the calendar would do next. */
function obviousEvent(round: Round): RoundEvent {
  const { now } = round;
  if (now.state === "needs-host" && now.interrupted === null) return { type: "promotion-settled", promoted: null };
  const fails = now.state === "needs-host" ? 0 : 1;
  return eventDue(round, {
    at: 0,
    fails,
    verdict: "faster",
    speedup: 1.2,
    funded: [a],
    entries: [{ pitch: a, hasCode: true }],
  });
}

import { benchCard } from "../../src/bot/cards/bench-card.ts";
import { benchDigestCard } from "../../src/bot/cards/bench-digest-card.ts";
import type { Card } from "../../src/bot/cards/card.ts";
import { needsHostCard } from "../../src/bot/cards/needs-host-card.ts";
import { pitchCard } from "../../src/bot/cards/pitch-card.ts";
import { pitchMarkdownCard } from "../../src/bot/cards/pitch-markdown-card.ts";
import { tallyCard, votingOpenedCard } from "../../src/bot/cards/pitches.ts";
import { roundCancelledCard, roundDecidedCard } from "../../src/bot/cards/round-ended.ts";
import { roundOpenedCard } from "../../src/bot/cards/round-opened.ts";
import { scoreboardCard } from "../../src/bot/cards/scoreboard-card.ts";
import { verdictCard } from "../../src/bot/cards/verdict-card.ts";
import type { Verdict } from "../../src/rounds/judging/verdict/verdict.ts";
import type { RoundView } from "../../src/rounds/memory/round-view.ts";
import type { PlayedRound } from "../../src/rounds/memory/scoreboard.ts";
import { letterAt } from "../../src/rounds/pitching/pitch-letter.ts";
import { HostQuestion, type PitchId } from "../../src/rounds/round/round-state.ts";
import type { PitchRow } from "../../src/rounds/store/pitches.ts";
import type { StoredVerdict } from "../../src/rounds/store/verdicts.ts";
import { result } from "../rounds/round/sample-round.ts";
import { sampleView, tma, warps, wild } from "./round-view-builder.ts";
import { answerCards } from "./sample-answers.ts";
import { gpuCards } from "./sample-gpu-cards.ts";
import { memoryCards } from "./sample-memory.ts";
import { fullPitch, sampleFinding, samplePitchView, sampleSweep, touchingMuch, untouching } from "./sample-pitches.ts";
import { talkCards } from "./sample-talk.ts";
import {
  compileError,
  faster,
  inconclusive,
  mixed,
  notBuilt,
  slower,
  timedOut,
  wrongResult,
} from "./sample-verdicts.ts";

const tally = (funds: readonly [number, number, number], none: number, funded: readonly PitchId[]) => ({
  ballots: funds.reduce((sum, count) => sum + count, none),
  support: [tma, warps, wild].map((pitch, index) => {
    return { pitch, funds: funds[index] ?? 0, meanPercent: [35, 26.6667, null][index] ?? null };
  }),
  none,
  funded,
  apart: null,
});
/** The same ballots, as two people and some agents cast them. */
const votedApart = {
  ...tally([3, 2, 0], 0, [tma]),
  apart: { people: 2, agents: 3, counts: { people: tally([0, 2, 0], 0, [warps]), agents: tally([3, 0, 0], 0, [tma]) } },
};
const fundedTma = tally([2, 1, 0], 0, [tma]);
/** As many as 30 agents pitch in an hour, some of them the same. */
const longBench: readonly PitchRow[] = Array.from({ length: 300 }, (_, index) => {
  const pitch = sampleView().pitches[index % 3];
  if (pitch === undefined) throw new Error("a sample round without pitches");
  const authors = [`owner-${index % 30}/agent`];
  const joined = [1, 2, 3, 4].map((more) => ({ by: `owner-${(index + more) % 30}/agent`, prediction: null }));
  const content = { ...pitch.content, title: `Try ${index}`, authors, ...(index % 50 === 7 && { joined }) };
  return { ...pitch, letter: letterAt(index), content };
});
const reasons = ["Maximum skepticism. But 'safe' failed twice.", "Small, testable, nothing to lose."];

function stored(of: Verdict, pitchId: PitchId, purpose: StoredVerdict["purpose"] = "verdict"): StoredVerdict {
  const ran = {
    machine: "NVIDIA B200",
    sandbox: "container",
    versions: { driver: "580.65.06", cutlass: "4.2.1" },
    baseline: "b".repeat(64),
    candidate: "c".repeat(64),
  };
  return {
    runId: 1,
    roundId: 1,
    pitchId,
    purpose,
    verdict: of,
    ran: of.verdict === "not built" ? null : ran,
    ruling: null,
  };
}

function verdict(of: Verdict, pitchId: PitchId = tma, told: Parameters<typeof sampleView>[0] = {}): Card {
  return verdictCard(sampleView({ ...told, view: { tally: fundedTma, ...told.view } }), stored(of, pitchId));
}

const played = (of: Verdict, panelPoints: number | null): PlayedRound => ({
  number: 3,
  title: "The Humbling",
  funded: [{ title: "TMA Store Epilogue", prediction: { low: 1.1, high: 1.1 }, verdict: of }],
  panelPoints,
});

function decided(
  of: Verdict,
  promoted: PitchId | null,
  { view, ...told }: NonNullable<Parameters<typeof sampleView>[0]> = {},
): Card {
  const now = {
    state: "decided",
    promoted,
    unconfirmed: null,
    results: [result(tma, of.verdict, of.speedup)],
  } as const;
  const points = of.success === null ? null : of.success ? 11.2 : -30.4;
  const number = told.history === false ? 1 : 3;
  const verdicts = [stored(of, tma), stored(slower, warps)];
  return roundDecidedCard(
    sampleView({
      now,
      played: [{ ...played(of, points), number }],
      ...told,
      view: { tally: fundedTma, verdicts, ...view },
    }),
  );
}
const confirmed = { verdicts: [stored(faster, tma), stored(faster, tma, "confirm-baseline"), stored(slower, warps)] };

/** `tma-store` with what this round taught about it. */
function taught(status: "proven" | "eliminated", of: Verdict): Partial<RoundView> {
  const { approaches } = sampleView();
  return {
    tally: fundedTma,
    approaches: approaches.map((known) =>
      known.key === "tma-store" ? { ...known, status, evidence: "measured", why: [of.detail] } : known,
    ),
  };
}

/** The state in which a round asks each question. */
function asking(question: HostQuestion): RoundView {
  const results =
    question === "mixed" ? [result(warps, "mixed", 1.2)] : question === "suspect" ? [result(tma, "suspect", 40)] : [];
  const interrupted = {
    "runner-fault": { state: "running", pending: [tma, wild], abandoned: [], results: [] },
    "no-ballots": { state: "voting" },
    "baseline-wrong": { state: "opening" },
    "below-the-bar": null,
    mixed: null,
    suspect: null,
    findings: null,
  } as const;
  const now = { state: "needs-host", question, interrupted: interrupted[question], results } as const;
  const runnerFault =
    question === "runner-fault" ? "The harness ended without a report. Command failed: ssh gpu-box" : null;
  return sampleView({ now, view: { verdicts: [stored(mixed, warps)], runnerFault } });
}

const onceFaster = played(faster, 11.2);
const unconfirmedRound = { ...onceFaster, funded: onceFaster.funded.map((run) => ({ ...run, unconfirmed: true })) };
const unconfirmed = { state: "decided", promoted: null, unconfirmed: tma, results: [] } as const;
const cancelled = (reason: string) => roundCancelledCard(sampleView({ now: { state: "cancelled", reason } }));

/** Every card that the bot posts, by the name of its golden file. */
export const sampleCards: Readonly<Record<string, Card>> = {
  "round-opened": roundOpenedCard(sampleView()),
  "round-opened-plain": roundOpenedCard(sampleView({ voice: "plain" })),
  "round-opened-first": roundOpenedCard(sampleView({ history: false, terms: { bar: 1.4 } })),
  "round-opened-first-plain": roundOpenedCard(sampleView({ history: false, voice: "plain", view: { knobs: [] } })),
  ...talkCards,
  pitch: pitchCard(samplePitchView()),
  "pitch-in-full": pitchCard(fullPitch("show")),
  "pitch-in-full-plain": pitchCard(fullPitch("plain")),
  "pitch-touching-much": pitchCard(touchingMuch()),
  "pitch-touching-nothing": pitchCard(untouching(), [], { inFull: true }),
  "pitch-on-the-bench": pitchCard(samplePitchView({ round: null, kind: null }), ["Its evidence says little."]),
  "pitch-finding": pitchCard(sampleFinding()),
  "pitch-sweep": pitchCard(sampleSweep()),
  "pitch-template-markdown": pitchMarkdownCard({
    approaches: sampleView().approaches,
    knobs: sampleView().knobs,
    requires: ["evidence"],
  }).card,
  bench: benchCard(sampleView().pitches),
  "bench-long": benchCard(longBench),
  "bench-digest-long": benchDigestCard(longBench),
  "bench-empty": benchCard([]),
  "voting-opened": votingOpenedCard(sampleView()),
  "voting-opened-plain": votingOpenedCard(sampleView({ voice: "plain" })),
  tally: tallyCard(sampleView({ view: { tally: fundedTma, reasons } })),
  "tally-plain": tallyCard(sampleView({ voice: "plain", view: { tally: fundedTma, reasons } })),
  "tally-tie": tallyCard(sampleView({ view: { tally: tally([1, 1, 0], 0, [tma, warps]) } })),
  "tally-unanimous": tallyCard(sampleView({ view: { tally: tally([3, 0, 0], 0, [tma]) } })),
  "tally-apart": tallyCard(sampleView({ view: { tally: votedApart } })),
  "tally-none": tallyCard(sampleView({ view: { tally: tally([1, 0, 0], 2, []) } })),
  "verdict-faster": verdict(faster),
  "verdict-faster-plain": verdict(faster, tma, { voice: "plain" }),
  "verdict-slower": verdict(slower),
  "verdict-slower-plain": verdict(slower, tma, { voice: "plain" }),
  "verdict-mixed": verdict(mixed, warps),
  "verdict-compile-error": verdict(compileError),
  "verdict-wrong-result": verdict(wrongResult, warps),
  "verdict-inconclusive": verdict(inconclusive),
  "verdict-timed-out": verdict(timedOut),
  "verdict-not-built": verdict(notBuilt, wild),
  "decided-promoted": decided(faster, tma, { view: { ...taught("proven", faster), ...confirmed } }),
  "decided-apart": decided(faster, tma, { view: { ...taught("proven", faster), ...confirmed, tally: votedApart } }),
  "decided-promoted-plain": decided(faster, tma, {
    voice: "plain",
    view: { ...taught("proven", faster), ...confirmed },
  }),
  "decided-first-win": decided(faster, tma, { history: false, view: { ...taught("proven", faster), ...confirmed } }),
  "decided-by-host": decided({ ...mixed, success: true }, tma),
  "decided-unfunded": decided(faster, tma, { view: { ...confirmed, tally: tally([0, 2, 1], 0, [warps]) } }),
  "decided-slower": decided(slower, null, { view: taught("eliminated", slower) }),
  "decided-without-runs": decided(notBuilt, null, {
    now: { state: "decided", promoted: null, unconfirmed: null, results: [] },
    view: { verdicts: [] },
  }),
  "decided-inconclusive": decided(inconclusive, null),
  "decided-unconfirmed": decided(faster, null, {
    now: unconfirmed,
    played: [unconfirmedRound],
    view: { verdicts: [stored(faster, tma), stored(slower, tma, "confirm-baseline"), stored(slower, warps)] },
  }),
  ...Object.fromEntries(
    HostQuestion.options.map((question) => [`needs-host-${question}`, needsHostCard(asking(question))]),
  ),
  "needs-host-plain": needsHostCard({ ...asking("mixed"), season: sampleView({ voice: "plain" }).season }),
  cancelled: cancelled("The B200 went back to its owner."),
  "cancelled-without-reason": cancelled(""),
  scoreboard: scoreboardCard(sampleView().season, sampleView().scoreboard),
  "scoreboard-apart": scoreboardCard(sampleView().season, {
    ...sampleView().scoreboard,
    apart: { people: { sharks: 2, points: -12.5 }, agents: { sharks: 3, points: 4.1667 } },
  }),
  "scoreboard-plain": scoreboardCard(sampleView({ voice: "plain" }).season, sampleView().scoreboard),
  "scoreboard-redeemed": scoreboardCard(sampleView().season, sampleView({ played: [played(faster, 11.2)] }).scoreboard),
  "scoreboard-empty": scoreboardCard(sampleView().season, sampleView({ history: false }).scoreboard),
  ...memoryCards,
  ...gpuCards,
  ...answerCards,
};

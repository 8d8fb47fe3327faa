import type { BallotFacts } from "../../src/bot/forms/ballot.ts";
import { samplePitches, tma, warps, wild } from "../cards/round-view-builder.ts";

/** A shark before they voted. */
export const sampleFacts: BallotFacts = {
  season: "founding",
  round: 3,
  terms: { kind: "optimise", bar: null },
  shark: "sam",
  pitches: samplePitches,
  ballot: null,
};

/** Their ballot: a chip, and two numbers that are none. */
export const standingBallot = {
  shark: "sam",
  fund: warps,
  chances: [
    { pitch: tma, percent: 25 },
    { pitch: warps, percent: 70 },
    { pitch: wild, percent: 0.5 },
  ],
  speedup: 1.25,
  reason: "It answers the past.",
};

import { ballotCard } from "../../src/bot/cards/ballot-card.ts";
import type { Card } from "../../src/bot/cards/card.ts";
import { pitchCard } from "../../src/bot/cards/pitch-card.ts";
import { proofCard, questionCard } from "../../src/bot/cards/pitch-talk.ts";
import type { PitchId } from "../../src/rounds/round/round-state.ts";
import type { PitchRow } from "../../src/rounds/store/pitches.ts";
import type { ProofRow } from "../../src/rounds/store/proofs.ts";
import type { QuestionRow } from "../../src/rounds/store/questions.ts";
import { labels, samplePitches, tma, warps, wild } from "./round-view-builder.ts";
import { samplePitchView } from "./sample-pitches.ts";
import { compileError, faster } from "./sample-verdicts.ts";

const code = "c".repeat(64);

function pitchOf(id: PitchId): PitchRow {
  const found = samplePitches.find((pitch) => pitch.id === id);
  if (!found) throw new Error("a sample pitch that isn't there");
  return found;
}

const asked: QuestionRow = {
  id: 1,
  seasonId: 1,
  pitchId: tma,
  number: 1,
  asker: "sue",
  text: "Which case gains most, and how do you know that it is the epilogue?",
  askedAt: new Date(0),
  answer: null,
};
const answered: QuestionRow = {
  ...asked,
  id: 2,
  number: 2,
  answer: { by: "tma-tom", text: "g=8, K=7168: a third of its time is stores.", at: new Date(0) },
};

function proof(over: Partial<ProofRow>): ProofRow {
  const demanded = { demandedBy: "sue", demandedAt: new Date(0), caseLabel: null, runId: 1, code };
  return { id: 1, pitchId: tma, state: "running", outcome: null, ...demanded, ...over };
}

const machine = "NVIDIA B200";
const detail = "It builds, and all 6 of its cases and tests are correct.";
const [timed] = faster.cases;
const passed = proof({ state: "judged", outcome: { passed: true, detail, cases: [], machine } });
const timedProof = proof({
  state: "judged",
  caseLabel: labels[0],
  outcome: { passed: true, detail, cases: timed ? [timed] : [], machine },
});
const failed = proof({
  state: "judged",
  pitchId: warps,
  outcome: {
    passed: false,
    detail: compileError.detail,
    cases: [],
    machine,
    ...(compileError.error && { error: compileError.error }),
  },
});
const waiting = proof({ state: "waiting", pitchId: wild, code: null, runId: null });

const show = "show";
const ballot = { shark: "sid", fund: tma, chances: [{ pitch: tma, percent: 90 }], speedup: null, reason: null };

/** What people say of a pitch, and what it showed. */
export const talkCards: Readonly<Record<string, Card>> = {
  "pitch-talked-about": pitchCard(samplePitchView({ questions: [asked, answered], proofs: [timedProof, failed] })),
  question: questionCard({ question: asked, pitch: pitchOf(tma), voice: show }),
  "question-answered": questionCard({ question: answered, pitch: pitchOf(tma), voice: show }),
  "proof-demanded": proofCard({ proof: waiting, pitch: pitchOf(wild), voice: show }),
  "proof-running": proofCard({ proof: proof({ caseLabel: labels[0] }), pitch: pitchOf(tma), voice: show }),
  "proof-passed": proofCard({ proof: passed, pitch: pitchOf(tma), voice: show }),
  "proof-passed-plain": proofCard({ proof: passed, pitch: pitchOf(tma), voice: "plain" }),
  "proof-timed": proofCard({ proof: timedProof, pitch: pitchOf(tma), voice: show }),
  "proof-failed": proofCard({ proof: failed, pitch: pitchOf(warps), voice: show }),
  "proof-of-earlier-code": proofCard({
    proof: passed,
    pitch: { ...pitchOf(tma), sourceSha256: "d".repeat(64) },
    voice: show,
  }),
  "proof-given-up": proofCard({ proof: proof({ state: "abandoned" }), pitch: pitchOf(tma), voice: show }),
  "proof-cancelled": proofCard({ proof: proof({ state: "cancelled" }), pitch: pitchOf(tma), voice: show }),
  "ballot-earned": ballotCard(ballot, samplePitches, {
    title: "Your ballot in round 3",
    isOpen: false,
    earned: { points: -37.3333, statements: 1 },
  }),
};

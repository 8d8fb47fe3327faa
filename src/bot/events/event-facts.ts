import { z } from "zod";
import { pitchView } from "../../rounds/memory/pitch-view.ts";
import { type RoundView, roundView } from "../../rounds/memory/round-view.ts";
import { proofView, questionView } from "../../rounds/memory/talk-view.ts";
import { PitchId } from "../../rounds/round/round-state.ts";
import { benchOf } from "../../rounds/store/bench.ts";
import type { Db } from "../../rounds/store/database.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import { getVerdict, type StoredVerdict } from "../../rounds/store/verdicts.ts";
import { CorrectionBody } from "../cards/corrected-card.ts";
import { measuredRecord, verdictRecord } from "../cli/verdict-record.ts";
import { pitchFacts, roundFacts } from "../commands/facts.ts";
import { tallyFacts, verdictFacts } from "../commands/memory-facts.ts";
import { pitchViewFacts } from "../commands/pitch-facts.ts";
import { proofFacts, questionFacts } from "../commands/talk-facts.ts";
import type { EventType } from "./event.ts";

const PitchBody = z.object({ pitchId: PitchId });
const QuestionBody = z.object({ questionId: z.number() });
const ProofBody = z.object({ proofId: z.number() });
const RunBody = z.object({ runId: z.number() });
const DigestBody = z.object({ pitches: z.array(z.number()) });

/** What an event tells: the facts of the commands that show the same, so that the season's rules hold here too. */
export async function eventFacts(db: Db, type: EventType, row: OutboxRow): Promise<object> {
  switch (type) {
    case "pitched":
      return pitchViewFacts(await pitchView(db, PitchBody.parse(row.body).pitchId));
    case "question": {
      const { question, pitch } = await questionView(db, QuestionBody.parse(row.body).questionId);
      return questionFacts(question, pitch);
    }
    case "proof": {
      const { proof, pitch } = await proofView(db, ProofBody.parse(row.body).proofId);
      return proofFacts(proof, pitch);
    }
    case "bench-digest": {
      const { pitches } = DigestBody.parse(row.body);
      const there = await benchOf(db, row.season_id);
      return { bench: there.filter(({ id }) => pitches.includes(id)).map(pitchFacts) };
    }
    default: {
      if (row.round_id === null) throw new Error(`an event of type ${type} without a round`);
      return roundEventFacts(db, type, await roundView(db, row.round_id), row);
    }
  }
}

async function roundEventFacts(
  db: Db,
  type: Exclude<EventType, "pitched" | "question" | "proof" | "bench-digest">,
  view: RoundView,
  { body }: OutboxRow,
): Promise<object> {
  const round = roundFacts(view);
  switch (type) {
    case "round-opened":
    case "voting-opened":
      return { round };
    case "tally":
      return { tally: tallyFacts(view), reasons: view.reasons };
    case "verdict":
      return toldVerdict(view, await getVerdict(db, RunBody.parse(body).runId));
    case "decided": {
      const { wins, counted, credibility, bankrupt, apart } = view.scoreboard;
      const scoreboard = { wins, counted, credibility, bankrupt, apart };
      return { round, tally: tallyFacts(view), verdicts: verdictFacts(view), scoreboard };
    }
    case "cancelled": {
      const { now } = view.row.round;
      return { round, reason: now.state === "cancelled" ? now.reason : null };
    }
    case "needs-host":
      return { round, host: view.row.host };
    case "corrected": {
      const correction = CorrectionBody.parse(body);
      if (!("runId" in correction)) return correction;
      const rerun = view.verdicts.find(({ runId }) => runId === correction.runId);
      return rerun === undefined ? { verdict: null } : toldVerdict(view, rerun);
    }
  }
}

/** A verdict is always a pitch's where everybody is told it; one without is its numbers alone. */
function toldVerdict(view: RoundView, stored: StoredVerdict) {
  const pitch = view.pitches.find(({ id }) => id === stored.pitchId);
  const told = pitch === undefined ? measuredRecord(stored.verdict) : verdictRecord(view, stored);
  return { run: stored.runId, letter: pitch?.letter ?? null, ...told, detail: stored.verdict.detail };
}

import { z } from "zod";
import { measurementView } from "../../rounds/memory/measurement-view.ts";
import { pitchView } from "../../rounds/memory/pitch-view.ts";
import { type RoundView, roundView } from "../../rounds/memory/round-view.ts";
import { proofView, questionView } from "../../rounds/memory/talk-view.ts";
import { PitchId } from "../../rounds/round/round-state.ts";
import { benchOf } from "../../rounds/store/bench.ts";
import type { Db } from "../../rounds/store/database.ts";
import type { OutboxRow } from "../../rounds/store/outbox.ts";
import { runLabel } from "../../rounds/store/run-labels.ts";
import { getVerdict } from "../../rounds/store/verdicts.ts";
import { benchDigestCard } from "./bench-digest-card.ts";
import type { Card } from "./card.ts";
import { CorrectionBody, correctedCard } from "./corrected-card.ts";
import { measurementCard } from "./measure-card.ts";
import { needsHostCard } from "./needs-host-card.ts";
import { pitchCard } from "./pitch-card.ts";
import { proofCard, questionCard } from "./pitch-talk.ts";
import { tallyCard, votingOpenedCard } from "./pitches.ts";
import { roundCancelledCard, roundDecidedCard } from "./round-ended.ts";
import { roundOpenedCard } from "./round-opened.ts";
import { UnservedBody, unservedCard } from "./unserved-card.ts";
import { verdictCard } from "./verdict-card.ts";
import { voteReminderCard } from "./vote-reminder-card.ts";

const VerdictBody = z.object({ runId: z.number() });
const DigestBody = z.object({ pitches: z.array(z.number()) });
const PitchBody = z.object({ pitchId: PitchId });
const QuestionBody = z.object({ questionId: z.number() });
const ProofBody = z.object({ proofId: z.number() });

/** Draws an announcement from the database as it stands. */
export async function announcementCard(
  db: Db,
  { season_id, kind, round_id, body }: OutboxRow,
  now: Date,
): Promise<Card> {
  if (kind === "measured") {
    const { runId } = VerdictBody.parse(body);
    return measurementCard(await measurementView(db, runId));
  }
  if (kind === "unserved") {
    const unserved = UnservedBody.parse(body);
    return unservedCard(await runLabel(db, unserved.runId), unserved);
  }
  if (kind === "bench-digest") {
    const { pitches } = DigestBody.parse(body);
    return benchDigestCard((await benchOf(db, season_id)).filter(({ id }) => pitches.includes(id)));
  }
  if (kind === "pitched") return pitchCard(await pitchView(db, PitchBody.parse(body).pitchId));
  if (kind === "question") return questionCard(await questionView(db, QuestionBody.parse(body).questionId));
  if (kind === "proof") return proofCard(await proofView(db, ProofBody.parse(body).proofId));
  if (round_id === null) throw new Error(`an announcement of kind ${kind} without a round`);
  const view = await roundView(db, round_id);
  switch (kind) {
    case "round-opened":
      return roundOpenedCard(view);
    case "voting-opened":
      return votingOpenedCard(view);
    case "vote-reminder":
      return voteReminderCard(view, now);
    case "tally":
      return tallyCard(view);
    case "verdict":
      return verdictCard(view, await getVerdict(db, VerdictBody.parse(body).runId));
    case "decided":
      return roundDecidedCard(view);
    case "needs-host":
      return needsHostCard(view);
    case "cancelled":
      return roundCancelledCard(view);
    case "corrected":
      return drawCorrection(view, CorrectionBody.parse(body));
  }
}

function drawCorrection(view: RoundView, body: z.infer<typeof CorrectionBody>): Card {
  const rerun = "runId" in body ? view.verdicts.find(({ runId }) => runId === body.runId) : undefined;
  return correctedCard(view, body, rerun ?? null);
}

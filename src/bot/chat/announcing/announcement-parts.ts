import { z } from "zod";
import { type RoundView, roundView } from "../../../rounds/memory/round-view.ts";
import { ballotsOf, panelOf } from "../../../rounds/store/ballots.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { getMeasurement } from "../../../rounds/store/measurements.ts";
import type { OutboxRow } from "../../../rounds/store/outbox.ts";
import { getQuestion } from "../../../rounds/store/questions.ts";
import { getVerdict } from "../../../rounds/store/verdicts.ts";
import type { Action } from "../../cards/action.ts";
import { announcementCard } from "../../cards/announcement-card.ts";
import type { Card } from "../../cards/card.ts";
import { roundActions, withActions } from "../../cards/round-actions.ts";
import type { Attachment } from "../../command.ts";
import { livingPitchCard } from "./living-pitch-card.ts";
import { type Picture, verdictChartOf, verdictLog } from "./verdict-files.ts";

/** One post of an announcement. Where: the channel itself, the round's thread, or one player alone. */
export interface Part {
  readonly where: "channel" | "thread" | { readonly player: string };
  readonly card: Card;
  /** Players whose attention it wants. */
  readonly mentions?: readonly string[];
  readonly picture?: Picture | null;
  readonly files?: readonly Attachment[];
}

const RunBody = z.object({ runId: z.number() });
const PitchBody = z.object({ pitchId: z.number() });
const QuestionBody = z.object({ questionId: z.number() });

/** What an announcement is in a channel; nothing for what only the day's digest tells. `round`: the living card. */
export async function announcementParts(
  db: Db,
  row: OutboxRow,
  { now, round }: { readonly now: Date; readonly round: (view: RoundView) => Promise<Card> },
): Promise<readonly Part[]> {
  if (row.kind === "pitched" && row.round_id === null) return [];
  const card = await announcementCard(db, row, now);
  const thread = { where: "thread", card } as const;
  const isPrivate = row.kind === "measured" || (row.kind === "unserved" && row.round_id === null);
  if (isPrivate) return [{ ...thread, where: { player: await askerOf(db, row) } }];
  if (row.round_id === null) return [{ where: "channel", card }];
  const view = await roundView(db, row.round_id);
  switch (row.kind) {
    case "round-opened":
      return [{ where: "channel", card: await round(view) }, thread];
    case "pitched":
      return [{ ...thread, card: await livingPitchCard(db, view, PitchBody.parse(row.body).pitchId) }];
    case "question":
      return [{ ...thread, card: withActions(card, await answerAction(db, row)) }];
    case "voting-opened":
      return [
        { where: "channel", card: withActions(card, roundActions(view)), mentions: await panelOf(db, row.season_id) },
      ];
    case "vote-reminder":
      return (await withoutBallot(db, view)).map((player) => ({ where: { player }, card }));
    case "verdict":
      return [await verdictPart(db, view, card, RunBody.parse(row.body).runId)];
    case "needs-host":
    case "unserved":
      return [thread, { where: { player: view.row.host }, card }];
    default:
      return [thread];
  }
}

/** Those who have voted in this season before, and not yet in this round; nobody once the vote is over. */
async function withoutBallot(db: Db, { row, phase }: RoundView): Promise<readonly string[]> {
  if (phase !== "voting") return [];
  const voted = (await ballotsOf(db, row.id)).map(({ shark }) => shark);
  return (await panelOf(db, row.seasonId)).filter((shark) => !voted.includes(shark));
}

async function askerOf(db: Db, { body }: OutboxRow): Promise<string> {
  return (await getMeasurement(db, RunBody.parse(body).runId)).askedBy;
}

async function answerAction(db: Db, { body }: OutboxRow): Promise<readonly Action[]> {
  const { number, answer } = await getQuestion(db, QuestionBody.parse(body).questionId);
  return answer === null ? [{ kind: "answer", question: number }] : [];
}

/** What the sharks funded is told to all; the others' verdicts stand in the thread. */
async function verdictPart(db: Db, view: RoundView, card: Card, runId: number): Promise<Part> {
  const stored = await getVerdict(db, runId);
  const funded = view.tally?.funded.some((pitch) => pitch === stored.pitchId) ?? true;
  const log = await verdictLog(db, view, runId);
  return {
    where: funded ? "channel" : "thread",
    card,
    picture: verdictChartOf(view, stored),
    files: log === null ? [] : [log],
  };
}

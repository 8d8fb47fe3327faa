import { z } from "zod";
import { getLatestStanding } from "../../rounds/memory/find-round.ts";
import { type RoundStanding, roundStanding } from "../../rounds/memory/round-view.ts";
import { findBallot } from "../../rounds/store/ballots.ts";
import { earnedBy } from "../../rounds/store/credibility-entries.ts";
import type { Db } from "../../rounds/store/database.ts";
import { findRoundByNumber, roundNumbers } from "../../rounds/store/rounds.ts";
import { UserError } from "../../rounds/user-error.ts";
import { ballotCard } from "../cards/ballot-card.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { ballotFacts } from "./facts.ts";

export const voteShow = defineCommand({
  name: "vote",
  word: "show",
  whenBare: true,
  description: "Show your own ballot, and what it earned. Nobody else's, before the vote closes.",
  reads: true,
  options: z.strictObject({
    round: textOption({ about: "An earlier round, by its number.", looks: "a round's number: 3" }, (text) =>
      /^\d{1,6}$/.test(text.trim()) ? Number(text) : null,
    ).optional(),
  }),
  examples: ["/vote", "/vote show round=1"],
  async handle({ round: asked }, { game, season, caller }) {
    const { db } = game.database;
    const view = await findView(db, await getLatestStanding(db, season), asked);
    const { number, id } = view.row;
    const ballot = await findBallot(db, id, caller.name);
    const isOpen = view.phase === "voting";
    if (!ballot) {
      const letter = view.pitches[0]?.letter ?? "A";
      const how = isOpen ? `Cast one: /vote ${letter} p=70, or /vote none.` : "Its vote is not open.";
      const facts = { round: number, ballot: null, earned: null };
      return { card: noticeCard(`You have no ballot in round ${number}`, how), facts };
    }
    const earned = view.phase === "decided" ? await earnedBy(db, id, caller.name) : null;
    const outcome = view.phase === "decided" ? { earned } : {};
    return {
      card: ballotCard(ballot, view.pitches, { title: `Your ballot in round ${number}`, isOpen, ...outcome }),
      facts: { round: number, ballot: ballotFacts(ballot, view.pitches), earned },
    };
  },
});

async function findView(db: Db, latest: RoundStanding, asked: number | undefined): Promise<RoundStanding> {
  if (asked === undefined || asked === latest.row.number) return latest;
  const { seasonId } = latest.row;
  const found = await findRoundByNumber(db, seasonId, asked);
  if (found) return roundStanding(db, found, latest.season);
  const numbers = [...(await roundNumbers(db, seasonId)).values()].join(", ");
  throw new UserError("unknown-round", `This season has played no round ${asked} here.`, `Its rounds: ${numbers}.`);
}

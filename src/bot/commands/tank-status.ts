import { z } from "zod";
import { latestStanding } from "../../rounds/memory/find-round.ts";
import { roundView } from "../../rounds/memory/round-view.ts";
import { waitingRuns } from "../../rounds/store/run-labels.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { needsHostCard } from "../cards/needs-host-card.ts";
import { runText } from "../cards/run-text.ts";
import { statusCard } from "../cards/status-card.ts";
import { defineCommand } from "../command.ts";
import { runnerNews } from "../runner-news.ts";
import { roundFacts } from "./facts.ts";

export const tankStatus = defineCommand({
  name: "tank",
  word: "status",
  whenBare: true,
  description: "Where the round stands, and what comes next.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank status"],
  async handle(_, { game, season }) {
    const { db } = game.database;
    const { id, settings } = await getSeason(db, season);
    const view = await latestStanding(db, season);
    const happened = view?.phase === "needs-host" ? needsHostCard(await roundView(db, view.row.id)) : null;
    const runs = await waitingRuns(db, id, game.clock.now());
    const news = runnerNews(game, { settings });
    const facts = {
      season,
      title: settings.title,
      round: view === null ? null : roundFacts(view),
      runs: runs.first.map((run) => ({
        run: run.runId,
        what: runText(run),
        state: run.state,
        runner: run.runner,
        waiting: run.waiting && { since: run.waiting.since.toISOString(), holders: run.waiting.holders },
        place: run.place,
        rests: run.state === "queued" ? news.restOf(run.runner) : null,
      })),
      moreRuns: runs.more,
      stopped: runs.stopped,
    };
    return { card: statusCard(season, view, runs, news, happened), facts };
  },
});

import { fileURLToPath } from "node:url";
import pino from "pino";
import { createAnnouncer } from "../../../src/bot/announce.ts";
import { roundCard } from "../../../src/bot/cards/round-card.ts";
import { partsChannel } from "../../../src/bot/chat/announcing/parts-channel.ts";
import { type Engine, startEngine } from "../../../src/bot/engine.ts";
import { runnerNews } from "../../../src/bot/runner-news.ts";
import type { Game } from "../../../src/rounds/game.ts";
import { closeVoting, openVoting } from "../../../src/rounds/play/move-round.ts";
import { openRound } from "../../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../../src/rounds/play/pitches/submit-pitch.ts";
import { startSeason } from "../../../src/rounds/play/start-season.ts";
import { castBallot } from "../../../src/rounds/play/votes/cast-ballot.ts";
import { Season } from "../../../src/rounds/season.ts";
import { latestRoundOf } from "../../../src/rounds/store/rounds.ts";
import { waitingRuns } from "../../../src/rounds/store/run-labels.ts";
import type { SeasonRow } from "../../../src/rounds/store/seasons.ts";
import { readProblem } from "../../../src/runner/problem.ts";
import { recordedHarness } from "../../fixtures/harness/commands.ts";
import type { Place } from "./two-databases.ts";

/** In ms, a value for each round. */
export interface LoopTimes {
  /** From the close of the vote to the first stage of its run. */
  readonly started: readonly number[];
  /** From the report's arrival to the verdict's post. */
  readonly told: readonly number[];
}

const season = "loop";

/** Plays rounds of one pitch each with a real engine, worker and announcer; the platform takes a post at once. */
export async function playLoop(place: Place, rounds: number): Promise<LoopTimes> {
  const seen = {
    stages: new Map<number, number>(),
    reports: new Map<number, number>(),
    posts: new Map<number, number>(),
  };
  let deliver = async () => {};
  await using engine = await startEngine({
    ...place,
    onEvent(runId, { event }) {
      const at = performance.now();
      if (event === "report") seen.reports.set(runId, at);
      if (event === "stage-started" && !seen.stages.has(runId)) seen.stages.set(runId, at);
    },
    onJudged: () => deliver(),
    signal: new AbortController().signal,
    harnessCommand: recordedHarness,
  });
  const { game } = engine;
  const row = await start(game);
  const channel = fakeChannel(game, row, (runId) => seen.posts.set(runId, performance.now()));
  const announcer = createAnnouncer(game.database, row.id, channel, () => game.clock.now());
  deliver = () => announcer.deliver();
  const started: number[] = [];
  const told: number[] = [];
  for (let nth = 1; nth <= rounds; nth++) {
    await openVote(engine, row, nth);
    await deliver();
    const closedAt = performance.now();
    await closeVoting(game, season);
    await deliver();
    const runId = await untilPosted(engine, seen.posts, closedAt);
    started.push((seen.stages.get(runId) ?? Number.NaN) - closedAt);
    told.push((seen.posts.get(runId) ?? Number.NaN) - (seen.reports.get(runId) ?? Number.NaN));
    await untilState(engine, row, "decided");
  }
  return { started, told };
}

async function start(game: Game): Promise<SeasonRow> {
  const problem = await readProblem(fileURLToPath(new URL("../../fixtures/problems/doubling", import.meta.url)));
  const { name, title, sha256, labels, bundle, limits, baseline } = problem;
  const settings = Season.parse({ name: season, title: "The Loop", problem: name });
  const definition = { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  return startSeason(game, { settings, problem: definition, baseline });
}

/** A round whose one pitch is slower, so that nothing is measured again after its run. */
async function openVote(engine: Engine, row: SeasonRow, nth: number): Promise<void> {
  const { game } = engine;
  await openRound(game, { season, title: `Round ${nth}`, host: "hanna" });
  await untilState(engine, row, "pitching");
  const content = { title: "half", approach: "wild-card", authors: ["ada"], prediction: { low: 1.2, high: 1.5 } };
  const files = { "submission.ts": `// recorded: r2_bk256\nexport const nth: i32 = ${nth};\n` };
  await submitPitch(game, { season, content, files });
  await openVoting(game, season);
  await castBallot(game, { season, ballot: { shark: "sam", fund: "A", chances: { A: 70 } } });
}

async function untilState({ game, changed }: Engine, { id }: SeasonRow, state: string): Promise<void> {
  for (;;) {
    const round = await latestRoundOf(game.database.db, id);
    if (round?.round.now.state === state) return;
    await changed();
  }
}

async function untilPosted({ changed }: Engine, posts: ReadonlyMap<number, number>, since: number): Promise<number> {
  for (;;) {
    const [posted] = [...posts].findLast(([, at]) => at > since) ?? [];
    if (posted !== undefined) return posted;
    await changed();
  }
}

/** Draws what a chat would show; `onVerdict` is told of the run. */
function fakeChannel(game: Game, row: SeasonRow, onVerdict: (runId: number) => void) {
  let posts = 0;
  return partsChannel({
    db: game.database.db,
    name: "slack:C-loop",
    async post(_, { key }) {
      const [, runId] = /^run:(\d+):verdict$/.exec(key) ?? [];
      if (runId !== undefined) onVerdict(Number(runId));
      return `post-${++posts}`;
    },
    failureOf: () => null,
    drawRound: async (view) => {
      const news = { ...runnerNews(game, row), stageOf: () => null };
      return roundCard(season, view, await waitingRuns(game.database.db, row.id), news);
    },
    now: () => game.clock.now(),
    log: pino({ level: "silent" }),
  });
}

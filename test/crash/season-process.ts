import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createAnnouncer } from "../../src/bot/announce.ts";
import { startEngine } from "../../src/bot/engine.ts";
import { localPlan } from "../../src/bot/runner-choice.ts";
import type { Game } from "../../src/rounds/game.ts";
import { armKillPoint } from "../../src/rounds/kill-point.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { castBallot } from "../../src/rounds/play/votes/cast-ballot.ts";
import { Season } from "../../src/rounds/season.ts";
import { once } from "../../src/rounds/store/inbox.ts";
import { roundsOf } from "../../src/rounds/store/rounds.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { plainRunner } from "../../src/runner/runner-settings.ts";
import { recordedHarness } from "../fixtures/harness/commands.ts";
import { endWithStarter } from "./end-with-starter.ts";
import { fileChannel } from "./file-channel.ts";
import { pitchesOfRound, postsFile, SeasonPlan, seasonNames, sharks } from "./season-plan.ts";

// A bot with its judge, and unless told otherwise its worker, in a process of its own that plays seasons of short rounds
// and may be killed at any kill point. Each command is an event that comes twice, as a platform's may, and again after
// each start.

endWithStarter();
const plan = SeasonPlan.parse(JSON.parse(process.argv[2] ?? ""));
const { TANK_KILL_AT } = env;
armKillPoint(TANK_KILL_AT);
const problem = await readProblem(fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url)));

const delivers: (() => Promise<void>)[] = [];
const stop = new AbortController();
await using engine = await startEngine({
  dataFolder: plan.dataFolder,
  databaseUrl: plan.databaseUrl,
  onEvent: (_, { event }) => process.stdout.write(`${event}\n`),
  onJudged: async () => void (await Promise.all(delivers.map((deliver) => deliver()))),
  onDatabase: (state) => process.stdout.write(`database-${state}\n`),
  signal: stop.signal,
  harnessCommand: plan.harness ?? recordedHarness,
  ...(plan.answerMs !== undefined && { answerMs: plan.answerMs }),
  ...(plan.runner !== undefined && {
    plan: { ...localPlan, runners: [...localPlan.runners, plainRunner(plan.runner)], usual: plan.runner },
  }),
}).catch(refused);
process.on("SIGTERM", () => stop.abort());
const { game } = engine;
await Promise.all(seasonNames(plan).map(playSeason));

async function playSeason(name: string): Promise<void> {
  const season = await patiently(() => start(name));
  const channel = fileChannel(join(plan.dataFolder, postsFile(name)));
  const { deliver } = createAnnouncer(game.database, season.id, channel, () => game.clock.now());
  delivers.push(deliver);
  while (!stop.signal.aborted && (await patiently(() => play(name, season.id))) === "goes-on") await deliver();
  await deliver();
}

async function start(name: string) {
  const { title, sha256, labels, bundle, limits } = problem;
  const definition = { name: problem.name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  const settings = Season.parse({ name, title: "A season of short rounds", problem: problem.name });
  return startSeason(game, { settings, problem: definition, baseline: problem.baseline });
}

/** Does what the season's state asks for next, seen from the database alone. */
async function play(name: string, seasonId: number): Promise<"goes-on" | "over"> {
  const rounds = await roundsOf(game.database.db, seasonId);
  const round = rounds.at(-1);
  const number = rounds.length;
  const state = round?.round.now.state;
  const event = (what: string, work: (inner: Game) => Promise<unknown>) => comesTwice(`${name}:${what}`, work);
  if (state === undefined || state === "decided") {
    if (number === plan.rounds) return "over";
    const title = `Round ${number + 1}`;
    await event(`open:${number + 1}`, (inner) => openRound(inner, { season: name, title, host: "hanna" }));
  } else if (state === "pitching") {
    for (const each of pitchesOfRound)
      await event(`pitch:${number}:${each.letter}`, (inner) => pitch(inner, name, each, number));
    await event(`vote:${number}`, (inner) => openVoting(inner, name));
  } else if (state === "voting") {
    for (const shark of sharks) await event(`ballot:${number}:${shark}`, (inner) => vote(inner, name, shark));
    await event(`close:${number}`, (inner) => closeVoting(inner, name));
  } else await engine.changed();
  return "goes-on";
}

function pitch(inner: Game, season: string, { title, recorded }: (typeof pitchesOfRound)[number], number: number) {
  const content = { title, approach: "wild-card", authors: ["ada"], prediction: { low: 1.2, high: 1.5 } };
  const files = { "submission.ts": `// recorded: ${recorded}\n// round ${number} of ${season}\n` };
  return submitPitch(inner, { season, content, files });
}

function vote(inner: Game, season: string, shark: string) {
  return castBallot(inner, { season, ballot: { shark, fund: "A", chances: { A: 70, B: 30 } } });
}

/** Comes twice at once, and is written down as answered when it was. */
async function comesTwice(id: string, work: (inner: Game) => Promise<unknown>): Promise<void> {
  const come = () => once(game.database, id, game.clock.now(), (database) => work({ ...game, database }));
  await Promise.all([come(), come()]);
  appendFileSync(join(plan.dataFolder, "answered.txt"), `${id}\n`);
}

/** Says it again, as a player does who is told that the database is away. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError && error.code === "database-away")) throw error;
      await after(100);
    }
  }
}

/** A start that is refused ends with its sentence, as every program of ours does. */
function refused(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

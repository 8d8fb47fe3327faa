import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { type Channel, createAnnouncer } from "../../src/bot/announce.ts";
import { startEngine } from "../../src/bot/engine.ts";
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
import { readProblem } from "../../src/runner/problem.ts";
import { recordedHarness } from "../fixtures/harness/commands.ts";
import { endWithStarter } from "./end-with-starter.ts";
import { pitchesOfRound, SeasonPlan, seasonName, sharks } from "./season-plan.ts";

// A bot, its judge and its worker in a process of its own that plays a season of short rounds and may be killed at
// any kill point. Each command is an event that comes twice, as a platform's may, and again after each start.

endWithStarter();
const plan = SeasonPlan.parse(JSON.parse(process.argv[2] ?? ""));
const { TANK_KILL_AT } = env;
armKillPoint(TANK_KILL_AT);
const problem = await readProblem(fileURLToPath(new URL("../fixtures/problems/doubling", import.meta.url)));

let deliver = async () => {};
const stop = new AbortController();
await using engine = await startEngine({
  dataFolder: plan.dataFolder,
  databaseUrl: plan.databaseUrl,
  onEvent: (_, { event }) => process.stdout.write(`${event}\n`),
  onJudged: () => deliver(),
  signal: stop.signal,
  harnessCommand: plan.harness ?? recordedHarness,
});
process.on("SIGTERM", () => stop.abort());
const { game } = engine;
const season = await start();
const announcer = createAnnouncer(game.database, season.id, fileChannel(), () => game.clock.now());
deliver = () => announcer.deliver();
while (!stop.signal.aborted && (await play()) === "goes-on") await deliver();
await deliver();

async function start() {
  const { title, sha256, labels, bundle, limits } = problem;
  const definition = { name: problem.name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  const settings = Season.parse({ name: seasonName, title: "A season of short rounds", problem: problem.name });
  return startSeason(game, { settings, problem: definition, baseline: problem.baseline });
}

/** Does what the season's state asks for next, seen from the database alone. */
async function play(): Promise<"goes-on" | "over"> {
  const rounds = await roundsOf(game.database.db, season.id);
  const round = rounds.at(-1);
  const number = rounds.length;
  const state = round?.round.now.state;
  if (state === undefined || state === "decided") {
    if (number === plan.rounds) return "over";
    const title = `Round ${number + 1}`;
    await event(`open:${number + 1}`, (inner) => openRound(inner, { season: seasonName, title, host: "hanna" }));
  } else if (state === "pitching") {
    for (const each of pitchesOfRound)
      await event(`pitch:${number}:${each.letter}`, (inner) => pitch(inner, each, number));
    await event(`vote:${number}`, (inner) => openVoting(inner, seasonName));
  } else if (state === "voting") {
    for (const shark of sharks) await event(`ballot:${number}:${shark}`, (inner) => vote(inner, shark));
    await event(`close:${number}`, (inner) => closeVoting(inner, seasonName));
  } else await engine.changed();
  return "goes-on";
}

function pitch(inner: Game, { title, recorded }: (typeof pitchesOfRound)[number], number: number) {
  const content = { title, approach: "wild-card", authors: ["ada"], prediction: { low: 1.2, high: 1.5 } };
  const files = { "submission.ts": `// recorded: ${recorded}\n// round ${number}\n` };
  return submitPitch(inner, { season: seasonName, content, files });
}

function vote(inner: Game, shark: string) {
  return castBallot(inner, { season: seasonName, ballot: { shark, fund: "A", chances: { A: 70, B: 30 } } });
}

/** Comes twice at once, and is written down as answered when it was. */
async function event(id: string, work: (inner: Game) => Promise<unknown>): Promise<void> {
  const come = () => once(game.database, id, game.clock.now(), (database) => work({ ...game, database }));
  await Promise.all([come(), come()]);
  appendFileSync(join(plan.dataFolder, "answered.txt"), `${id}\n`);
}

/** A platform that keeps what was posted, and can be asked for it. */
function fileChannel(): Channel {
  const path = join(plan.dataFolder, "posts.txt");
  return {
    name: "file",
    async find({ key }) {
      const posts = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
      return posts.includes(key) ? key : null;
    },
    async post({ key }) {
      appendFileSync(path, `${key}\n`);
      return key;
    },
  };
}

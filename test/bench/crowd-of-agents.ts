import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { makeToken } from "../../src/rounds/play/access/make-token.ts";
import { digestDue } from "../../src/rounds/play/digest-due.ts";
import { benchOf } from "../../src/rounds/store/bench.ts";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { freePort } from "../free-port.ts";
import { type BenchChat, longestMs } from "./chat-commands/chat.ts";
import { onSlack } from "./chat-commands/on-slack.ts";
import { commandAt, loadedSeason, loadSeason, quantiles } from "./loaded-season.ts";

const program = fileURLToPath(new URL("chat-commands/bot.ts", import.meta.url));
/** Each agent pitches its owner's whole quota of the bench, and one more; every tenth of them is the same for all. */
const perAgent = 10;

const Posted = z.object({
  ok: z.boolean(),
  error: z.object({ code: z.string() }).optional(),
  facts: z.looseObject({}).optional(),
});

/**
 * `npm run bench -- crowd-of-agents [--agents 30] [--minutes 60]`: agents pitch on the bench over HTTP while people
 * type in Slack, to a bot in a process of its own; what became of the pitches, and how soon people were answered.
 */
export async function benchCrowdOfAgents(argv: readonly string[]): Promise<void> {
  const options = {
    agents: { type: "string", default: "30" },
    minutes: { type: "string", default: "0" },
    people: { type: "string", default: "100" },
  } as const;
  const { values } = parseArgs({ args: [...argv], options });
  const [agents, minutes, people] = [Number(values.agents), Number(values.minutes), Number(values.people)];
  const dataFolder = mkdtempSync(join(tmpdir(), "tank-bench-"));
  const tokens = await prepare(dataFolder, agents);
  await using chat = await onSlack(people);
  const port = await freePort();
  const plan = JSON.stringify({ dataFolder, season: loadedSeason, door: port, ...chat.settings });
  const bot = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, plan], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const ended = once(bot, "close");
  await chat.listened();
  await doorOpens(port);
  await crowd(chat, people);
  const rows: Record<string, object> = { "people alone": quantiles(await crowd(chat, people)) };
  const pauseMs = (minutes * 60_000) / (perAgent + 1);
  const pitching = Promise.all(tokens.map((token, agent) => pitchAll(port, { token, agent, pauseMs })));
  rows["people beside the agents"] = quantiles(await crowd(chat, people));
  const pitched = (await pitching).flat();
  rows["agents"] = quantiles(pitched.map(({ ms }) => ms));
  bot.stdin.end();
  await ended;
  const count = (outcome: string) => pitched.filter((each) => each.outcome === outcome).length;
  console.log(
    `${agents} agents, ${pitched.length} pitches sent ${minutes === 0 ? "without a pause" : `in ${minutes} min`}:`,
  );
  console.table({
    pitched: count("pitched"),
    "joined with one that stood there": count("joined"),
    "refused: the owner's quota": count("quota-spent"),
    "anything else": pitched.length - count("pitched") - count("joined") - count("quota-spent"),
    ...(await kept(dataFolder)),
  });
  console.log(`${people} commands at once in Slack; ms until answered:`);
  console.table(rows);
  rmSync(dataFolder, { recursive: true });
}

/** The door opens after the chats do. */
async function doorOpens(port: number): Promise<void> {
  const isOpen = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  while (!(await isOpen())) await pause(100);
}

function crowd(chat: BenchChat, people: number): Promise<readonly number[]> {
  return Promise.all(
    Array.from({ length: people }, async (_, person) => {
      const startedAt = performance.now();
      await chat.type(person, commandAt(person));
      return performance.now() - startedAt;
    }),
  );
}

interface Pitched {
  readonly ms: number;
  readonly outcome: string;
}

async function pitchAll(
  port: number,
  { token, agent, pauseMs }: { readonly token: string; readonly agent: number; readonly pauseMs: number },
): Promise<readonly Pitched[]> {
  const done: Pitched[] = [];
  for (let each = 0; each <= perAgent; each++) {
    const isShared = each === 4;
    const title = isShared ? "The one that everybody has" : `Idea ${each} of agent ${agent}`;
    const told = { title, approach: "wild-card", speedup: 1.1, reason: "a model thought so" };
    done.push(await pitchOne(port, token, told));
    if (pauseMs > 0) await pause(pauseMs);
  }
  return done;
}

async function pitchOne(port: number, token: string, told: object): Promise<Pitched> {
  const startedAt = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/commands`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ command: "pitch", arguments: told }),
    signal: AbortSignal.timeout(longestMs),
  });
  const { ok, error, facts } = Posted.parse(JSON.parse(await answer.text()));
  const outcome = ok ? (facts?.["joins"] === true ? "joined" : "pitched") : (error?.code ?? "?");
  return { ms: performance.now() - startedAt, outcome };
}

/** A loaded season, and a token for an agent of each owner. */
async function prepare(dataFolder: string, agents: number): Promise<readonly string[]> {
  await using database = await openDatabase({ databaseUrl: undefined, dataFolder }, { onError: rethrow });
  const loaded = await loadSeason(database, { commands: 0, runs: 1000, ballots: 10_000 });
  const tokens: string[] = [];
  for (let agent = 0; agent < agents; agent++) {
    const by = `owner-${agent}`;
    const secretSeed = () => agent.toString(16).padStart(64, "a");
    const wish = {
      season: loadedSeason,
      by,
      agent: "agent",
      roles: ["contestant"],
      isForAllSeasons: false,
      days: 1,
    } as const;
    tokens.push((await makeToken({ ...loaded, secretSeed }, wish)).text);
  }
  return tokens;
}

/** What stands on the bench afterwards, and how many digests tell of it on the next working day's morning. */
async function kept(dataFolder: string): Promise<object> {
  await using database = await openDatabase({ databaseUrl: undefined, dataFolder }, { onError: rethrow });
  const { id } = await getSeason(database.db, loadedSeason);
  let digests = 0;
  for (let hour = 0; hour < 5 * 24 && digests === 0; hour++) {
    const at = new Date(Date.now() + hour * 3_600_000);
    const game = { database, clock: { now: () => at }, secretSeed: () => "" };
    for (let look = 0; look < 10; look++) if (await digestDue(game, id)) digests++;
  }
  return { "on the bench": (await benchOf(database.db, id)).length, "digests of them": digests };
}

const rethrow = (error: Error): never => {
  throw error;
};

import { UserError } from "../../src/rounds/user-error.ts";
import { benchAa } from "./aa-table.ts";
import { benchChatCommands } from "./chat-commands/main.ts";
import { benchCommands } from "./command-latency.ts";
import { benchCrowdOfAgents } from "./crowd-of-agents.ts";
import { benchDeadWorker } from "./dead-worker.ts";
import { benchDiscordPictures } from "./discord-pictures/main.ts";
import { benchFuzz } from "./fuzz.ts";
import { benchGpu } from "./gpu/main.ts";
import { benchHostile } from "./hostile.ts";
import { benchKillMatrix, benchRandomKills } from "./kill-matrix.ts";
import { benchKills } from "./kills.ts";
import { benchManyWorkers } from "./many-workers.ts";
import { benchOutage } from "./outage.ts";
import { benchProblemFolders } from "./problem-folders.ts";
import { benchSeasons } from "./random-seasons.ts";
import { benchRecorded } from "./recorded.ts";
import { benchLoop } from "./scale/loop.ts";
import { benchScale } from "./scale/main.ts";
import { benchServedKills } from "./served-kills.ts";
import { benchSessions } from "./sessions.ts";
import { benchSlackPictures } from "./slack-pictures/main.ts";

const benches: Readonly<
  Record<string, { readonly what: string; readonly run: (argv: readonly string[]) => Promise<void> }>
> = {
  aa: {
    what: "false calls of the embedded baseline against itself, and right calls of a kernel slowed by 5%",
    run: benchAa,
  },
  "chat-commands": {
    what: "the same typed in Slack and on Discord, to a bot in a process of its own",
    run: benchChatCommands,
  },
  commands: {
    what: "200 commands at once with 1,000 queued runs and 10,000 ballots: how soon each is answered",
    run: benchCommands,
  },
  "crowd-of-agents": {
    what: "30 agents that pitch their quotas over HTTP while people type: what became of it, how soon people are answered",
    run: benchCrowdOfAgents,
  },
  "dead-worker": {
    what: "how soon a run is queued again after its worker's kill -9, by the real clock",
    run: benchDeadWorker,
  },
  "discord-pictures": {
    what: "cards as Discord shows them on a phone and a desktop, as PNG (needs Chromium)",
    run: benchDiscordPictures,
  },
  hostile: {
    what: "every hostile input that a test plays, by its promise, and what became of it (names files to take only these)",
    run: benchHostile,
  },
  "kill-matrix": {
    what: "a season killed at each kill point (--every-commit: and at each commit), on both databases, and with a worker of its own",
    run: benchKillMatrix,
  },
  "random-kills": {
    what: "100 random kills in a season of 20 short rounds, on both databases",
    run: benchRandomKills,
  },
  recorded: {
    what: "false and right calls on the noise recorded on an H100, and guards that it would stop",
    run: benchRecorded,
  },
  fuzz: {
    what: "10,000 odd inputs for every parser: what it took, what it refused, the slowest, what was found",
    run: benchFuzz,
  },
  gpu: { what: "writes runs for a GPU host without Node, and judges what came back", run: benchGpu },
  loop: {
    what: "from a vote's close to the first stage, and from a report to the posted verdict, on an empty and a long history",
    run: benchLoop,
  },
  "many-workers": {
    what: "100 runs and 10 workers, each a process: how often each run was taken, how long it took, who took how many",
    run: benchManyWorkers,
  },
  outage: { what: "PostgreSQL stopped for 20 s in mid-season: what the bot says, what is lost", run: benchOutage },
  seasons: {
    what: "random seasons of 12 rounds by 30 players: no invariant broken, no bug, the same after export and import",
    run: benchSeasons,
  },
  "problem-folders": {
    what: "every folder with a task.yml under a path, and what the reader makes of it",
    run: benchProblemFolders,
  },
  scale: {
    what: "reading commands on 100,000 runs beside a tenth of them, on PostgreSQL (--embedded: on the embedded database)",
    run: benchScale,
  },
  "served-kills": {
    what: "200 random kills of bot, workers and PostgreSQL while three seasons are played at once",
    run: benchServedKills,
  },
  sessions: {
    what: "round 3 of the founding season played on in six ways, with real builds and measurements",
    run: benchSessions,
  },
  "slack-pictures": {
    what: "cards and forms as Slack shows them on a phone and a desktop, as PNG (needs Chromium)",
    run: benchSlackPictures,
  },
  kills: { what: "the demo killed with SIGKILL at random moments: what is lost, what comes twice", run: benchKills },
};

const usage = `Usage: npm run bench -- NAME [options]

Measures a claim of ours on this machine and prints the figures.

${Object.entries(benches)
  .map(([name, { what }]) => `  ${name.padEnd(16)} ${what}`)
  .join("\n")}
`;

export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help") {
    process.stdout.write(usage);
    return 0;
  }
  const bench = benches[name];
  if (!bench)
    throw new UserError("usage", `There is no bench "${name}".`, `Benches: ${Object.keys(benches).join(", ")}.`);
  await bench.run(rest);
  return 0;
}

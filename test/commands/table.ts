import { type Reply, runCommand, type Tank } from "../../src/bot/commands/run-command.ts";
import { safeLog } from "../../src/bot/log.ts";
import { attachFile } from "../../src/bot/terminal/attach-file.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { kernel, newSeason, openWorld, reportOf, runAll, type World } from "../play/world.ts";

/** A season at a table: players say things, and the test plays the runner. */
export interface TestTable extends AsyncDisposable {
  readonly world: World;
  readonly tank: Tank;
  /** What was logged, a line each. */
  readonly logged: readonly Record<string, unknown>[];
  /** Says `text` as `by`. */
  say(by: string, text: string): Promise<Reply>;
  /** A new season, at which everything is said from now on. */
  season(settings?: Parameters<typeof newSeason>[1]): Promise<string>;
  /** A season with a round of hanna's that takes pitches. */
  pitching(settings?: Parameters<typeof newSeason>[1]): Promise<void>;
  /** The same with pitch A of ada's and B of bob's, and the vote open. */
  voting(settings?: Parameters<typeof newSeason>[1]): Promise<void>;
  /** Ends every queued run: pitches by their letters' speedups. */
  run(speedups: Readonly<Record<string, number>>): Promise<void>;
}

/** The seasons' problem after somebody mended it. */
const problemNow = { name: "p", title: "P", sha256: "9".repeat(64), labels: ["one", "two"], bundle: {}, limits: {} };

export async function openTable(): Promise<TestTable> {
  const world = await openWorld();
  const logged: Record<string, unknown>[] = [];
  const log = safeLog({ write: (line: string) => void logged.push(JSON.parse(line)) }, null);
  const readProblem = async () => ({ problem: problemNow, description: "", baseline: kernel("revised") });
  const tank = { game: world.game, season: await newSeason(world), log, readProblem };
  const say = (by: string, text: string) => runCommand(tank, { by, text, files: [], readFile: attachFile });
  const mustSay = async (by: string, text: string) => {
    const reply = await say(by, text);
    if (!reply.ok) throw new Error(`${by}: ${text}: ${reply.error.message}`);
  };
  const table: TestTable = {
    world,
    tank,
    logged,
    say,
    async season(settings) {
      tank.season = await newSeason(world, settings);
      return tank.season;
    },
    async pitching(settings) {
      await table.season(settings);
      await openRound(world.game, { season: tank.season, title: "A round", host: "hanna" });
      await table.run({});
    },
    async voting(settings) {
      await table.pitching(settings);
      await mustSay("ada", '/pitch "Deep" approach=stages speedup=1.5 num_ab_stage=3');
      await mustSay("bob", '/pitch "Small" approach=tiles speedup=1.1-2 num_ab_stage=2 reason="less waste"');
      await openVoting(world.game, tank.season);
    },
    run: (speedups) => runAll(world, tank.season, (run) => reportOf(run, speedups[run.letter ?? ""] ?? 1)),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
  return table;
}

/** Goes on to the runs with one ballot. */
export async function startRuns(table: TestTable): Promise<void> {
  await table.say("sam", "/vote A p=70");
  await closeVoting(table.world.game, table.tank.season);
}

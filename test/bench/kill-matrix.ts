import { parseArgs } from "node:util";
import { killAt, matrixOf, type Outcome } from "../crash/kill-matrix.ts";
import { Arena } from "../crash/killed-season.ts";
import { killServedAt, servedMatrix } from "../crash/served-matrix.ts";
import { createTemplate } from "../postgres/databases.ts";
import { startPostgres } from "../postgres/start-postgres.ts";

/**
 * `npm run bench -- kill-matrix [--every-commit] [--on embedded|postgres|workers]`: a season of one short round, killed with
 * SIGKILL at each named point by itself and started again, on both databases; and on PostgreSQL with a worker of its own,
 * at each point of the bot and of the worker.
 */
export async function benchKillMatrix(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { "every-commit": { type: "boolean", default: false }, on: { type: "string" } },
  });
  if (values.on === undefined || values.on === "workers") await onWorkers();
  if (values.on === "workers") return;
  await onBoth(values.on, async (arena) => {
    const outcomes: Outcome[] = [];
    for (const kills of matrixOf(arena.kind)) outcomes.push(show(arena.kind, await killAt(arena, 1, kills)));
    if (values["every-commit"]) {
      for (const edge of ["before-commit", "after-commit"]) outcomes.push(...(await killAtEachTime(arena, edge)));
    }
    summarise(arena.kind, outcomes);
  });
}

async function onWorkers(): Promise<void> {
  await using server = await startPostgres();
  await createTemplate(server.url);
  const outcomes: Outcome[] = [];
  for (const kills of servedMatrix) outcomes.push(show("workers", await killServedAt(server.url, 1, kills)));
  summarise("workers", outcomes);
}

function summarise(kind: string, outcomes: readonly Outcome[]): void {
  const kills = outcomes.reduce((sum, outcome) => sum + outcome.kills.length - outcome.missed.length, 0);
  const broken = outcomes.reduce((sum, outcome) => sum + outcome.broken.length, 0);
  console.log(`${kind}: ${outcomes.length} seasons, ${kills} kills, ${broken} things lost or doubled`);
}

/** The first, the second … time, until the season has no more. */
async function killAtEachTime(arena: Arena, point: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let time = 1; ; time++) {
    const outcome = await killAt(arena, 1, [`${point}:${time}`]);
    if (outcome.missed.length > 0) return outcomes;
    outcomes.push(show(arena.kind, outcome));
  }
}

function show(kind: string, { kills, missed, broken }: Outcome): Outcome {
  const what = broken.length > 0 ? broken.join("; ") : "0 lost, 0 double";
  const reached = missed.length > 0 ? `not reached: ${missed.join(", ")}; ` : "";
  console.log(`${kind.padEnd(9)} ${kills.join(" then ").padEnd(44)} ${reached}${what}`);
  return { kills, missed, broken };
}

/**
 * `npm run bench -- random-kills [--kills 100] [--rounds 20] [--within-ms 1500] [--on embedded]`: a season of short rounds, killed at
 * random moments after its process has had time to start, on both databases.
 */
export async function benchRandomKills(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      kills: { type: "string", default: "100" },
      rounds: { type: "string", default: "20" },
      "within-ms": { type: "string", default: "1500" },
      on: { type: "string" },
    },
  });
  const wanted = Number(values.kills);
  await onBoth(values.on, async (arena) => {
    let kills = 0;
    let seasons = 0;
    const broken: string[] = [];
    // A season that ends before it was killed often enough is followed by another.
    while (kills < wanted) {
      seasons++;
      await using season = await arena.newSeason(Number(values.rounds));
      let code: number | null = null;
      while (kills < wanted && code === null) {
        code = await season.run({ afterMs: startMs[arena.kind] + Math.random() * Number(values["within-ms"]) });
        if (code === null) kills++;
      }
      if (code === null) code = await season.run();
      if (code !== 0) broken.push(`a start ended with ${code}`);
      broken.push(...(await season.broken()));
    }
    console.log(
      `${arena.kind}: ${kills} random kills, ${seasons} seasons of ${values.rounds} rounds, each played to its end`,
    );
    console.log(`${arena.kind}: ${broken.length} things lost or doubled ${broken.join("; ")}`);
  });
}

/** What a process needs here until its first transaction, about. */
const startMs = { embedded: 700, postgres: 300 } as const;

async function onBoth(only: string | undefined, bench: (arena: Arena) => Promise<void>): Promise<void> {
  if (only !== "postgres") {
    using arena = new Arena(null);
    await bench(arena);
  }
  if (only === "embedded") return;
  await using server = await startPostgres();
  await createTemplate(server.url);
  using arena = new Arena(server.url);
  await bench(arena);
}

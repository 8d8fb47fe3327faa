import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { Game } from "../../src/rounds/game.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { recordReport } from "../../src/rounds/play/runs/record-report.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { castBallot } from "../../src/rounds/play/votes/cast-ballot.ts";
import type { Report } from "../../src/rounds/report.ts";
import type { RunOutcome } from "../../src/rounds/run-outcome.ts";
import { Season } from "../../src/rounds/season.ts";
import type { Database } from "../../src/rounds/store/database.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { storeOutcome, takeRun } from "../../src/rounds/store/worker-queries.ts";
import { createDatabase } from "../postgres/databases.ts";

/** Everything that is said of one database is said of the other. */
export const databaseKinds = ["embedded", "postgres"] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** A game on a real database of its own, with a clock that stands still and a worker played by the test. */
export interface World extends AsyncDisposable {
  readonly database: Database;
  readonly game: Game;
  readonly clock: { at: Date };
  /** For other processes; null: the database is this process's own. */
  readonly databaseUrl: string | null;
}

export async function openWorld(kind: DatabaseKind = "embedded"): Promise<World> {
  const store = kind === "embedded" ? await openInFolder() : await openOnServer();
  const { database } = store;
  const clock = { at: new Date("2026-03-02T09:00:00Z") };
  let seeds = 0;
  const game: Game = {
    database,
    clock: { now: () => clock.at },
    secretSeed: () => (++seeds).toString(16).padStart(64, "0"),
  };
  return {
    database,
    game,
    clock,
    databaseUrl: store.databaseUrl,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await store.remove();
    },
  };
}

interface OpenStore {
  readonly database: Database;
  readonly databaseUrl: string | null;
  readonly remove: () => Promise<void>;
}

const onError = (error: Error): never => {
  throw error;
};

async function openInFolder(): Promise<OpenStore> {
  const folder = mkdtempSync(join(tmpdir(), "tank-play-"));
  return {
    database: await openEmbedded(folder, onError),
    databaseUrl: null,
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

async function openOnServer(): Promise<OpenStore> {
  const own = await createDatabase(inject("postgresUrl"));
  return {
    database: await openPostgres(own.url, { onError }),
    databaseUrl: own.url,
    remove: async () => own[Symbol.asyncDispose](),
  };
}

export const kernel = (text: string) => ({
  "kernel.ts": `export const num_ab_stage: i32 = 1; // knob: 1..4\nexport const about = ${JSON.stringify(text)};\n`,
});

let seasons = 0;

/** A season of its own in the shared database, with its first baseline. */
/** What every season of these tests is played on. */
export const playedProblem = {
  name: "p",
  title: "P",
  sha256: "p".repeat(64),
  labels: ["one", "two"],
  bundle: {},
  limits: {},
};

export async function newSeason(
  { game }: World,
  settings: Partial<Parameters<typeof Season.parse>[0] & object> = {},
): Promise<string> {
  const name = `season-${++seasons}`;
  const approaches = {
    stages: { name: "Stages" },
    tiles: { name: "Tiles" },
    dead: { name: "Dead", status: "eliminated", evidence: "measured", why: ["It was slower."] },
  };
  await startSeason(game, {
    settings: Season.parse({ name, title: "A season", problem: "p", approaches, ...settings }),
    problem: playedProblem,
    baseline: kernel("baseline"),
  });
  return name;
}

/** A report whose every pair has this speedup, up to a noise of 0.1%. */
export function reportOf(
  run: { readonly id: number; readonly attempt: number; readonly candidate: boolean },
  speedup: number,
): Report {
  const block = (us: number, shift: number) => ({
    baseline: Array.from({ length: 20 }, (_, i) => us * 1000 * (1 + 0.001 * Math.sin(i + shift))),
    candidate: Array.from({ length: 20 }, (_, i) => (us * 1000 * (1 + 0.001 * Math.cos(i * 2 + shift))) / speedup),
  });
  return {
    protocol: 1,
    runId: String(run.id),
    attempt: run.attempt,
    harness: { name: "test", sha256: "a".repeat(64) },
    machine: { name: "test machine", kind: "cpu", facts: {} },
    versions: {},
    sandbox: "wasm",
    hashes: { problem: "b".repeat(64), baseline: "c".repeat(64), candidate: run.candidate ? "d".repeat(64) : null },
    stageMs: {},
    checks: [],
    cases: ["one", "two"].map((label, index) => ({
      label,
      clock: "call",
      blocks: Array.from({ length: 8 }, (_, shift) => block(100 * (index + 1), shift)),
    })),
  };
}

/** What a proof's run sends: both sides checked, and nothing timed; `wrong`: the candidate's first case is. */
export function proofReportOf(run: Parameters<typeof reportOf>[0], wrong = false): Report {
  const report = reportOf(run, 1);
  const side = run.candidate ? "candidate" : "baseline";
  const checks = report.cases.map(({ label }, index): Report["checks"][number] => {
    const mismatched = wrong && index === 0 ? 7 : 0;
    return { side, stage: "check", label, elements: 64, mismatched, maxError: mismatched, rtol: 0, atol: 0.5 };
  });
  return { ...report, checks, cases: report.cases.map((each) => ({ ...each, blocks: [] })) };
}

/** Plays the worker and the judge for every queued run of a season, until none is left. */
export async function runAll(
  world: World,
  season: string,
  outcomeOf: (run: QueuedRun) => Report | RunOutcome,
): Promise<void> {
  for (const run of await queuedRuns(world, season)) {
    await runOne(world, run, outcomeOf(run));
  }
}

export interface QueuedRun {
  readonly id: number;
  readonly attempt: number;
  readonly purpose: string;
  readonly letter: string | null;
  readonly candidate: boolean;
}

export async function queuedRuns({ database }: World, season: string): Promise<readonly QueuedRun[]> {
  const rows = await database.db
    .selectFrom("run")
    .innerJoin("season", "season.id", "run.season_id")
    .leftJoin("pitch", "pitch.id", "run.pitch_id")
    .select(["run.id", "run.attempt", "run.purpose", "pitch.letter", "run.candidate_sha256"])
    .where("season.name", "=", season)
    .where("run.state", "=", "queued")
    .orderBy("run.id")
    .execute();
  return rows.map(({ candidate_sha256, ...row }) => ({ ...row, candidate: candidate_sha256 !== null }));
}

export async function runOne(world: World, run: QueuedRun, result: Report | RunOutcome): Promise<void> {
  const job = { runId: run.id, attempt: run.attempt };
  const outcome: RunOutcome = "outcome" in result ? result : { outcome: "report", report: result };
  await takeRun(world.database, job, world.clock.at);
  await storeOutcome(world.database, job, outcome, world.clock.at);
  await recordReport(world.game, job);
}

export function pitch(
  world: World,
  season: string,
  over: { title: string; approach?: string; author?: string; code?: string | null; answer?: string },
) {
  const { title, approach = "stages", author = "ada", code = over.title, answer } = over;
  const said = answer === undefined ? {} : { answer };
  const content = { title, approach, authors: [author], prediction: { low: 1.5, high: 1.5 }, ...said };
  return submitPitch(world.game, { season, content, files: code === null ? null : kernel(code) });
}

export function vote(world: World, season: string, shark: string, fund: string, chances: Record<string, number>) {
  return castBallot(world.game, { season, ballot: { shark, fund, chances } });
}

/** What was announced in a season, as `kind` in order. */
export async function announced({ database }: World, season: string): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom("outbox")
    .innerJoin("season", "season.id", "outbox.season_id")
    .select("outbox.kind")
    .where("season.name", "=", season)
    .orderBy("outbox.id")
    .execute();
  return rows.map((row) => row.kind);
}

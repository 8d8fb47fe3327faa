import { sql } from "kysely";
import { configPath, problemFolder } from "../../../src/bot/cli/paths.ts";
import { readConfig } from "../../../src/bot/read-config.ts";
import { hashNormalSource } from "../../../src/rounds/code/normal-source.ts";
import type { Game } from "../../../src/rounds/game.ts";
import { startSeason } from "../../../src/rounds/play/start-season.ts";
import { Season } from "../../../src/rounds/season.ts";
import { hashFiles } from "../../../src/rounds/source-hash.ts";
import type { Database, Tx } from "../../../src/rounds/store/database.ts";
import { brokenInvariants } from "../../../src/rounds/store/invariants.ts";
import { readProblem } from "../../../src/runner/problem.ts";
import { type HistorySize, type PlannedRound, pitchesOfRound, planRounds } from "./plan-rounds.ts";
import { playersStatements } from "./players-statements.ts";
import { insertRounds, planRuns, raiseCounters, runsStatements } from "./runs-statements.ts";
import { toldRuns } from "./told.ts";

/** The season that holds a tenth of the history, and one that is as long as most. */
export const longSeason = "season-1";
export const usualSeason = "season-2";

const problem = await readProblem(problemFolder("nvfp4-group-gemm-wasm"));

/**
 * Writes a history into an empty database, straight into the tables: it would take years to play.
 * @throws when it breaks an invariant of the store
 */
export async function writeHistory(database: Database, size: HistorySize): Promise<Game> {
  const game: Game = { database, clock: { now: () => new Date() }, secretSeed: () => "0".repeat(64) };
  for (let nth = 1; nth <= size.seasons; nth++) await start(game, `season-${nth}`);
  const rounds = planRounds(size);
  await database.transaction(async (tx) => {
    await sql`set constraints all deferred`.execute(tx);
    await plan(tx, rounds);
    await run(tx, [planRuns, "analyze planned_run", insertRounds]);
    await run(tx, [...playersStatements, ...runsStatements, ...raiseCounters]);
  });
  const broken = await brokenInvariants(database.db);
  if (broken.length > 0) throw new Error(broken.map((line) => line.slice(0, 200)).join("\n"));
  return game;
}

async function start(game: Game, name: string): Promise<void> {
  const { title, sha256, labels, bundle, limits, baseline } = problem;
  const settings = { ...readConfig(configPath("seasons", "founding-replay.yml"), Season), name };
  const definition = { name: problem.name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  await startSeason(game, { settings, problem: definition, baseline });
}

async function run(tx: Tx, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(tx);
}

/** The rounds, each pitch's code, and how runs end, as tables that the statements read. */
async function plan(tx: Tx, rounds: readonly PlannedRound[]): Promise<void> {
  const columns =
    "round_id int, season int, number int, state text, baseline_id int, next_baseline_id int, at timestamptz";
  await run(tx, [`create temp table planned (${columns}) on commit drop`]);
  await sql`insert into planned select * from jsonb_populate_recordset(null::planned, ${JSON.stringify(rounds)}::jsonb)`.execute(
    tx,
  );
  const told = toldRuns(problem.labels).map((each, kind) => ({ kind, ...each }));
  await run(tx, ["create temp table told (kind int, report jsonb, verdict jsonb) on commit drop"]);
  await sql`insert into told select * from jsonb_populate_recordset(null::told, ${JSON.stringify(told)}::jsonb)`.execute(
    tx,
  );
  await run(tx, ["create temp table code (pitch_id int primary key, sha256 text) on commit drop"]);
  const last = rounds.length * pitchesOfRound;
  for (let first = 1; first <= last; first += codesAtOnce) {
    await insertCode(tx, first, Math.min(last, first + codesAtOnce - 1));
  }
  await run(tx, ["analyze planned", "analyze code"]);
}

const codesAtOnce = 1000;

/** No two pitches have the same code. */
async function insertCode(tx: Tx, first: number, last: number): Promise<void> {
  const rows = Array.from({ length: last - first + 1 }, (_, index) => {
    const pitch_id = first + index;
    const [[name, text] = ["submission.ts", ""]] = Object.entries(problem.baseline);
    const files = { ...problem.baseline, [name]: `${text}\nexport const attempt: i32 = ${pitch_id};\n` };
    return { pitch_id, sha256: hashFiles(files), normal_sha256: hashNormalSource(files), files };
  });
  const json = JSON.stringify(rows);
  await sql`insert into source (sha256, normal_sha256, files, created_at)
    select sha256, normal_sha256, files, now()
    from jsonb_to_recordset(${json}::jsonb) as code (sha256 text, normal_sha256 text, files jsonb)`.execute(tx);
  await sql`insert into code select pitch_id, sha256
    from jsonb_to_recordset(${json}::jsonb) as code (pitch_id int, sha256 text)`.execute(tx);
}

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAnnouncer } from "../../src/bot/announce.ts";
import { runCommand } from "../../src/bot/commands/run-command.ts";
import { type OpenTank, openTank } from "../../src/bot/open-tank.ts";
import { serveOperations } from "../../src/bot/operations/serve-operations.ts";
import { writeShortSeason } from "../chat/short-season.ts";
import { readMetrics, samplesOf } from "./read-metrics.ts";

const mark = "zebra-stripes";
const folder = mkdtempSync(join(tmpdir(), "tank-metrics-"));
const stop = new AbortController();
const parts = new AsyncDisposableStack();
const kernel = (body: string) =>
  `export function double(from: usize, to: usize, count: i32): void { // ${mark}\n  ${body}\n}\n`;
const loop = (times: number) =>
  kernel(`for (let i = 0; i < count; i++) store<f32>(to + i * 4, <f32>load<u8>(from + i) * ${times});`);

let open: OpenTank;
let url = "";
const said: { readonly command: string; readonly outcome: string }[] = [];

async function say(by: string, text: string, code?: string) {
  const files = code === undefined ? [] : [{ name: "kernel.ts", bytes: Buffer.from(code) }];
  const reply = await runCommand(open.tank, { by, text, files, readFile: () => null });
  const word = /^\/\w+( (open|close|status))?/.exec(text)?.[0] ?? "unknown";
  const command = text.includes("nonsense") ? "unknown" : word;
  said.push({ command, outcome: reply.ok ? "answered" : "refused" });
  if (reply.ok) await open.deliver();
  return reply;
}

async function mustSay(by: string, text: string, code?: string) {
  const reply = await say(by, text, code);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message}`);
}

const read = async (path: string) => (await fetch(`${url}${path}`)).text();

/** A whole round, measured for real, in a place that loses its first post. */
beforeAll(async () => {
  const season = writeShortSeason(folder);
  let isFirst = true;
  open = await openTank({
    dataFolder: join(folder, "data"),
    databaseUrl: undefined,
    season,
    announcer: ({ database, clock }, { id }, watch) => {
      const post = async () => {
        if (!isFirst) return "posted";
        isFirst = false;
        throw new Error("the first post is lost");
      };
      const channel = { name: "town:square", find: async () => null, post };
      return createAnnouncer(database, id, channel, () => clock.now(), watch);
    },
    onEvent: () => undefined,
    onJudged: () => undefined,
    signal: stop.signal,
  });
  parts.use(open);
  url = parts.use(await serveOperations({ host: "127.0.0.1", port: 0 }, open.around, open.tank.log)).url;
  await mustSay("hanna", `/tank open title="${mark}"`);
  await open.idle();
  await mustSay("ada", `/pitch "${mark} one" approach=wild-card speedup=1.5 reason="7 loads"`, loop(2));
  await mustSay("bob", `/pitch "${mark} two" approach=wild-card speedup=1.5 reason="7 loads"`, loop(3));
  await say("eve", `/vote ${mark} p=${mark}`);
  await say("eve", `/tank nonsense ${mark}`);
  await mustSay("hanna", "/tank close");
  await mustSay("sam", `/vote A p=70 B=20 reason="${mark}"`);
  await mustSay("hanna", "/tank close");
  await open.idle();
  await mustSay("sam", "/tank status");
}, 240_000);
afterAll(async () => {
  stop.abort();
  await parts.disposeAsync();
  rmSync(folder, { recursive: true });
});

async function counted(query: ReturnType<typeof sql<{ name: string; count: number }>>) {
  const { rows } = await query.execute(open.tank.game.database.db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

describe("the figures of a played round", () => {
  it("are the commands that were given, by name and what became of them", async () => {
    const metrics = readMetrics(await read("/metrics"));
    const told: Record<string, number> = {};
    for (const { command, outcome } of said) {
      const sample = `{command="${command}",outcome="${outcome}"}`;
      told[sample] = (told[sample] ?? 0) + 1;
    }
    expect(samplesOf(metrics, "tank_commands_total")).toEqual(told);
    expect(metrics.get('tank_command_seconds_count{command="/tank close"}')).toBe(2);
    expect(metrics.get('tank_command_seconds_bucket{le="+Inf",command="/tank close"}')).toBe(2);
  });

  it("are its runs, by what came of them, with their stages and waits", async () => {
    const metrics = readMetrics(await read("/metrics"));
    const judged = await counted(sql`
      select '{runner="' || runner || '",purpose="' || purpose || '",outcome="' || coalesce(body ->> 'verdict', 'done') || '"}'
        as name, count(*)::integer as count from run left join verdict on verdict.run_id = run.id group by 1`);
    expect(samplesOf(metrics, "tank_runs_total")).toEqual(judged);
    const { runs } = await counted(sql`select 'runs' as name, count(*)::integer as count from report`);
    expect(metrics.get('tank_run_wait_seconds_count{runner="local"}')).toBe(runs);
    expect(metrics.get("tank_vote_to_first_stage_seconds_count")).toBe(1);
    const { check, sum } = await counted(sql`
      select 'check' as name, count(*)::float8 as count from report where body #> '{report,stageMs,check}' is not null
      union select 'sum', sum((body #>> '{report,stageMs,check}')::float8) / 1000 from report`);
    expect(metrics.get('tank_run_stage_seconds_count{runner="local",stage="check"}')).toBe(check);
    expect(metrics.get('tank_run_stage_seconds_sum{runner="local",stage="check"}')).toBeCloseTo(sum ?? 0, 6);
    expect(samplesOf(metrics, "tank_queue_runs")).toEqual({});
  });

  it("are its deliveries, what failed of them, and how soon verdicts were posted", async () => {
    const metrics = readMetrics(await read("/metrics"));
    const { all, verdicts } = await counted(sql`
      select 'all' as name, count(*)::integer as count from delivery
      union select 'verdicts', count(*) from delivery join outbox on outbox.id = outbox_id where kind = 'verdict'`);
    expect(samplesOf(metrics, "tank_deliveries_total")).toEqual({
      '{place="town",outcome="delivered"}': all,
      '{place="town",outcome="failed"}': 1,
    });
    expect(verdicts).toBe(2);
    expect(metrics.get('tank_report_to_verdict_seconds_count{place="town"}')).toBe(verdicts);
    expect(samplesOf(metrics, "tank_outbox_owed")).toEqual({ '{place="town"}': 0 });
  });

  it("say that database, workers and process are well", async () => {
    const metrics = readMetrics(await read("/metrics"));
    expect(metrics.get("tank_database_up")).toBe(1);
    expect(metrics.get('tank_runner_workers{runner="local"}')).toBe(1);
    expect(metrics.get('tank_runner_guard_stopped{runner="local"}')).toBe(0);
    expect(metrics.get('tank_health{part="database"}')).toBe(1);
    expect(metrics.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(JSON.parse(await read("/healthz"))).toMatchObject({ status: "green" });
  });

  it("have nothing in them that a person or a kernel wrote", async () => {
    const told = `${await read("/metrics")}${await read("/healthz")}`;
    for (const word of [mark, "zebra", "hanna", "bob", "load<u8>", folder]) expect(told).not.toContain(word);
  });
});

describe("R26: log lines about a run or a round", () => {
  it("have its id", () => {
    const lines = readFileSync(join(folder, "data", "tank.log"), "utf8")
      .trim()
      .split("\n");
    const logged = lines.map((line): Record<string, unknown> => JSON.parse(line));
    const about = (msg: string) => logged.filter((line) => line["msg"] === msg);
    for (const msg of ["run-taken", "run-stored", "run-judged"]) {
      expect(about(msg).length).toBeGreaterThan(0);
      for (const line of about(msg))
        expect([msg, line]).toEqual([msg, expect.objectContaining({ runId: expect.any(Number) })]);
    }
    for (const line of about("run-judged")) expect(line).toMatchObject({ round: 1, roundId: expect.any(Number) });
    for (const line of about("announcement-delivered")) expect(line).toMatchObject({ roundId: expect.any(Number) });
    const verdicts = about("announcement-delivered").filter((line) => line["kind"] === "verdict");
    expect(verdicts).toEqual([...verdicts].map(() => expect.objectContaining({ runId: expect.any(Number) })));
    const opened = about("command-answered").find((line) => line["command"] === "/tank open");
    expect(opened).toMatchObject({ round: 1 });
  });
});

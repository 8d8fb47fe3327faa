import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { safeLog } from "../../src/bot/log.ts";
import { serveHttp, type Told } from "../../src/bot/operations/serve-http.ts";
import { serveOperations } from "../../src/bot/operations/serve-operations.ts";
import { watchTank } from "../../src/bot/operations/tank-watch.ts";
import { watchWorker } from "../../src/bot/operations/worker-watch.ts";
import { localPlan } from "../../src/bot/runner-choice.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { runnerWorkers } from "../../src/rounds/store/worker-beats.ts";
import { ChildProgram } from "../crash/child-program.ts";
import { freePort } from "../free-port.ts";
import { createDatabase, createTemplate } from "../postgres/databases.ts";
import { openRoleWorld } from "../postgres/role-world.ts";
import { type PostgresServer, startPostgres } from "../postgres/start-postgres.ts";
import { readMetrics } from "./read-metrics.ts";

const log = safeLog({ write: () => undefined }, null);
const onError = (error: Error): never => {
  throw error;
};
const told: Told = {
  health: async () => ({ status: "green", at: new Date(0), parts: [] }) as const,
  metrics: async () => ({ type: "text/plain", text: "" }),
  onError: (error) => {
    throw error;
  },
};

describe("a worker's own port", () => {
  it("tells its health and figures, no secret, and the bot of its end", async () => {
    await using world = await openRoleWorld(["local"]);
    const { database: bot, workerUrl: url } = world;
    const port = String(await freePort());
    const argv = ["worker", "--runner", "local", "--http-port", port];
    await using worker = new ChildProgram("../../src/start.js", argv, { DATABASE_URL: url });
    await expect.poll(async () => (await runnerWorkers(bot.db))[0]?.alive, { timeout: 40_000 }).toBe(1);
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    const seen = `${await health.text()}${await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()}`;
    expect(health.status).toBe(200);
    expect(seen).toContain("tank_database_up 1");
    expect(seen).toContain('tank_health{part="loop:runs"} 1');
    for (const secret of [url, ":worker@", "postgres:"]) expect(seen).not.toContain(secret);

    await using second = new ChildProgram("../../src/start.js", argv, { DATABASE_URL: url });
    expect(await second.exit).toEqual([1, null]);
    expect(second.errors()).toMatch(/: Another program listens on port \d+ of 127\.0\.0\.1\.\nChoose another /);
    expect(second.errors()).not.toMatch(/\n {4}at /);

    expect(await worker.end("SIGTERM")).toBe(0);
    expect(await runnerWorkers(bot.db)).toEqual([]);
  });

  it("is refused where it is none", async () => {
    await using worker = new ChildProgram("../../src/start.js", ["worker", "--http-port", "99999"], {});
    expect(await worker.exit).toEqual([1, null]);
    expect(worker.errors()).toContain("--http-port is no port: use one from 1 to 65535.");
  });
});

describe("the port of http in config/tank.yml", () => {
  it("that somebody else has is refused with the way out", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(serveHttp({ host: "127.0.0.1", port }, told)).rejects.toMatchObject({
      code: "port-taken",
      message: `Another program listens on port ${port} of 127.0.0.1.`,
      hint: expect.stringContaining("http.port in config/tank.yml"),
    });
    other.close();
  });

  it("on an address that this machine has not is refused too", async () => {
    await expect(serveHttp({ host: "192.0.2.1", port: 1234 }, told)).rejects.toMatchObject({ code: "no-such-host" });
  });

  it("answers nothing but GET of its two pages", async () => {
    await using desk = await serveHttp({ host: "127.0.0.1", port: 0 }, told);
    const codes = async (path: string, method: string) => (await fetch(`${desk.url}${path}`, { method })).status;
    expect(await codes("/healthz", "GET")).toBe(200);
    expect(await codes("/healthz?verbose=1", "HEAD")).toBe(200);
    expect(await codes("/healthz", "POST")).toBe(405);
    expect(await codes("/", "GET")).toBe(404);
    expect(await codes("/metrics/../healthz/..", "GET")).toBe(404);
  });
});

describe("R27: while PostgreSQL is away", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
    await createTemplate(server.url);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it("a bot and a worker are red at once, say so, and are green again when it is back", async () => {
    await using own = await createDatabase(server.url);
    const watch = watchTank();
    const worker = watchWorker("local");
    const states: string[] = [];
    await using database = await openPostgres(own.url, {
      onError,
      onState(state) {
        states.push(state);
        watch.onDatabase(state);
        worker.onDatabase(state);
      },
    });
    const around = { database, seasonId: 1, plan: localPlan, watch, patienceMs: 1000 };
    await using bot = await serveOperations({ host: "127.0.0.1", port: 0 }, around, log);
    await using mine = await worker.serve({ host: "127.0.0.1", port: 0 }, database, log);
    const status = async ({ url }: { readonly url: string }) =>
      JSON.parse(await (await fetch(`${url}/healthz`)).text());
    const databaseIn = (health: { readonly parts: readonly { readonly part: string }[] }) =>
      health.parts.find(({ part }) => part === "database");
    expect(databaseIn(await status(bot))).toMatchObject({ status: "green" });
    await server.order("stop");
    for (const desk of [bot, mine]) {
      await expect
        .poll(async () => databaseIn(await status(desk)), { timeout: 20_000 })
        .toMatchObject({
          status: "red",
          since: expect.stringMatching(/Z$/),
          todo: expect.stringContaining("DATABASE_URL"),
        });
    }
    const down = readMetrics(await (await fetch(`${bot.url}/metrics`)).text());
    expect(down.get("tank_database_up")).toBe(0);
    expect([...down.keys()].filter((name) => name.startsWith("tank_outbox"))).toEqual([]);
    await server.order("start");
    for (const desk of [bot, mine]) {
      await expect
        .poll(async () => databaseIn(await status(desk)), { timeout: 20_000 })
        .toMatchObject({ status: "green" });
    }
    expect(states).toEqual(["lost", "back"]);
  });
});

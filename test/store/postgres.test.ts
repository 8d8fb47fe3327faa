import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { describe, expect, inject, it } from "vitest";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { databaseKinds, openWorld } from "../play/world.ts";
import { createDatabase, execute } from "../postgres/databases.ts";

const onError = (error: Error): never => {
  throw error;
};

describe("R8: PostgreSQL", () => {
  it("is migrated once, whichever of five processes starts first", async () => {
    await using own = await createDatabase(inject("postgresUrl"), { empty: true });
    const program = fileURLToPath(new URL("open-process.ts", import.meta.url));
    const children = Array.from({ length: 5 }, () => {
      const argv = ["--disable-warning=ExperimentalWarning", program, own.url];
      const child = spawn(process.execPath, argv, { stdio: ["pipe", "pipe", "inherit"] });
      return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator](), exit: once(child, "exit") };
    });
    for (const { lines } of children) expect(await lines.next()).toMatchObject({ value: "ready" });
    for (const { child } of children) child.stdin.write("go\n");
    for (const { lines } of children) expect(await lines.next()).toMatchObject({ value: "open 1" });
    for (const { child } of children) child.stdin.end();
    for (const { exit } of children) expect(await exit).toEqual([0, null]);
    await using database = await openPostgres(own.url, { onError });
    expect(await database.db.selectFrom("season").select("name").execute()).toEqual([{ name: "shared" }]);
    expect(await database.db.selectFrom("problem_version").select("version").execute()).toEqual([{ version: 1 }]);
  });

  it("of a newer version is refused", async () => {
    await using own = await createDatabase(inject("postgresUrl"));
    await execute(own.url, "insert into kysely_migration values ('999-from-the-future', '2030-01-01T00:00:00.000Z')");
    await expect(openPostgres(own.url, { onError })).rejects.toMatchObject({
      code: "newer-schema",
      message: expect.stringContaining("999-from-the-future"),
    });
  });
});

describe("a DATABASE_URL that leads nowhere", () => {
  const server = new URL(inject("postgresUrl"));
  const other = (change: (url: URL) => void) => {
    const url = new URL(server);
    url.pathname = "/postgres";
    change(url);
    return url.href;
  };

  it.each([
    ["a wrong password", other((url) => (url.password = "hunter2")), "database-refused", /user or password/],
    ["a wrong user", other((url) => (url.username = "nobody")), "database-refused", /user or password/],
    ["no such database", other((url) => (url.pathname = "/nowhere")), "database-refused", /no such database/],
    ["nobody listening", other((url) => (url.port = "1")), "database-refused", /can't be reached/],
    ["an unknown host", other((url) => (url.hostname = "nowhere.invalid")), "database-refused", /can't be reached/],
    ["TLS where there is none", other((url) => (url.search = "?sslmode=verify-full")), "database-refused", /connect/],
    ["another kind of address", "mysql://tank:hunter2@localhost/tank", "database-url", /not the address/],
    ["no address", "hunter2 at localhost", "database-url", /not the address/],
  ])("(%s) is refused by its name, without its password", async (_, url, code, message) => {
    const refusal = await openPostgres(url, { onError }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: "UserError", code, message: expect.stringMatching(message) });
    expect(refusal).toMatchObject({
      message: expect.stringContaining("DATABASE_URL"),
      hint: expect.stringMatching(/\S/),
    });
    const shown = JSON.stringify(refusal, Object.getOwnPropertyNames(refusal));
    expect(shown).not.toContain("hunter2");
    expect(shown).not.toContain(server.password);
  });
});

describe.each(databaseKinds)("rows on the %s database", (kind) => {
  it("have numbers, dates and objects of the same types", async () => {
    await using world = await openWorld(kind);
    const { rows } = await sql<Record<string, unknown>>`
      select count(*) as counted, 5000000000 as large, sum(1) as summed, 1.5::float8 as real,
        '2026-03-02T09:00:00.123Z'::timestamptz as at, '{"a": [1, null]}'::jsonb as body, true as yes
    `.execute(world.database.db);
    expect(rows).toEqual([
      {
        counted: 1,
        large: 5_000_000_000,
        summed: 1,
        real: 1.5,
        at: new Date("2026-03-02T09:00:00.123Z"),
        body: { a: [1, null] },
        yes: true,
      },
    ]);
  });
});

describe("work that is done alone", () => {
  it("never starves for connections, however many names there are", async () => {
    await using world = await openWorld("postgres");
    const { database } = world;
    const done = await Promise.all(
      Array.from({ length: 40 }, (_, name) =>
        database.alone(`name ${name}`, async () => {
          await database.transaction((tx) => sql`select 1`.execute(tx));
          return name;
        }),
      ),
    );
    expect(done).toHaveLength(40);
  });
});

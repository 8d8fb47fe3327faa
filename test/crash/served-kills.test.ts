import { afterAll, beforeAll, expect, it } from "vitest";
import { createTemplate } from "../postgres/databases.ts";
import { type PostgresServer, startPostgres } from "../postgres/start-postgres.ts";
import { everythingBroken, killAtRandom } from "./served-kills.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
  await createTemplate(server.url);
});
afterAll(() => server[Symbol.asyncDispose]());

/** `npm run bench -- served-kills` kills 200 times. */
it("R1, R3: a bot, workers and their database server, killed at random moments, lose nothing and do nothing twice", async () => {
  const wish = { kills: 6, seasons: 2, rounds: 2, workers: 2, withinMs: 3000, random: Math.random };
  const killed = await killAtRandom(server, wish);
  expect(everythingBroken(killed)).toEqual([]);
  expect(killed.verdicts).toBe(killed.begun * wish.seasons * wish.rounds * 3);
}, 240_000);

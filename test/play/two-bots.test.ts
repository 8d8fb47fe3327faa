import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Channel, createAnnouncer } from "../../src/bot/announce.ts";
import { openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { openPostgres } from "../../src/rounds/store/postgres.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { newSeason, openWorld, pitch, reportOf, runAll } from "./world.ts";

const onError = (error: Error): never => {
  throw error;
};

describe("R1: two bots on one PostgreSQL", () => {
  it("post each announcement once between them, in order", async () => {
    await using world = await openWorld("postgres");
    await using other = await openPostgres(world.databaseUrl ?? "", { onError });
    const season = await newSeason(world);
    const { id } = await getSeason(world.database.db, season);
    const posts: string[] = [];
    // A platform that is slow, and hides from the lookup what it has just taken.
    const channel: Channel = {
      name: "#kernels",
      find: async () => null,
      async post({ kind }) {
        await setImmediate();
        posts.push(kind);
        return kind;
      },
    };
    const bots = [world.database, other].map((database) =>
      createAnnouncer(database, id, channel, () => world.clock.at),
    );
    const deliver = () => Promise.all([...bots, ...bots].map((bot) => bot.deliver()));
    await openRound(world.game, { season, title: "A round", host: "hanna" });
    await runAll(world, season, (run) => reportOf(run, 1));
    await deliver();
    await pitch(world, season, { title: "mine" });
    await openVoting(world.game, season);
    await deliver();
    expect(posts).toEqual(["round-opened", "pitched", "voting-opened"]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import { castBallot } from "../../src/rounds/play/votes/cast-ballot.ts";
import { once } from "../../src/rounds/store/inbox.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import {
  databaseKinds,
  newSeason,
  openWorld,
  pitch,
  playedProblem,
  reportOf,
  runAll,
  vote,
  type World,
} from "./world.ts";

let world: World;

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function votingRound(season: string) {
    const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
    await runAll(world, season, (run) => reportOf(run, 1));
    await pitch(world, season, { title: "mine", author: "ada" });
    await openVoting(world.game, season);
    return id;
  }

  describe("R10: an event", () => {
    it("that is delivered four times at once has one effect", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season);
      const ballot = { shark: "sid", fund: "A", chances: { A: 60 } };
      const deliver = () =>
        once(world.database, `${season}:event`, world.clock.at, (database) =>
          castBallot({ ...world.game, database }, { season, ballot }),
        );
      const answers = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
      expect(answers.filter(({ repeated }) => !repeated)).toMatchObject([{ result: { changed: false } }]);
      expect(await deliver()).toEqual({ repeated: true });
      const changes = await world.database.db
        .selectFrom("ballot_change")
        .selectAll()
        .where("round_id", "=", id)
        .execute();
      expect(changes).toHaveLength(1);
    });

    it("that was refused may come again", async () => {
      const season = await newSeason(world);
      const open = () =>
        once(world.database, `${season}:early`, world.clock.at, (database) =>
          openVoting({ ...world.game, database }, season),
        );
      await expect(open()).rejects.toMatchObject({ code: "no-open-round" });
      await openRound(world.game, { season, title: "A round", host: "hanna" });
      await runAll(world, season, (run) => reportOf(run, 1));
      await pitch(world, season, { title: "mine" });
      expect(await open()).toMatchObject({ repeated: false, result: { now: { state: "voting" } } });
    });
  });

  describe("two bots at once", () => {
    it("open one round between them; the other is told", async () => {
      const season = await newSeason(world);
      const open = () => openRound(world.game, { season, title: "A round", host: "hanna" });
      const ends = await Promise.allSettled([open(), open(), open()]);
      expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const end of ends) if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "round-open" });
    });

    it("start one season between them", async () => {
      const name = await newSeason(world);
      const { settings } = await getSeason(world.database.db, name);
      const start = {
        settings: { ...settings, name: `${name}-again` },
        problem: playedProblem,
        baseline: { "kernel.ts": "// b" },
      };
      const rows = await Promise.all([1, 2, 3].map(() => startSeason(world.game, start)));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    });

    it("count one ballot a shark, even a changed one", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season);
      await Promise.all([20, 40, 60, 80].map((percent) => vote(world, season, "sue", "A", { A: percent })));
      const rows = await world.database.db.selectFrom("ballot").select("changes").where("round_id", "=", id).execute();
      expect(rows).toEqual([{ changes: 3 }]);
    });
  });
});

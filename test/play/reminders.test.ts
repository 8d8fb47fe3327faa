import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestDue } from "../../src/rounds/play/digest-due.ts";
import { extendDeadline } from "../../src/rounds/play/extend-deadline.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { withdrawPitch } from "../../src/rounds/play/pitches/withdraw-pitch.ts";
import { remindDue } from "../../src/rounds/play/remind-due.ts";
import { panelOf } from "../../src/rounds/store/ballots.ts";
import { owedSince } from "../../src/rounds/store/outbox.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { databaseKinds, newSeason, openWorld, pitch, reportOf, runAll, vote, type World } from "./world.ts";

let world: World;

const at = (text: string) => {
  world.clock.at = new Date(text);
};
const idOf = async (season: string) => (await getSeason(world.database.db, season)).id;

/** A vote that was opened on a Monday at 09:00 and closes six hours later. */
async function votingRound(): Promise<{ readonly season: string; readonly id: number }> {
  at("2026-03-02T09:00:00Z");
  const season = await newSeason(world, { rules: { deadlines: { voting: "6h" } } });
  const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
  await pitch(world, season, { title: "mine" });
  await openVoting(world.game, season);
  return { season, id };
}

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  describe("a vote is brought to mind", () => {
    const remind = async (season: string) => remindDue(world.game, await idOf(season));

    it("in its last hour, once", async () => {
      const { season, id } = await votingRound();
      at("2026-03-02T13:59:00Z");
      expect(await remind(season)).toBe(false);
      at("2026-03-02T14:00:00Z");
      expect(await Promise.all([remind(season), remind(season)])).toContain(true);
      expect(await remind(season)).toBe(false);
      const of = { seasonId: await idOf(season), roundId: id, kind: "vote-reminder" } as const;
      expect(await owedSince(world.database.db, of, null)).toHaveLength(1);
    });

    it("not while it was opened just now, and not once it has closed", async () => {
      const { season } = await votingRound();
      await extendDeadline(world.game, { season, host: "hanna", until: "2026-03-02 09:40" });
      at("2026-03-02T09:30:00Z");
      expect(await remind(season)).toBe(false);
      const other = await votingRound();
      at("2026-03-02T14:30:00Z");
      await vote(world, other.season, "sue", "A", { A: 60 });
      await closeVoting(world.game, other.season);
      expect(await remind(other.season)).toBe(false);
    });

    it("to whoever has voted in the season before", async () => {
      const { season } = await votingRound();
      await vote(world, season, "sue", "A", { A: 60 });
      await vote(world, season, "sid", "A", { A: 40 });
      expect(await panelOf(world.database.db, await idOf(season))).toEqual(["sid", "sue"]);
    });
  });

  describe("the bench's digest", () => {
    const digest = async (season: string) => digestDue(world.game, await idOf(season));
    const told = async (season: string) =>
      owedSince(world.database.db, { seasonId: await idOf(season), roundId: null, kind: "bench-digest" }, null);

    it("comes once on a working day's morning, with what is new and still there", async () => {
      at("2026-03-06T15:00:00Z");
      const season = await newSeason(world);
      expect(await digest(season)).toBe(false);
      const first = await pitch(world, season, { title: "one" });
      await pitch(world, season, { title: "two" });
      await withdrawPitch(world.game, { season, letter: "B", by: "ada" });
      expect(await Promise.all([digest(season), digest(season)])).toContain(true);
      expect(await told(season)).toMatchObject([{ body: { pitches: [first.id] } }]);
      await pitch(world, season, { title: "three" });
      // The same Friday, a weekend, and too early on Monday.
      for (const early of ["2026-03-06T18:00:00Z", "2026-03-07T12:00:00Z", "2026-03-09T08:59:00Z"]) {
        at(early);
        expect(await digest(season)).toBe(false);
      }
      at("2026-03-09T09:00:00Z");
      expect(await digest(season)).toBe(true);
      expect(await told(season)).toHaveLength(2);
      at("2026-03-10T09:00:00Z");
      expect(await digest(season)).toBe(false);
    });

    it("is not owed for what was all taken back before the morning", async () => {
      at("2026-03-06T20:00:00Z");
      const season = await newSeason(world);
      await pitch(world, season, { title: "one" });
      await withdrawPitch(world.game, { season, letter: "A", by: "ada" });
      at("2026-03-09T10:00:00Z");
      expect(await digest(season)).toBe(false);
      expect(await told(season)).toEqual([]);
      await pitch(world, season, { title: "two" });
      expect(await digest(season)).toBe(true);
    });
  });
});

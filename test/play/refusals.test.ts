import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roundView } from "../../src/rounds/memory/round-view.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { databaseKinds, newSeason, openWorld, pitch, reportOf, runAll, vote, type World } from "./world.ts";

let world: World;

async function pitchingRound(season: string) {
  const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
  return id;
}

async function votingRound(season: string) {
  const id = await pitchingRound(season);
  await pitch(world, season, { title: "mine", author: "ada" });
  await openVoting(world.game, season);
  return id;
}

/** Everything a person reads in a refusal. */
const refusal = (code: string) => ({
  name: "UserError",
  code,
  message: expect.stringMatching(/\S/),
  hint: expect.stringMatching(/\S/),
});

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  describe("what is refused, and why", () => {
    it("a second open round", async () => {
      const season = await newSeason(world);
      await pitchingRound(season);
      await expect(pitchingRound(season)).rejects.toMatchObject(refusal("round-open"));
    });

    it("a season that isn't there", async () => {
      await expect(openRound(world.game, { season: "nope", title: "x", host: "h" })).rejects.toMatchObject(
        refusal("unknown-season"),
      );
    });

    it("an eliminated approach without an answer; with one it is taken", async () => {
      const season = await newSeason(world);
      await pitchingRound(season);
      await expect(pitch(world, season, { title: "again", approach: "dead" })).rejects.toMatchObject(
        refusal("eliminated"),
      );
      await expect(
        pitch(world, season, {
          title: "again",
          approach: "dead",
          answer: "This time the epilogue is fused into the loop.",
        }),
      ).resolves.toMatchObject({ letter: "A" });
    });

    it("code that was measured against this very baseline, with its verdict", async () => {
      const season = await newSeason(world);
      await votingRound(season);
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      await runAll(world, season, (run) => reportOf(run, 0.7));
      await pitchingRound(season);
      await expect(pitch(world, season, { title: "renamed", approach: "tiles", code: "mine" })).rejects.toMatchObject({
        ...refusal("already-measured"),
        message: expect.stringContaining("round 1: slower"),
      });
    });

    it("a vote before the vote and after it, while a late pitch lands on the bench", async () => {
      const season = await newSeason(world);
      await pitchingRound(season);
      await expect(vote(world, season, "sid", "none", {})).rejects.toMatchObject(refusal("not-voting"));
      await pitch(world, season, { title: "mine" });
      await openVoting(world.game, season);
      await expect(pitch(world, season, { title: "late" })).resolves.toMatchObject({ letter: "A", round: null });
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      await expect(vote(world, season, "sue", "A", { A: 60 })).rejects.toMatchObject(refusal("not-voting"));
    });

    it("a vote on one's own pitch, on a pitch that isn't there, and a fund without a chance", async () => {
      const season = await newSeason(world);
      await votingRound(season);
      await expect(vote(world, season, "ada", "A", { A: 99 })).rejects.toMatchObject(refusal("own-pitch"));
      await expect(vote(world, season, "ada", "none", { A: 1 })).rejects.toMatchObject(refusal("own-pitch"));
      await expect(vote(world, season, "sid", "Z", { Z: 50 })).rejects.toMatchObject(refusal("unknown-pitch"));
      await expect(vote(world, season, "sid", "A", {})).rejects.toMatchObject(refusal("no-chance-stated"));
    });

    it("a chance of 150%, and a pitch without a prediction", async () => {
      const season = await newSeason(world);
      await votingRound(season);
      await expect(vote(world, season, "sid", "A", { A: 150 })).rejects.toMatchObject(refusal("invalid"));
      const content = { title: "x", approach: "stages", authors: ["ada"], prediction: { low: 2, high: 1 } };
      await expect(submitPitch(world.game, { season, content, files: null })).rejects.toMatchObject(refusal("invalid"));
    });

    it("a vote without a pitch, and closing a vote that isn't open", async () => {
      const season = await newSeason(world);
      await pitchingRound(season);
      await expect(openVoting(world.game, season)).rejects.toMatchObject(refusal("too-few-pitches"));
      await expect(closeVoting(world.game, season)).rejects.toMatchObject(refusal("wrong-phase"));
    });
  });

  describe("R15: ballots", () => {
    it("one a shark a round: ten at once leave one, and every change is kept", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season);
      await Promise.all(Array.from({ length: 10 }, (_, p) => vote(world, season, "sid", "A", { A: p * 10 })));
      const count = async (table: "ballot" | "ballot_change") =>
        (await world.database.db.selectFrom(table).selectAll().where("round_id", "=", id).execute()).length;
      expect([await count("ballot"), await count("ballot_change")]).toEqual([1, 10]);
    });

    it("leak nothing before the vote closes: not who, not what, not why", async () => {
      const season = await newSeason(world);
      const id = await votingRound(season);
      await vote(world, season, "sid", "A", { A: 61.5 });
      const view = await roundView(world.database.db, id);
      expect(view).toMatchObject({ tally: null, reasons: [] });
      expect(JSON.stringify(view)).not.toContain("61.5");
      expect(JSON.stringify(view)).not.toContain("sid");
      await closeVoting(world.game, season);
      expect((await roundView(world.database.db, id)).tally?.support).toMatchObject([{ funds: 1, meanPercent: 61.5 }]);
    });

    it("too few of them are the host's question", async () => {
      const season = await newSeason(world, { rules: { minimumSharks: 2 } });
      await votingRound(season);
      await vote(world, season, "sid", "A", { A: 60 });
      const round = await closeVoting(world.game, season);
      expect(round.now).toMatchObject({ state: "needs-host", question: "no-ballots" });
    });
  });
});

import { once } from "node:events";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchDeadlines } from "../../src/bot/deadlines.ts";
import { closeDue } from "../../src/rounds/play/close-due.ts";
import { extendDeadline } from "../../src/rounds/play/extend-deadline.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { decisionsOf } from "../../src/rounds/store/decisions.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { getRound, lockRound } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { announced, databaseKinds, newSeason, openWorld, pitch, reportOf, runAll, vote, type World } from "./world.ts";

let world: World;

const deadlines = { pitching: "2h", voting: "1d", building: "2d" };
const stateOf = async (id: number) => (await getRound(world.database.db, id)).round.now;
const deadlineOf = async (id: number) => (await getRound(world.database.db, id)).deadlineAt?.toISOString() ?? null;

/** The clock goes on by so many hours. */
function pass(hours: number): void {
  world.clock.at = new Date(world.clock.at.getTime() + hours * 3_600_000);
}

async function close(season: string) {
  return closeDue(world.game, (await getSeason(world.database.db, season)).id);
}

async function pitchingRound(rules: object = {}) {
  const season = await newSeason(world, { rules: { deadlines, ...rules } });
  const id = await openRound(world.game, { season, title: "A round", host: "hanna" });
  await runAll(world, season, (run) => reportOf(run, 1));
  return { season, id };
}

async function votingRound(rules: object = {}, code: string | null = "mine") {
  const round = await pitchingRound(rules);
  await pitch(world, round.season, { title: "mine", author: "ada", code });
  await openVoting(world.game, round.season);
  return round;
}

const lost = { outcome: "fault", kind: "lost", message: "the machine went away", log: "" } as const;

describe.each(databaseKinds)("on the %s database:", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(async () => {
    expect(await brokenInvariants(world.database.db)).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  describe("a phase's deadline", () => {
    it("is set as each phase begins, kept within it, and gone where nobody is waited for", async () => {
      world.clock.at = new Date("2026-03-06T09:00:00Z");
      const { season, id } = await pitchingRound();
      expect(await deadlineOf(id)).toBe("2026-03-06T11:00:00.000Z");
      await pitch(world, season, { title: "later", author: "ada", code: null });
      pass(1);
      await openVoting(world.game, season);
      // Friday to Monday.
      expect(await deadlineOf(id)).toBe("2026-03-09T10:00:00.000Z");
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      expect(await stateOf(id)).toMatchObject({ state: "building" });
      expect(await deadlineOf(id)).toBe("2026-03-10T10:00:00.000Z");
      pass(24 * 7);
      await close(season);
      expect(await stateOf(id)).toMatchObject({ state: "decided" });
      expect(await deadlineOf(id)).toBeNull();
    });

    it("is a round's own where its terms have one", async () => {
      world.clock.at = new Date("2026-03-02T09:00:00Z");
      const { season, id } = await pitchingRound();
      await pitch(world, season, { title: "mine" });
      await world.database.transaction(async (tx) => {
        const { round } = await lockRound(tx, id);
        const terms = JSON.stringify({ ...round.terms, deadlines: { voting: "90m" } });
        await tx.updateTable("round").set({ terms }).where("id", "=", id).execute();
      });
      await openVoting(world.game, season);
      expect(await deadlineOf(id)).toBe("2026-03-02T10:30:00.000Z");
    });

    it("without one, a phase waits for its host for ever", async () => {
      const { season, id } = await pitchingRound({ deadlines: {} });
      expect(await deadlineOf(id)).toBeNull();
      pass(24 * 365);
      expect(await close(season)).toBeNull();
      expect(await stateOf(id)).toEqual({ state: "pitching" });
    });
  });

  describe("the clock", () => {
    it("does nothing a second before the deadline, and opens the vote at it", async () => {
      const { season, id } = await pitchingRound();
      await pitch(world, season, { title: "mine" });
      pass(2 - 1 / 3600);
      expect(await close(season)).toBeNull();
      pass(1 / 3600);
      expect(await close(season)).toEqual({ round: 1, ended: "pitching", now: "voting" });
      expect(await stateOf(id)).toEqual({ state: "voting" });
      expect(await close(season)).toBeNull();
    });

    it("cancels a round that nobody pitched in, and says why", async () => {
      const { season, id } = await pitchingRound();
      pass(3);
      await close(season);
      const now = await stateOf(id);
      expect(now).toMatchObject({
        state: "cancelled",
        reason: expect.stringMatching(
          /^Round 1 has 0 of the 1 pitches that a vote needs by \w{3} \d+ \w{3} 2\d{3}, \d\d:00 \(UTC\), when pitching closed\.$/,
        ),
      });
      expect(await decisionsOf(world.database.db, id)).toMatchObject([{ host: "the clock", decision: "cancel" }]);
      expect((await announced(world, season)).at(-1)).toBe("cancelled");
    });

    it("counts the ballots; too few sharks are the host's question, and after 24 h the round is cancelled", async () => {
      const { season, id } = await votingRound({ minimumSharks: 2 });
      await vote(world, season, "sid", "A", { A: 60 });
      pass(24 * 4);
      expect(await close(season)).toMatchObject({ ended: "voting", now: "needs-host" });
      pass(23);
      expect(await close(season)).toBeNull();
      pass(1);
      expect(await close(season)).toMatchObject({ ended: "needs-host", now: "cancelled" });
      expect(await decisionsOf(world.database.db, id)).toEqual([
        {
          host: "the clock",
          decision: "cancel",
          reason: "Its host's question stood unanswered for 24h, and too few sharks had voted.",
        },
      ]);
    });

    it("calls a funded pitch without code not built", async () => {
      const { season, id } = await votingRound({}, null);
      await vote(world, season, "sid", "A", { A: 60 });
      pass(24 * 4);
      await close(season);
      expect(await stateOf(id)).toMatchObject({ state: "building" });
      pass(24 * 6);
      await close(season);
      expect(await stateOf(id)).toMatchObject({ state: "decided", promoted: null });
      expect(await announced(world, season)).toContain("verdict");
    });

    it("promotes nothing where the host leaves a mixed verdict alone", async () => {
      const { season, id } = await votingRound({});
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      await runAll(world, season, (run) => {
        const [fast, slow] = [reportOf(run, 2), reportOf(run, 0.8)];
        return { ...fast, cases: [...fast.cases.slice(0, 1), ...slow.cases.slice(1)] };
      });
      expect(await stateOf(id)).toMatchObject({ state: "needs-host", question: "mixed" });
      pass(24);
      await close(season);
      expect(await stateOf(id)).toMatchObject({ state: "decided", promoted: null });
      expect(await decisionsOf(world.database.db, id)).toEqual([
        {
          host: "the clock",
          decision: "promote nothing",
          reason: "Its host's question stood unanswered for 24h: nothing is promoted.",
        },
      ]);
    });

    it("decides without the runs that a dead runner owes, and cancels where the baseline was never checked", async () => {
      const { season, id } = await votingRound({});
      await vote(world, season, "sid", "A", { A: 60 });
      await closeVoting(world.game, season);
      for (const _ of [1, 2, 3]) await runAll(world, season, () => lost);
      pass(24);
      await close(season);
      expect(await stateOf(id)).toMatchObject({ state: "decided", promoted: null });
      const next = await openRound(world.game, { season, title: "Again", host: "hanna" });
      for (const _ of [1, 2, 3]) await runAll(world, season, () => lost);
      pass(24);
      await close(season);
      expect(await stateOf(next)).toMatchObject({
        state: "cancelled",
        reason: "Its host's question stood unanswered for 24h, and the runner could not check the baseline.",
      });
    });

    it("moves a round once, however many bots look at the same time", async () => {
      const { season } = await pitchingRound();
      await pitch(world, season, { title: "mine" });
      pass(2);
      const closed = await Promise.all([1, 2, 3, 4].map(() => close(season)));
      expect(closed.filter((each) => each !== null)).toHaveLength(1);
      expect((await announced(world, season)).filter((each) => each === "voting-opened")).toHaveLength(1);
    });

    it("takes no ballot at the deadline or after it, even before anybody has counted", async () => {
      world.clock.at = new Date("2026-03-02T09:00:00Z");
      const { season } = await votingRound();
      pass(24 - 1 / 3600);
      await vote(world, season, "sid", "A", { A: 60 });
      pass(1 / 3600);
      await expect(vote(world, season, "sue", "A", { A: 60 })).rejects.toMatchObject({
        code: "deadline-passed",
        message: "The vote of round 1 closed at Tue 3 Mar 2026, 09:00 (UTC).",
      });
    });
  });

  describe("a host", () => {
    it("gives a phase more time, from its deadline on, and the reason is kept", async () => {
      world.clock.at = new Date("2026-03-02T09:00:00Z");
      const { season, id } = await pitchingRound();
      await pitch(world, season, { title: "mine" });
      await extendDeadline(world.game, { season, host: "hanna", by: "90m", reason: "lunch" });
      expect(await deadlineOf(id)).toBe("2026-03-02T12:30:00.000Z");
      pass(3);
      expect(await close(season)).toBeNull();
      pass(1);
      expect(await close(season)).toMatchObject({ now: "voting" });
      expect(await decisionsOf(world.database.db, id)).toEqual([
        { host: "hanna", decision: "extend pitching to Mon 2 Mar 2026, 12:30 (UTC)", reason: "lunch" },
      ]);
    });

    it("may set a deadline in the season's time zone where there was none", async () => {
      world.clock.at = new Date("2026-03-02T09:00:00Z");
      const { season, id } = await pitchingRound({ deadlines: {}, timezone: "America/New_York" });
      await extendDeadline(world.game, { season, host: "hanna", until: "2026-03-02 18:00" });
      expect(await deadlineOf(id)).toBe("2026-03-02T23:00:00.000Z");
    });
  });

  it("a time that is none is refused, whoever passes it on", async () => {
    const { season } = await pitchingRound();
    await expect(extendDeadline(world.game, { season, host: "hanna", by: "soon" })).rejects.toMatchObject({
      code: "bad-time",
      message: '"soon" is no time.',
      hint: "Write it as 90m, 4h or 2d (working days).",
    });
  });

  it("the bot's own loop ends what is due, tells it, and stops with its signal", async () => {
    const { season, id } = await pitchingRound();
    await pitch(world, season, { title: "mine" });
    pass(2);
    const stop = new AbortController();
    let told = 0;
    const watching = watchDeadlines({
      game: world.game,
      seasonId: (await getSeason(world.database.db, season)).id,
      log: pino({ enabled: false }),
      onOwed: async () => {
        told++;
        stop.abort();
      },
      signal: stop.signal,
    });
    await once(stop.signal, "abort");
    await watching;
    expect(told).toBe(1);
    expect(await stateOf(id)).toEqual({ state: "voting" });
  });
});

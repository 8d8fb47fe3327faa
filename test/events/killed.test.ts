import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventId } from "../../src/bot/events/event-of.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { askQuestion } from "../../src/rounds/play/talk/ask-question.ts";
import { openEmbedded } from "../../src/rounds/store/embedded.ts";
import { ChildProgram } from "../crash/child-program.ts";
import { newSeason, pitch, type World } from "../play/world.ts";
import { owed } from "./played.ts";
import { Receiver, secret } from "./receiver.ts";

const fail = (error: Error): never => {
  throw error;
};

it("R11: a bot that is killed at any edge of a delivery tells a webhook everything, in order, under the same id", {
  timeout: 200_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tank-told-"));
  await using receiver = await Receiver.open();
  try {
    const database = await openEmbedded(folder, fail);
    const clock = { at: new Date(), now: () => clock.at };
    const game = { database, clock, secretSeed: () => "0".repeat(64) };
    const world: World = { database, game, clock, databaseUrl: null, [Symbol.asyncDispose]: async () => {} };
    const season = await newSeason(world);
    await openRound(game, { season, title: "A round", host: "hanna", kind: "repair" });
    await pitch(world, season, { title: "one" });
    for (const by of ["sue", "sid", "sol"]) await askQuestion(game, { season, by, letter: "A", text: "Why?" });
    const ids = (await owed(world, season)).map(eventId);
    await database[Symbol.asyncDispose]();
    const told = async (killAt?: string) => {
      const argv = [folder, season, receiver.url, secret, ...(killAt === undefined ? [] : [killAt])];
      await using program = new ChildProgram("../events/told-process.ts", argv);
      const [code, signal] = await program.exit;
      expect({ code, signal, errors: program.errors() }).toEqual(
        killAt === undefined ? { code: 0, signal: null, errors: "" } : { code: null, signal: "SIGKILL", errors: "" },
      );
    };
    for (const edge of ["before-post", "after-post", "before-mark", "after-mark", "after-post:2"]) await told(edge);
    await told();
    await told();
    const taken = receiver.taken.map(({ id }) => id);
    expect([...new Set(taken)]).toEqual(ids);
    // Three died between the post and its mark.
    expect(taken).toHaveLength(ids.length + 3);
    expect(taken).toEqual(taken.toSorted((a, b) => ids.indexOf(a) - ids.indexOf(b)));
    expect(receiver.faults).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

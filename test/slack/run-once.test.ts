import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runOnce } from "../../src/bot/chat/listening/run-once.ts";
import type { ReadGit } from "../../src/bot/command.ts";
import { runCommand, type Tank } from "../../src/bot/commands/run-command.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { databaseKinds, newSeason, openWorld, type World } from "../play/world.ts";

let world: World;

const text = '/pitch "From git" approach=stages speedup=1.5 from=kernels@1a2b3c4:kernel.ts';
const bytes = new TextEncoder().encode("export const num_ab_stage: i32 = 2; // knob: 1..4\n");

async function tankWith(readGit: ReadGit): Promise<Tank> {
  const season = await newSeason(world);
  const readProblem = () => Promise.reject(new Error("no problem is read here"));
  return { game: world.game, season, log: pino({ enabled: false }), readProblem, readGit };
}

const pitch = (tank: Tank, eventId: string) =>
  runOnce(tank, eventId, (inner) => runCommand(inner, { by: "ada", text, files: [], readFile: () => null }));

describe.each(databaseKinds)("a command that comes as an event, on the %s database,", (kind) => {
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it("reads git while everybody else may use the database, and has its one effect after that", async () => {
    let reads = 0;
    const tank = await tankWith(async () => {
      reads++;
      // On the embedded database this would wait for ever for a transaction that is open meanwhile.
      await world.game.database.transaction(async (tx) => tx.selectFrom("season").select("id").execute());
      return { sha: "1a2b3c4".padEnd(40, "0"), files: [{ name: "kernel.ts", bytes }] };
    });
    expect(await pitch(tank, `${kind}-1`)).toMatchObject({ ok: true, facts: { pitch: { title: "From git" } } });
    expect(await pitch(tank, `${kind}-1`)).toBeNull();
    expect(reads).toBe(1);
  });

  it("is refused with what git said, and may come again", async () => {
    const tank = await tankWith(async () => {
      throw new UserError("git-missing", "There is no such commit.", "Name one that is pushed.");
    });
    const refused = { ok: false, error: { code: "git-missing", message: "There is no such commit." } };
    expect(await pitch(tank, `${kind}-2`)).toMatchObject(refused);
    expect(await pitch(tank, `${kind}-2`)).toMatchObject(refused);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Attachment } from "../../../src/bot/command.ts";
import { runCommand } from "../../../src/bot/commands/run-command.ts";
import { brokenInvariants } from "../../../src/rounds/store/invariants.ts";
import { UserError } from "../../../src/rounds/user-error.ts";
import { openTable, startRuns, type TestTable } from "../../commands/table.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { mutatedText } from "../mutated-text.ts";
import { oddFile } from "../odd-files.ts";
import { checkReply, readEverything } from "../read-everything.ts";
import { exampleLines, hostileLine } from "./command-lines.ts";

/** Lines that this very season understands, as the examples of the table are of another. */
const playedLines: readonly string[] = [
  '/pitch "Three stages" approach=stages speedup=1.5 num_ab_stage=3 reason="one thing" tagline="T" with=@bob',
  '/pitch "Dead again" approach=dead speedup=1.1-2 answer="it differs: num_ab_stage was 4 there" num_ab_stage=2|3',
  '/pitch "Wild" approach=wild-card speedup=2x evidence="line 12" risk=low mitigation="m" validation="v" parents=A',
  '/pitch edit A title="New" speedup=3 reason="other"',
  "/pitch code A num_ab_stage=4",
  "/pitch withdraw A endorses=B",
  '/vote A p=70 B=20 speedup=1.4 reason="it is likely"',
  "/vote none A=10 B=5",
  '/tank ask A "why is it faster?"',
  '/tank answer Q1 "because"',
  "/tank proof A case=one",
  '/tank open title="Again" kind=optimise bar=1.4 vote=off',
  '/tank lesson "M is small" approach=tiles status=viable',
  '/tank lesson "It deadlocks" knob=num_ab_stage says="CANNOT INCREASE"',
  '/tank ban @eve reason="noise"',
  '/tank decide promote=A reason="it won"',
  '/tank override A verdict="against the rules" reason="it cheats" round=1',
  '/tank rerun A reason="noise"',
  '/tank cancel reason="no time"',
  "/tank measure num_ab_stage=2",
  "/tank extend 2h",
  "/tank close",
];

const players = ["hanna", "ada", "bob", "sam", "eve"] as const;

const inputs = fc.record({
  by: fc.constantFrom(...players),
  text: fc.oneof(
    { arbitrary: mutatedText(playedLines, 2), weight: 8 },
    { arbitrary: mutatedText(exampleLines, 1), weight: 2 },
    { arbitrary: hostileLine, weight: 2 },
  ),
  files: fc.oneof(
    { arbitrary: fc.constant<readonly Attachment[]>([]), weight: 5 },
    { arbitrary: fc.array(oddFile, { maxLength: 2 }), weight: 1 },
  ),
  /** What becomes of the runs that wait. */
  speedup: fc.constantFrom(0.7, 1, 1.5),
});

const casesOfASeason = 60;
const casesBetweenLooks = 20;

export const playedCommands = fuzzTarget({
  name: "played-commands",
  about:
    "the same lines run on a real database, with files: no bug, no invariant broken, all that is stored read again",
  casesInTest: 120,
  inputs,
  async open() {
    const table = await openTable();
    let number = 0;
    return {
      async feed({ by, text, files, speedup }) {
        if (number % casesOfASeason === 0) await beginSeason(table, number / casesOfASeason);
        number += 1;
        const readFile = () => [];
        const reply = await runCommand(table.tank, { by, text, files, readFile });
        checkReply(reply, text, table.logged);
        if (number % casesBetweenLooks === 0) await look(table, speedup);
        if (reply.ok) return "accepted" as const;
        throw new UserError(reply.error.code, reply.error.message, reply.error.hint ?? "");
      },
      [Symbol.asyncDispose]: () => table[Symbol.asyncDispose](),
    };
  },
});

/** Each season is at another point of its round. */
async function beginSeason(table: TestTable, turn: number): Promise<void> {
  const settings = { rules: { minimumSharks: 1, proofTiming: true } };
  if (turn % 3 === 0) await table.pitching(settings);
  else await table.voting(settings);
  if (turn % 3 !== 2) return;
  await startRuns(table);
  await table.run({ A: 1.5, B: 0.7 });
}

async function look(table: TestTable, speedup: number): Promise<void> {
  const { database } = table.world;
  await table.run({ A: speedup, B: 1.2, C: 0.9 });
  assert.deepEqual(await brokenInvariants(database.db), []);
  for (const by of ["ada", "sam"])
    await readEverything(table.tank, by, ["/pitch show A", "/pitch show B", "/tank history"]);
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Reply, runFilled } from "../../../src/bot/commands/run-command.ts";
import { type BallotTap, readBallotAction } from "../../../src/bot/discord/forms/ballot-action.ts";
import {
  type BallotAnswer,
  forgetBallot,
  refusedBallot,
  tapBallot,
  typeBallot,
} from "../../../src/bot/discord/forms/ballot-desk.ts";
import { openForm } from "../../../src/bot/discord/forms/open-form.ts";
import { latestRound } from "../../../src/rounds/memory/find-round.ts";
import { findBallot } from "../../../src/rounds/store/ballots.ts";
import { openTable, type TestTable } from "../../commands/table.ts";
import { fillModal } from "./fill-modal.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

const tap = (kind: BallotTap, by = "sam") => tapBallot(table.tank, { round: 1, tap: kind }, by);
const chip = (letter: string, percent: number): BallotTap => ({ kind: "chip", letter, percent });

async function opened(by = "sam"): Promise<string> {
  const shown = await openForm(table.tank, { form: "vote" }, by);
  if (shown.kind !== "message") throw new Error(`it is a ${shown.kind}`);
  return shown.message.embeds[0]?.description ?? "";
}

/** As a listener does it. */
async function run(answer: BallotAnswer, by = "sam"): Promise<Reply> {
  if (answer.kind !== "run") throw new Error(`it is a ${answer.kind}: ${JSON.stringify(answer)}`);
  const { command, given, others } = answer;
  const reply = await runFilled(table.tank, { by, command, given, others, files: [] });
  if (reply.ok) await forgetBallot(table.tank, by);
  return reply;
}

async function ballot(by = "sam") {
  const { db } = table.world.database;
  const round = await latestRound(db, table.tank.season);
  return round === null ? null : findBallot(db, round.row.id, by);
}

describe("a ballot on Discord", () => {
  it("is filled in tap by tap, cast, changed and taken back", async () => {
    await table.voting();
    await tap(chip("A", 75));
    const early = await tap({ kind: "vote" });
    if (early.kind !== "message") throw new Error("it was cast");
    expect(early.message.embeds[0]?.description).toMatch(/^\*\*Choose which one to fund, or none\.\*\*/);
    await tap({ kind: "fund", fund: "A" });
    const numbers = await tap({ kind: "numbers", page: 1 });
    if (numbers.kind !== "modal") throw new Error("no modal");
    await typeBallot(table.tank, fillModal(numbers.modal, { "chance:B": "12.5", speedup: "1.2" }), "sam");
    const reason = await tap({ kind: "reason" });
    if (reason.kind !== "modal") throw new Error("no modal");
    await typeBallot(table.tank, fillModal(reason.modal, { reason: "It is short." }), "sam");
    expect(await opened()).toContain("So far: You fund A. · A 75% · B 12.5% · expecting 1.2x");

    expect(await run(await tap({ kind: "vote" }))).toMatchObject({ ok: true });
    expect(await ballot()).toMatchObject({
      chances: [{ percent: 75 }, { percent: 12.5 }],
      speedup: 1.2,
      reason: "It is short.",
    });

    await tap(chip("A", 95));
    expect(await run(await tap({ kind: "vote" }))).toMatchObject({ ok: true, facts: { changed: true } });
    await tap({ kind: "ask-back" });
    expect(await run(await tap({ kind: "take-back" }))).toMatchObject({ ok: true });
    expect(await ballot()).toBeNull();
    expect(await opened()).not.toContain("So far");
  });

  it("loses none of two quick taps, and mixes up no two sharks", async () => {
    await table.voting();
    await Promise.all([tap(chip("A", 5)), tap(chip("B", 95)), tap(chip("A", 50), "eve")]);
    expect(await opened()).toContain("So far: A 5% · B 95%");
    expect(await opened("eve")).toContain("So far: A 50%");
  });

  it("is refused as typed ones are, and kept", async () => {
    await table.voting();
    await tap(chip("A", 75));
    await tap({ kind: "fund", fund: "A" });
    const numbers = await tap({ kind: "numbers", page: 1 });
    if (numbers.kind !== "modal") throw new Error("no modal");
    await typeBallot(table.tank, fillModal(numbers.modal, { speedup: "fast" }), "sam");
    const reply = await run(await tap({ kind: "vote" }));
    if (reply.ok) throw new Error("it was taken");
    expect(reply.error.about).toEqual(["speedup"]);
    const shown = await refusedBallot(table.tank, "sam", reply.error);
    expect(shown.embeds[0]?.description).toMatch(/^\*\*speedup can't be "fast"/);
    expect(await opened()).toContain("expecting fastx");
  });

  it("of another round is refused, and of none that votes as well", async () => {
    await table.voting();
    const action = readBallotAction("form:vote:7:chip:A:25");
    if (action === null) throw new Error("no action");
    await expect(tapBallot(table.tank, action, "sam")).rejects.toMatchObject({ code: "form-of-another-round" });
    await table.pitching();
    await expect(tap(chip("A", 5))).rejects.toMatchObject({ code: "not-voting" });
  });
});

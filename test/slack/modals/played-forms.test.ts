import type { ViewOutput } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Reply, runFilled } from "../../../src/bot/commands/run-command.ts";
import { seasonKnobs } from "../../../src/bot/commands/season-knobs.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { errorsAtFields } from "../../../src/bot/slack/modals/errors-at-fields.ts";
import { pitchEditForm } from "../../../src/bot/slack/modals/pitch-edit-form.ts";
import { pitchForm } from "../../../src/bot/slack/modals/pitch-form.ts";
import { readForm } from "../../../src/bot/slack/modals/submitted-form.ts";
import { latestRound } from "../../../src/rounds/memory/find-round.ts";
import { pitchView } from "../../../src/rounds/memory/pitch-view.ts";
import { type RoundView, roundView } from "../../../src/rounds/memory/round-view.ts";
import { findBallot } from "../../../src/rounds/store/ballots.ts";
import { openTable, type TestTable } from "../../commands/table.ts";
import { kernel } from "../../play/world.ts";
import { type Answers, fillForm } from "./fill-form.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(async () => {
  await table[Symbol.asyncDispose]();
});

async function roundNow(): Promise<RoundView> {
  const round = await latestRound(table.world.database.db, table.tank.season);
  if (round === null) throw new Error("no round");
  return round;
}

async function handIn(by: string, view: ViewOutput, code?: string): Promise<Reply> {
  const { command, given, others, files } = readForm(view);
  const attached = files.map(({ name }) => ({ name, bytes: Buffer.from(code ?? "") }));
  return runFilled(table.tank, { by, command, given, others, files: attached });
}

async function pitching() {
  const view = await roundNow();
  const { number, round } = view.row;
  const knobs = await seasonKnobs(table.world.database.db, table.tank.season);
  const place = { number, kind: round.terms.kind, only: round.terms.only };
  return { season: view.season, round: place, approaches: view.approaches, knobs, takesGit: false };
}

const solid = { title: "Deep", approach: "stages", speedup: "1.5", "knob:num_ab_stage": "3" };

/** Where a pitch is refused: the inputs, and the line there. */
async function refusedAt(answers: Answers, code?: string) {
  const view = fillForm(pitchForm(await pitching()), { ...solid, ...answers }, code === undefined ? [] : ["kernel.ts"]);
  const reply = await handIn("ada", view, code);
  if (reply.ok) throw new Error(`it was taken: ${reply.card.title}`);
  return errorsAtFields(view, reply.error);
}

describe("a form that is handed in", () => {
  it("pitches, changes the pitch, and votes", async () => {
    await table.pitching();
    const pitched = await handIn("ada", fillForm(pitchForm(await pitching()), { ...solid, risk: "low" }));
    expect(pitched.ok).toBe(true);
    const { pitches } = await roundNow();
    expect(pitches[0]?.content).toMatchObject({
      title: "Deep",
      risk: "low",
      knobs: "num_ab_stage=3",
      authors: ["ada"],
    });

    const view = await pitchView(table.world.database.db, pitches[0]?.id ?? 0);
    const edit = pitchEditForm({ ...(await pitching()), view, only: null });
    const nothing = await handIn("ada", fillForm(edit));
    expect(nothing).toMatchObject({ ok: false, error: { code: "nothing-to-change" } });
    expect(await handIn("ada", fillForm(edit, { speedup: "1.2", "knob:num_ab_stage": "2|3|4" }))).toMatchObject({
      ok: true,
    });
    expect((await roundNow()).pitches[0]?.content).toMatchObject({
      title: "Deep",
      prediction: { low: 1.2, high: 1.2 },
      knobs: "num_ab_stage=2|3|4",
    });

    await table.say("hanna", "/tank close");
    const { row, pitches: frozen } = await roundNow();
    const facts = { season: table.tank.season, round: row.number, terms: row.round.terms, pitches: frozen };
    const ballot = ballotForm({ ...facts, shark: "sam", ballot: null });
    const missing = fillForm(ballot, { fund: "A" });
    const reply = await handIn("sam", missing);
    if (reply.ok) throw new Error("a ballot without a chance was taken");
    expect(errorsAtFields(missing, reply.error)).toEqual({
      "chance:A":
        "You fund A without saying how likely it is to succeed. " +
        "Add its chance in percent, from p=0 to p=100: p=70, say.",
    });
    expect(await handIn("sam", fillForm(ballot, { fund: "A", "chance:A": "70" }))).toMatchObject({ ok: true });
    expect(await findBallot(table.world.database.db, row.id, "sam")).toMatchObject({
      fund: frozen[0]?.id,
      chances: [{ percent: 70 }],
    });
    expect((await roundView(table.world.database.db, row.id)).ballotsCast).toBe(1);
  });

  it("is refused at the field that it is about", async () => {
    await table.pitching({ rules: { requires: ["evidence"] } });
    const evidence = "Line 12 waits 300 cycles in the case called one.";
    const said = { evidence };
    expect(await refusedAt({ ...said, speedup: "fast" })).toEqual({
      speedup: 'speedup can\'t be "fast". Write a speedup such as 1.5, or a range such as 1.5-2.',
    });
    expect(Object.keys(await refusedAt({ ...said, approach: "dead" }))).toEqual(["answer"]);
    expect(await refusedAt({ evidence: "industry standard" })).toEqual({
      evidence: expect.stringMatching(
        /^The evidence has 17 of the 40 characters .* or a line of the kernel\. Then send/,
      ),
    });
    expect(Object.keys(await refusedAt({ ...said, with: "@b@d" }))).toEqual(["with"]);
    expect(Object.keys(await refusedAt({ ...said, parents: "Z" }))).toEqual(["parents"]);
    expect(
      Object.keys(await refusedAt({ ...said, "knob:num_ab_stage": "=1" }, kernel("baseline")["kernel.ts"])),
    ).toEqual(["files"]);
    expect(Object.keys(await refusedAt(said, ""))).toEqual(["files"]);
    expect(Object.keys(await refusedAt({ ...said, speedup: "x", parents: "??" }))).toEqual(["speedup", "parents"]);
  });

  it("is refused at its knob, and at its file where that turns a locked one", async () => {
    await table.pitching();
    const form = pitchForm(await pitching());
    await table.season({ constraints: [{ knob: "num_ab_stage", why: "makes things slower" }] });
    await table.say("hanna", "/tank open");
    await table.run({});
    // The knob was locked while the form was open.
    const late = fillForm(form, solid);
    const reply = await handIn("ada", late);
    if (reply.ok) throw new Error("a locked knob was taken");
    expect(errorsAtFields(late, reply.error)).toEqual({
      "knob:num_ab_stage": expect.stringMatching(/^The knob num_ab_stage is locked.*: makes things slower\. Leave it/),
    });
    const turned = kernel("mine")["kernel.ts"].replace("= 1", "= 3");
    const filed = fillForm(pitchForm(await pitching()), { title: "Deep", approach: "stages", speedup: "1.5" }, [
      "kernel.ts",
    ]);
    const refused = await handIn("ada", filed, turned);
    if (refused.ok) throw new Error("a locked knob was taken");
    expect(Object.keys(errorsAtFields(filed, refused.error))).toEqual(["files"]);
  });
});

describe("a refused command", () => {
  const base = '/pitch "Deep" approach=stages';

  it.each([
    [base, "no-number", ["speedup"]],
    [`${base} speedup=x risk=y`, "bad-value", ["speedup", "risk"]],
    ["/pitch risk=low", "missing-option", ["title", "approach"]],
    ['/pitch "Deep" approach=nobody speedup=2', "unknown-approach", ["approach"]],
    ['/pitch "Deep" approach=dead speedup=2', "eliminated", ["answer"]],
    [`${base} speedup=2 answer="well known"`, "vague", ["answer"]],
    [`${base} speedup=2 claims=proven`, "claims-outside-research", ["claims"]],
    [`${base} speedup=2 num_ab_stage=9`, "knob-value", ["num_ab_stage"]],
    [`${base} speedup=2 num_ab_stage="2 3"`, "setting", ["num_ab_stage"]],
    [`${base} speedup=2 num_ab_stage=|`, "setting", ["num_ab_stage"]],
    [`${base} speedup=2 num_ab_stage="2 num_ab_stage=3"`, "setting-twice", ["num_ab_stage"]],
    [
      `${base} speedup=2 num_ab_stage=${Array.from({ length: 17 }, (_, n) => n).join("|")}`,
      "sweep-too-large",
      ["num_ab_stage"],
    ],
    ["/tank status x=1", "unknown-option", []],
  ])("names the options that it is about: %s", async (text, code, about) => {
    await table.pitching();
    const reply = await table.say("ada", text);
    expect(reply).toMatchObject({ ok: false, error: { code, about } });
  });
});

import type { APIModalInteractionResponseCallbackData } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Reply, refuse, runFilled } from "../../../src/bot/commands/run-command.ts";
import { openedPage } from "../../../src/bot/discord/forms/form-id.ts";
import { afterForm, handIn } from "../../../src/bot/discord/forms/hand-in.ts";
import { forgetDraft, keepCommand } from "../../../src/bot/discord/forms/kept-draft.ts";
import { openForm, openPage } from "../../../src/bot/discord/forms/open-form.ts";
import { readSubmission } from "../../../src/bot/discord/forms/read-submission.ts";
import type { WantedForm } from "../../../src/bot/forms/form-facts.ts";
import { latestRound } from "../../../src/rounds/memory/find-round.ts";
import { openTable, type TestTable } from "../../commands/table.ts";
import { kernel } from "../../play/world.ts";
import { modalFaults, rowFaults } from "./discord-faults.ts";
import { type Answers, fillModal, idsOf, inputOf } from "./fill-modal.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

type Modal = APIModalInteractionResponseCallbackData;

async function open(by: string, wanted: WantedForm, page = 1): Promise<Modal> {
  return modalOf(await openForm(table.tank, wanted, by, page));
}

function modalOf(opened: Awaited<ReturnType<typeof openForm>>): Modal {
  if (opened.kind !== "modal") throw new Error(`it is a ${opened.kind}`);
  expect(modalFaults(opened.modal)).toEqual([]);
  return opened.modal;
}

/** As a listener does it: kept, run, answered. */
async function submit(by: string, modal: Modal, answers: Answers = {}, files: readonly string[] = []) {
  const { tank } = table;
  const submission = readSubmission(fillModal(modal, answers, files));
  const reply = await handIn(tank, submission, by).then(
    (filled): Promise<Reply> =>
      runFilled(tank, {
        ...filled,
        by,
        files: filled.files.map(({ name }) => ({ name, bytes: Buffer.from(kernel(name)["kernel.ts"]) })),
      }),
    (error: unknown): Promise<Reply> => refuse(tank, { by }, error),
  );
  const answer = await afterForm(tank, submission.id, by, reply);
  expect(rowFaults(answer.components)).toEqual([]);
  return { reply, ...answer };
}

/** The modal that the answer's button opens. */
async function press(by: string, { components }: Awaited<ReturnType<typeof submit>>, label: string): Promise<Modal> {
  const buttons = components.flatMap((row) => row.components);
  const button = buttons.find((each) => "label" in each && each.label === label);
  if (button === undefined || !("custom_id" in button)) throw new Error(`there is no ${label}`);
  const id = openedPage(button.custom_id);
  if (id === null) throw new Error(`${label} opens nothing`);
  return modalOf(await openPage(table.tank, id, by));
}

async function pitches() {
  return (await latestRound(table.world.database.db, table.tank.season))?.pitches ?? [];
}

const solid = { title: "Deep", approach: "stages", speedup: "1.5" };

describe("a pitch's form", () => {
  it("pitches from its first page, and adds what else there is to say", async () => {
    await table.pitching();
    const done = await submit("ada", await open("ada", { form: "pitch" }), solid, ["mine"]);
    expect(done).toMatchObject({ reply: { ok: true }, note: null });
    const more = await press("ada", done, "Add more");
    expect(more.custom_id).toBe("form:send:pitch-edit:1:2:A");
    const changed = await submit("ada", more, { evidence: "Line 12 waits 300 cycles in case one." });
    expect(changed.reply).toMatchObject({ ok: true });
    expect((await pitches())[0]?.content).toMatchObject({
      ...{ title: "Deep" },
      evidence: expect.stringMatching(/^Line/),
    });
    // Nothing of it is left to be said again.
    expect(inputOf(await open("ada", { form: "pitch" }), "title")).not.toHaveProperty("value");
  });

  it("goes on where it was refused, filled in, until it is taken", async () => {
    await table.pitching({ rules: { requires: ["evidence"] } });
    const refused = await submit("ada", await open("ada", { form: "pitch" }), { ...solid, approach: "dead" }, ["mine"]);
    expect(refused.reply).toMatchObject({ ok: false, error: { code: "eliminated" } });
    expect(refused.note).toBe("At Why this time is different (page 2). What you wrote is kept.");
    const second = await press("ada", refused, "Go on");
    expect(idsOf(second)).toEqual(["answer", "evidence", "knobs", "problem", "change"]);
    const vague = await submit("ada", second, {
      answer: "Line 3 hides the load now: 300 cycles in the case one.",
      evidence: "well known",
    });
    expect(vague.reply).toMatchObject({ ok: false, error: { about: ["evidence"] } });
    const again = await press("ada", vague, "Go on");
    expect(inputOf(again, "answer")).toMatchObject({ value: "Line 3 hides the load now: 300 cycles in the case one." });
    const done = await submit("ada", again, { evidence: "Line 12 waits 300 cycles in the case called one." });
    expect(done.reply).toMatchObject({ ok: true });
    const [pitch] = await pitches();
    expect(pitch?.content).toMatchObject({ title: "Deep", approach: "dead", origin: "mine" });
  });

  it("is refused at the field on the page that it was handed in from", async () => {
    await table.pitching();
    const refused = await submit("ada", await open("ada", { form: "pitch" }), { ...solid, speedup: "fast" });
    expect(refused.note).toBe("At Predicted speedup (page 1). What you wrote is kept.");
    const again = await press("ada", refused, "Go on");
    expect(inputOf(again, "speedup")).toMatchObject({ value: "fast" });
    expect((await submit("ada", again, { speedup: "1.5" })).reply).toMatchObject({ ok: true });
  });

  it("keeps knobs as they were typed, and names their field where they can't be read", async () => {
    await table.pitching();
    await submit("ada", await open("ada", { form: "pitch" }), { ...solid, speedup: "fast" });
    const knobs = await open("ada", { form: "pitch" }, 2);
    const unread = await submit("ada", knobs, { knobs: "three stages" });
    expect(unread).toMatchObject({ note: "At Knobs (page 2). What you wrote is kept." });
    const wrong = await submit("ada", await press("ada", unread, "Go on"), { knobs: "num_ab_stage=9" });
    // The speedup is still the one that can't be read.
    expect(wrong.reply).toMatchObject({ ok: false, error: { about: ["speedup"] } });
    const knob = await submit("ada", await press("ada", wrong, "Go on"), { speedup: "1.5" });
    expect(knob).toMatchObject({ reply: { ok: false, error: { code: "knob-value" } } });
    expect(knob.note).toBe("At Knobs (page 2). What you wrote is kept.");
    const done = await submit("ada", await press("ada", knob, "Go on"), { knobs: "NUM_AB_STAGE=3" });
    expect(done.reply).toMatchObject({ ok: true });
    expect((await pitches())[0]?.content).toMatchObject({ knobs: "num_ab_stage=3" });
  });

  it("is each player's own, outlives the round, and can be thrown away", async () => {
    await table.pitching();
    await submit("ada", await open("ada", { form: "pitch" }), { ...solid, speedup: "fast" }, ["mine"]);
    expect(inputOf(await open("bob", { form: "pitch" }), "title")).not.toHaveProperty("value");
    await table.say("hanna", '/tank cancel reason="a test"');
    const bench = await open("ada", { form: "pitch" });
    expect(inputOf(bench, "title")).toMatchObject({ value: "Deep" });
    expect(JSON.stringify(bench)).toContain("Here already: mine.");
    await forgetDraft(table.tank, { form: "pitch", round: null, about: null }, "ada");
    expect(inputOf(await open("ada", { form: "pitch" }), "title")).not.toHaveProperty("value");
  });

  it("goes on from a command that was refused", async () => {
    await table.pitching();
    const said = {
      given: { title: "Typed", approach: "dead", speedup: "2" },
      others: { num_ab_stage: "3" },
      files: [],
    };
    await keepCommand(table.tank, said, "ada");
    const done = await submit("ada", await open("ada", { form: "pitch" }, 2), {
      answer: "Line 3 hides the load now: 300 cycles in the case one.",
    });
    expect(done.reply).toMatchObject({ ok: true });
    expect((await pitches())[0]?.content).toMatchObject({ title: "Typed", knobs: "num_ab_stage=3" });
  });
});

describe("the other forms", () => {
  it("ask, answer and mend the answer", async () => {
    await table.voting();
    const asked = await submit("sam", await open("sam", { form: "ask", pitch: "A" }), { question: "Why?" });
    expect(asked).toMatchObject({ reply: { ok: true }, components: [] });
    const answer = await open("ada", { form: "answer", question: 1 });
    expect(JSON.stringify(answer)).toContain("Why?");
    expect((await submit("ada", answer, { answer: "Because." })).reply).toMatchObject({ ok: true });
    expect(inputOf(await open("ada", { form: "answer", question: 1 }), "answer")).toMatchObject({ value: "Because." });
  });

  it("keep what was said about one pitch from another", async () => {
    await table.voting();
    const refused = await submit(
      "bob",
      await open("bob", { form: "answer", question: 1 }).catch(async () => {
        await table.say("sam", '/tank ask A "why?"');
        return open("bob", { form: "answer", question: 1 });
      }),
      { answer: "Not mine to answer." },
    );
    expect(refused.reply.ok).toBe(false);
    const again = await press("bob", refused, "Go on");
    expect(inputOf(again, "answer")).toMatchObject({ value: "Not mine to answer." });
    await table.say("sam", '/tank ask B "how?"');
    expect(inputOf(await open("bob", { form: "answer", question: 2 }), "answer")).not.toHaveProperty("value");
  });

  it("hand in code, and demand a proof at once where nothing is left to be asked", async () => {
    await table.pitching();
    await table.say("ada", '/pitch "Deep" approach=stages speedup=1.5');
    const none = await submit("ada", await open("ada", { form: "code", pitch: "A" }));
    expect(none.reply).toMatchObject({ ok: false, error: { code: "no-code" } });
    expect(none.note).toBe("At Code. What you wrote is kept.");
    const coded = await submit("ada", await press("ada", none, "Go on"), { knobs: "num_ab_stage=3" });
    expect(coded.reply).toMatchObject({ ok: true });
    expect(await openForm(table.tank, { form: "proof", pitch: "A" }, "sam")).toMatchObject({
      kind: "run",
      filled: { given: { pitch: "A" } },
    });
    await table.season({ rules: { proofTiming: true } });
    await table.say("ada", '/pitch "Deep" approach=stages speedup=1.5');
    expect(idsOf(await open("sam", { form: "proof", pitch: "bench:A" }))).toEqual(["case"]);
  });

  it("of another round are refused, since their letters mean other pitches", async () => {
    await table.pitching();
    await table.say("ada", '/pitch "Deep" approach=stages speedup=1.5');
    const form = await open("sam", { form: "ask", pitch: "A" });
    await table.say("hanna", '/tank cancel reason="a test"');
    await table.say("hanna", "/tank open");
    await table.run({});
    const late = await submit("sam", form, { question: "Why?" });
    expect(late.reply).toMatchObject({ ok: false, error: { code: "form-of-another-round" } });
    expect(late.components).toEqual([]);
    const id = openedPage("form:open:ask:1:1:A");
    if (id === null) throw new Error("no id");
    await expect(openPage(table.tank, id, "sam")).rejects.toMatchObject({ code: "form-of-another-round" });
  });
});

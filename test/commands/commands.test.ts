import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandPath } from "../../src/bot/command.ts";
import { namesOf } from "../../src/bot/commands/names.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { complete } from "../../src/bot/grammar/complete.ts";
import { renderCard } from "../../src/bot/terminal/render-card.ts";
import { renderReply } from "../../src/bot/terminal/render-reply.ts";
import { kernel, reportOf, runAll } from "../play/world.ts";
import { openTable, startRuns, type TestTable } from "./table.ts";

let table: TestTable;
let folder = "";
beforeAll(async () => {
  table = await openTable();
  folder = mkdtempSync(join(tmpdir(), "tank-commands-"));
});
afterAll(async () => {
  await table[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function facts(by: string, text: string): Promise<Record<string, unknown>> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message} ${reply.error.hint}`);
  return { ...reply.facts };
}

const file = (text: string) => {
  const path = join(folder, "mine.ts");
  writeFileSync(path, kernel(text)["kernel.ts"]);
  return path;
};

describe("a round by its commands", () => {
  it("goes from open to the scoreboard", async () => {
    await table.season();
    expect(await facts("hanna", '/tank open title="The Safe Bet" bar=1.2x')).toMatchObject({
      round: { number: 1, title: "The Safe Bet", state: "opening", host: "hanna", bar: 1.2 },
    });
    expect(await facts("ada", "/tank")).toMatchObject({ runs: [{ what: "the baseline's check", state: "queued" }] });
    await table.run({});
    expect(await facts("ada", '/pitch "Deep" approach=Stages speedup=1.5 NUM_AB_STAGE=3 risk=LOW')).toMatchObject({
      round: 1,
      pitch: { letter: "A", approach: "stages", authors: ["ada"], predicted: 1.5, knobs: "num_ab_stage=3" },
      warnings: [],
    });
    expect(
      await facts("bob", `/pitch Wild approach=wild-card speedup="1.5 to 3x" --file ${file("wild")}`),
    ).toMatchObject({
      pitch: { letter: "B", predicted: [1.5, 3], knobs: null, code: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await facts("hanna", "/tank close")).toMatchObject({ closed: "pitching", round: { state: "voting" } });
    expect(await facts("sam", '/vote b P=70% a=20 speedup=1.2x reason="less waste"')).toMatchObject({
      changed: false,
      ballot: { fund: "B", chances: { A: 20, B: 70 }, speedup: 1.2, reason: "less waste" },
    });
    expect(await facts("sue", "/vote none A=10")).toMatchObject({ ballot: { fund: null, chances: { A: 10 } } });
    expect(await facts("sam", "/vote A p=60")).toMatchObject({
      changed: true,
      ballot: { fund: "A", chances: { A: 60 } },
    });
    expect(await facts("sam", "/vote")).toMatchObject({ round: 1, ballot: { fund: "A" } });
    expect(await facts("tim", "/vote")).toEqual({ round: 1, ballot: null, earned: null });
    expect(await facts("hanna", "/tank close voting")).toMatchObject({ closed: "voting", round: { state: "running" } });
    await table.run({ A: 1.1, B: 1.5 });
    await runAll(table.world, table.tank.season, (run) => reportOf(run, 1.5));
    expect(await facts("ada", "/tank status")).toMatchObject({ round: { state: "decided", promoted: "B" }, runs: [] });
    expect(await facts("ada", "/tank scoreboard")).toMatchObject({ wins: 0, counted: 1, lines: [{ winner: "Deep" }] });
    expect(await facts("ada", "/tank kernel")).toMatchObject({
      promotedFrom: "Wild",
      knobs: [{ name: "num_ab_stage", value: "1" }],
    });
  });

  it("waits for the code of a funded pitch, which its author or the host hands in", async () => {
    await table.pitching();
    await table.say("ada", '/pitch "Later" approach=stages speedup=2');
    await table.say("hanna", "/tank close");
    await table.say("sam", "/vote A p=70");
    expect(await facts("hanna", "/tank close")).toMatchObject({ round: { state: "building", waitingForCode: ["A"] } });
    expect(await table.say("sam", "/pitch code A num_ab_stage=4")).toMatchObject({ error: { code: "not-author" } });
    expect(await table.say("ada", "/pitch code A")).toMatchObject({ error: { code: "no-code" } });
    expect(await facts("ada", "/pitch code A num_ab_stage=4")).toMatchObject({ pitch: "A", stillWaiting: 0 });
    expect(await facts("ada", "/tank status")).toMatchObject({ round: { state: "running" } });
  });

  it("asks its host, whose answer and reason are kept", async () => {
    await table.pitching({ rules: { minimumSharks: 2 } });
    await table.say("ada", '/pitch "Deep" approach=stages speedup=2 num_ab_stage=3');
    await table.say("hanna", "/tank close");
    await table.say("sam", "/vote A p=70");
    expect(await facts("hanna", "/tank close")).toMatchObject({
      round: { state: "needs-host", question: "no-ballots" },
    });
    expect(await facts("hanna", "/tank rerun")).toMatchObject({ round: { state: "voting", ballots: 1 } });
    await table.say("sue", "/vote A p=10");
    await table.say("hanna", "/tank close");
    await runAll(table.world, table.tank.season, (run) => {
      const [fast, slow] = [reportOf(run, 2), reportOf(run, 0.8)];
      return { ...fast, cases: [...fast.cases.slice(0, 1), ...slow.cases.slice(1)] };
    });
    expect(await table.say("hanna", '/tank decide promote=Z reason="x"')).toMatchObject({
      error: { code: "not-promotable" },
    });
    expect(await facts("hanna", '/tank decide promote=a reason="never slow here"')).toMatchObject({
      round: { state: "decided", promoted: "A" },
    });
    const { db } = table.world.database;
    const kept = await db
      .selectFrom("decision")
      .select(["decision", "reason"])
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(kept).toEqual([{ decision: "promote A", reason: "never slow here" }]);
  });

  it("is cancelled with a reason, and opens anew", async () => {
    await table.voting();
    expect(await facts("hanna", '/tank cancel reason="the problem is wrong"')).toMatchObject({
      round: { state: "cancelled" },
    });
    const status = await table.say("sam", "/tank status");
    expect(status.card.lead).toContain("the problem is wrong");
    expect(await facts("sam", "/tank open")).toMatchObject({
      round: { number: 2, host: "sam", title: "Beat the baseline" },
    });
  });
});

describe("a private measurement", () => {
  it("ends in a verdict for its asker alone, and moves nothing else", async () => {
    await table.pitching();
    expect(await table.say("ada", "/tank measure")).toMatchObject({ error: { code: "nothing-to-measure" } });
    expect(await facts("ada", "/tank measure num_ab_stage=3")).toMatchObject({
      what: "num_ab_stage=3",
      verdict: null,
      place: { waitMs: null },
    });
    expect(await table.say("ada", "/tank measure num_ab_stage=4")).toMatchObject({ error: { code: "measuring" } });
    expect(await facts("bob", "/tank status")).toMatchObject({ runs: [{ what: "@ada's private measurement" }] });
    await runAll(table.world, table.tank.season, (run) => reportOf(run, 1.5));
    expect(await facts("ada", "/tank measure")).toMatchObject({ state: "judged", verdict: { verdict: "faster" } });
    expect(await table.say("bob", "/tank measure")).toMatchObject({ error: { code: "nothing-to-measure" } });
    expect(await table.say("ada", "/tank measure num_ab_stage=1")).toMatchObject({ error: { code: "is-baseline" } });
    const { db } = table.world.database;
    expect(await db.selectFrom("outbox").select("kind").orderBy("id", "desc").limit(1).execute()).toEqual([
      { kind: "measured" },
    ]);
    expect(await facts("ada", "/tank kernel")).toMatchObject({ promotedFrom: null });
    expect(await facts("ada", '/pitch "Deep" approach=stages speedup=2 num_ab_stage=3')).toMatchObject({
      pitch: { letter: "A" },
    });
  });

  it("is given up after three of the runner's own failures", async () => {
    await table.pitching();
    await table.say("ada", "/tank measure num_ab_stage=3");
    const lost = { outcome: "fault", kind: "lost", message: "the machine went away", log: "" } as const;
    for (const _ of [1, 2, 3]) await runAll(table.world, table.tank.season, () => lost);
    expect(await facts("ada", "/tank measure")).toMatchObject({ state: "abandoned", verdict: null });
  });
});

describe("R15: before the vote closes", () => {
  it("no command of anybody else's shows a ballot or a count by pitch", async () => {
    await table.voting();
    await table.say("sam", '/vote A p=61.5 B=33.5 reason="a whispered reason"');
    await table.say("sue", "/vote A p=61.5");
    for (const by of ["tim", "ada", "hanna"]) {
      for (const text of [
        "/tank status",
        "/pitch list",
        "/pitch show A",
        "/vote",
        "/tank scoreboard",
        "/tank kernel",
      ]) {
        const shown = JSON.stringify(await table.say(by, text));
        expect(shown, text).not.toMatch(/61\.5|33\.5|whispered|"sam"|"sue"/);
      }
    }
    expect(await facts("tim", "/tank status")).toMatchObject({ round: { ballots: 2 } });
  });
});

describe("200 commands at once", () => {
  it("are all answered, and each shark has one ballot", async () => {
    await table.voting();
    const texts = ["/vote A p=70 B=10", "/vote B p=20", "/tank status", "/vote", "/pitch list", "/tank close nonsense"];
    const said = Array.from({ length: 200 }, (_, i) => table.say(`shark-${i % 20}`, texts[i % texts.length] ?? ""));
    const replies = await Promise.all(said);
    expect(replies.filter((reply) => !reply.ok && reply.error.code === "bug")).toEqual([]);
    expect(replies.filter((reply) => !reply.ok)).toHaveLength(33);
    const cast = new Set(
      Array.from({ length: 200 }, (_, i) => (i % 6 < 2 ? i % 20 : -1)).filter((shark) => shark >= 0),
    );
    expect(await facts("tim", "/tank status")).toMatchObject({ round: { ballots: cast.size } });
  });
});

describe("help", () => {
  it("names every command, and shows each with its options and an example that parses", async () => {
    const all = JSON.stringify((await table.say("ada", "/tank help")).card);
    for (const command of commands) {
      const path = commandPath(command);
      expect(all).toContain(path);
      const reply = await table.say("ada", `/tank help ${path}`);
      const shown = JSON.stringify(reply.card);
      for (const name of Object.keys(command.options.shape)) expect(shown).toContain(name);
      for (const example of command.examples) expect(shown).toContain(JSON.stringify(example).slice(1, -1));
      for (const example of command.examples) {
        const said = await table.say("ada", example);
        const code = said.ok ? "" : said.error.code;
        expect(["bad-value", "missing-option", "unknown-option", "extra-word", "bug"], example).not.toContain(code);
      }
    }
  });
});

describe("completion", () => {
  it.each([
    ["/", ["/pitch ", "/vote ", "/tank "]],
    ["/ta", ["/tank "]],
    ["/tank st", ["status ", "stop "]],
    ["/tank help tank o", ["open "]],
    ["/vote ", ["show ", "withdraw ", "A ", "B ", "none ", "p=", "speedup=", "reason=", "A=", "B="]],
    ["/vote B p=70 ", ["speedup=", "reason=", "A=", "B="]],
    ["/pitch show ", ["A ", "B "]],
    ["/pitch x app", ["approach="]],
    ["/pitch x approach=ti", ["approach=tiles "]],
    ["/pitch x approach=tiles num", ["num_ab_stage="]],
    ["/pitch x risk=", ["risk=low ", "risk=medium ", "risk=high "]],
    ["/tank decide promote=n", ["promote=none "]],
    ['/pitch "app', []],
    ["/nonsense ", []],
  ])("%s", async (line, words) => {
    await table.voting();
    const found = await complete(commands, line, namesOf(table.tank));
    expect([...found.words].filter((word) => line !== "/tank help tank o" || word.includes("open"))).toEqual(
      line === "/tank help tank o" ? found.words.filter((word) => word.includes("open")) : words,
    );
  });
});

describe("a terminal of 40 columns", () => {
  it("shows no answer wider than itself", async () => {
    await table.voting();
    const texts = [
      ...commands.flatMap((command) => [
        commandPath(command),
        `/tank help ${commandPath(command)}`,
        ...command.examples,
      ]),
      "/vote A p=150 reason=yes",
      `/vote ${"W".repeat(300)}`,
      "/tank help",
    ];
    for (const phase of ["voting", "running", "over"]) {
      if (phase === "running") await startRuns(table);
      if (phase === "over") {
        await table.run({ A: 1.4, B: 1.2 });
        await runAll(table.world, table.tank.season, (run) => reportOf(run, 1.4));
      }
      for (const text of texts.filter((each) => phase === "voting" || /status|kernel|score|list/.test(each))) {
        const reply = await table.say(phase === "voting" ? "tim" : "sam", text);
        for (const drawn of [
          renderCard(reply.card, { width: 40, colours: false }),
          renderReply(reply, { width: 40, colours: false }),
        ]) {
          for (const line of drawn.split("\n")) expect(stringWidth(line), `${text}: ${line}`).toBeLessThanOrEqual(40);
        }
      }
    }
  });
});

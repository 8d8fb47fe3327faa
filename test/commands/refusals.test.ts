import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandPath } from "../../src/bot/command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { describedOptions } from "../../src/bot/grammar/match-options.ts";
import { openTable, startRuns, type TestTable } from "./table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

async function refusal(by: string, text: string) {
  const reply = await table.say(by, text);
  if (reply.ok) throw new Error(`"${text}" was not refused: ${reply.card.title}`);
  const { error, card } = reply;
  // Every refusal says what happened and what to do next, on the card as in the JSON.
  expect(error.hint, text).toMatch(/\S/);
  expect([card.title, card.lead]).toEqual([error.message, error.hint]);
  return error;
}

describe("what nobody knows", () => {
  it.each([
    ["/pich", /no command "pich"; did you mean \/pitch\?/],
    ["/vot B p=70", /did you mean \/vote B\?/],
    ["/status", /did you mean \/tank status\?/],
    ["help", /did you mean \/tank help\?/],
    ["/xyzzy", /no command "xyzzy"\./],
    ["hello everybody", /no command "hello"/],
    ["", /no command ""/],
    ["/tank scorebord", /did you mean \/tank scoreboard\?/],
    ["/tank juggle", /There is no \/tank juggle\./],
    ["/tank title=x", /\/tank needs a word/],
    ["/pitch shw B", /did you mean \/pitch show\?/],
    ["/tank help scorboard", /did you mean "scoreboard"\?/],
    ["/tank status now", /can't use the word "now"/],
  ])("%s", async (text, sentence) => {
    expect((await refusal("ada", text)).message).toMatch(sentence);
  });

  it.each(commands.map((command) => [commandPath(command), command] as const))(
    "an option that %s doesn't have is named, with what it has",
    async (path, command) => {
      await table.season();
      const { code, message, hint } = await refusal("ada", `${path} zzzz=1`);
      expect([code, message]).toEqual(["unknown-option", expect.stringContaining('no option "zzzz"')]);
      const shown = `${message} ${hint}`;
      for (const { name, word } of describedOptions(command)) {
        if (word === undefined) expect(shown).toContain(name);
      }
    },
  );

  it("a slip in an option or a knob names the one that was meant", async () => {
    await table.pitching();
    const base = '/pitch "x" approach=stages speedup=1.5';
    expect((await refusal("ada", `${base} reson="y"`)).message).toContain('did you mean "reason"?');
    expect((await refusal("ada", `${base} num_ab_stag=3`)).message).toContain('did you mean "num_ab_stage"?');
    expect((await refusal("ada", `${base} num_ab_stage=9`)).hint).toContain("may be 1 to 4");
    expect((await refusal("ada", `${base} speedup=2`)).code).toBe("option-twice");
    expect((await refusal("ada", '/pitch "x" approach=stage speedup=1.5')).message).toContain('did you mean "stages"?');
  });
});

describe("values that can't be", () => {
  it.each([
    ["/vote B p=150", /p can't be "150"/, /from 0 to 100/],
    ["/vote B p=-1", /p can't be "-1"/, /from 0 to 100/],
    ["/vote B p=sure", /p can't be "sure"/, /from 0 to 100/],
    ["/vote B p=70 A=101", /A can't be "101"/, /from 0 to 100/],
    ["/vote AB p=70", /pitch can't be "AB"/, /letter, or none/],
    ["/vote none p=70", /you fund none/, /Name the pitch/],
    ["/vote B", /without saying how likely/, /p=70/],
    ["/vote B p=70 B=20", /given twice/, /Keep one/],
    ["/vote B p=70 speedup=0", /speedup can't be "0"/, /above 0/],
    ['/pitch "x" approach=stages speedup=fast', /speedup can't be "fast"/, /1\.5, or a range/],
    ['/pitch "x" approach=stages speedup=2-1', /speedup can't be "2-1"/, /1\.5, or a range/],
    ['/pitch "x" approach=stages speedup=1e9', /speedup can't be/, /1\.5, or a range/],
    ['/pitch "" approach=stages speedup=2', /title can't be ""/, /120 characters/],
    ['/pitch "x" approach=stages speedup=2 risk=huge', /risk can't be "huge"/, /low, medium, high/],
    ["/pitch", null, null],
    ['/pitch "x"', /needs approach=…/, /For example: \/pitch/],
    ["/pitch show", /needs a pitch/, /For example: \/pitch show B/],
    ["/pitch show 7", /pitch can't be "7"/, /A to Z/],
    ["/tank open bar=0.5", /bar can't be "0\.5"/, /from 1 to 1000/],
    ["/tank close lunch", /phase can't be "lunch"/, /pitching, voting, building/],
    ["/tank cancel", /needs reason=…/, /For example/],
    ["/tank decide", /needs reason=…/, /For example/],
    ['/tank decide reason="x"', /about one thing/, /promote=B or promote=none/],
    ["/tank status --file nowhere.ts", /nowhere\.ts does not exist/, /Paths are seen from/],
    [`/tank measure --file ${import.meta.dirname}`, /The baseline has no file/, /Its files are kernel\.ts/],
    [`/tank status --file ${import.meta.filename}`, /\/tank status takes no file/, /without it/],
  ])("%s", async (text, message, hint) => {
    await table.voting();
    if (message === null) return expect((await table.say("sam", text)).ok).toBe(true);
    expect(await refusal("sam", text)).toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});

describe("what the rules forbid", () => {
  it("votes for a pitch that isn't there, on one's own, before the vote and after it", async () => {
    await table.pitching();
    expect((await refusal("sam", "/vote A p=70")).code).toBe("not-voting");
    await table.voting();
    expect(await refusal("sam", "/vote Z p=70")).toMatchObject({ code: "unknown-pitch", hint: "On the table: A, B." });
    expect((await refusal("ada", "/vote A p=70")).code).toBe("own-pitch");
    expect((await refusal("ada", "/vote B p=70 a=1")).code).toBe("own-pitch");
    await startRuns(table);
    expect((await refusal("sue", "/vote A p=70")).message).toContain("not voting any more");
  });

  it("what is only its host's", async () => {
    await table.voting();
    for (const text of ["/tank close", '/tank cancel reason="x"']) {
      expect(await refusal("sam", text)).toMatchObject({ code: "not-host", message: expect.stringContaining("hanna") });
    }
    await table.say("hanna", "/tank close");
    expect((await table.world.game.database.db.selectFrom("round").selectAll().execute()).length).toBeGreaterThan(0);
    for (const text of ['/tank decide promote=none reason="x"', "/tank rerun"]) {
      expect((await refusal("sam", text)).code).toBe("not-host");
    }
  });

  it("closing, deciding and running again what can't be", async () => {
    await table.season();
    expect((await refusal("hanna", "/tank rerun")).code).toBe("nothing-to-rerun");
    for (const text of ["/tank close", '/tank cancel reason="x"']) {
      expect((await refusal("hanna", text)).code).toBe("no-open-round");
    }
    await table.pitching();
    expect((await refusal("hanna", "/tank close")).code).toBe("too-few-pitches");
    expect((await refusal("hanna", "/tank rerun")).code).toBe("nothing-to-decide");
    await table.voting();
    expect((await refusal("hanna", "/tank close pitching")).message).toBe("Round 1 is voting, not pitching.");
    await startRuns(table);
    expect((await refusal("hanna", "/tank close")).code).toBe("nothing-to-close");
  });

  it("withdrawing another's pitch, several at once, and after the vote opened", async () => {
    await table.pitching();
    await table.say("ada", '/pitch "one" approach=stages speedup=2');
    await table.say("ada", '/pitch "two" approach=tiles speedup=2');
    expect((await refusal("bob", "/pitch withdraw A")).code).toBe("not-author");
    expect((await refusal("ada", "/pitch withdraw")).hint).toContain("Yours: A, B.");
    expect((await refusal("ada", "/pitch withdraw Z")).code).toBe("unknown-pitch");
    expect(await table.say("ada", "/pitch withdraw A")).toMatchObject({ ok: true });
    await table.say("hanna", "/tank close");
    expect((await refusal("ada", "/pitch withdraw B")).code).toBe("frozen");
  });
});

describe("a bug", () => {
  it("is shown as an id, and stands under it in the log once, with its cause", async () => {
    const { game, season } = table.tank;
    const broken = {
      ...game,
      database: { ...game.database, transaction: () => Promise.reject(new Error("disk on fire")) },
    };
    const working = table.tank.game;
    Object.assign(table.tank, { game: broken });
    const { code, message, hint } = await refusal("ada", "/tank open");
    Object.assign(table.tank, { game: working, season });
    expect([code, message]).toEqual(["bug", expect.not.stringContaining("fire")]);
    const id = /under (\w{8})/.exec(hint ?? "")?.[1];
    const lines = table.logged.filter((line) => line["id"] === id);
    expect(lines).toMatchObject([{ level: 50, err: { message: "disk on fire" } }]);
  });

  it("no command's words reach the log: a ballot is secret there too", async () => {
    await table.voting();
    await table.say("sam", '/vote A p=61.5 reason="a whispered reason"');
    expect(JSON.stringify(table.logged)).not.toMatch(/61\.5|whispered/);
  });
});

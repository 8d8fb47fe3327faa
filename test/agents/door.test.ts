import { request } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toolName } from "../../src/bot/agents/command-tools.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { openTable, type TestTable } from "../commands/table.ts";
import { kernel } from "../play/world.ts";
import { openDoor, type TestDoor } from "./test-door.ts";

let table: TestTable;
let door: TestDoor;
beforeAll(async () => {
  table = await openTable();
});
afterEach(() => door?.[Symbol.asyncDispose]());
afterAll(() => table[Symbol.asyncDispose]());

const status = { command: "tank_status" };
const dayMs = 24 * 3600 * 1000;

describe("a program at the door", () => {
  it("comes in with a token and does what people do, under its own name and its owner's", async () => {
    await table.pitching();
    door = await openDoor(table);
    const token = await door.token("ada", "tuner");
    const pitched = await door.post(token, {
      command: "pitch",
      arguments: {
        title: "Three stages",
        approach: "stages",
        speedup: 1.5,
        reason: "latency",
        files: [{ name: "mine.ts", text: kernel("tuned")["kernel.ts"] }],
      },
    });
    expect(pitched).toMatchObject({ status: 200, body: { ok: true, command: "/pitch" } });
    expect(pitched.body.facts).toMatchObject({
      round: 1,
      pitch: { letter: "A", authors: ["ada/tuner"], predicted: 1.5 },
    });
    expect(pitched.body.text).toContain("ada/tuner");
    expect(door.moves()).toBe(1);
    const typed = await door.post(token, { text: '/pitch "Two" approach=stages speedup=1.1 num_ab_stage=2' });
    expect(typed.body.facts).toMatchObject({ pitch: { letter: "B", authors: ["ada/tuner"], knobs: "num_ab_stage=2" } });
    const knobs = { title: "Four", approach: "stages", speedup: "1.2", knobs: { num_ab_stage: 4 } };
    const turned = await door.post(token, { command: "/pitch", arguments: knobs });
    expect(turned.body.facts).toMatchObject({ pitch: { letter: "C", knobs: "num_ab_stage=4" } });
    await door.post(token, status);
    expect(door.moves()).toBe(3);
  });

  it("is refused in the words that a person is refused with", async () => {
    await table.pitching();
    door = await openDoor(table);
    const token = await door.token("ada", "tuner");
    const options = { title: "X", approach: "stagse", speedup: "fast" };
    const refused = await door.post(token, { command: "pitch", arguments: options });
    const person = await table.say("ada", "/pitch X approach=stagse speedup=fast");
    expect(refused).toMatchObject({ status: 422, body: { ok: false } });
    expect(refused.body.error).toEqual(person.ok ? null : person.error);
    const unknown = await door.post(token, { command: "pitch", arguments: { titel: "X" } });
    expect(unknown.body.error).toMatchObject({
      code: "unknown-option",
      message: '/pitch has no option "titel"; did you mean "title"?',
    });
    const misnamed = await door.post(token, { command: "tank_statsu" });
    expect(misnamed.body.error?.message).toContain('did you mean "tank_status"?');
    expect(
      await door.post(token, { command: "tank_status", arguments: { files: [{ name: "a", text: "b" }] } }),
    ).toMatchObject({
      body: { error: { code: "no-file-here" } },
    });
    expect(await door.post(token, { text: "/pitch X --file kernel.ts" })).toMatchObject({
      body: { error: { code: "no-paths-here" } },
    });
    expect(door.moves()).toBe(0);
  });

  it("does not vote for what its owner or another agent of theirs pitched", async () => {
    await table.pitching();
    door = await openDoor(table);
    const [tuner, skeptic] = [await door.token("ada", "tuner"), await door.token("ada", "skeptic")];
    const pitch = { title: "Mine", approach: "stages", speedup: 1.5, knobs: { num_ab_stage: 3 } };
    await door.post(tuner, { command: "pitch", arguments: pitch });
    await table.say("bob", '/pitch "His" approach=tiles speedup=1.1 num_ab_stage=2');
    await table.say("hanna", "/tank close");
    const vote = (pitched: string) => door.post(skeptic, { command: "vote", arguments: { pitch: pitched, p: 80 } });
    expect((await vote("A")).body.error).toMatchObject({ code: "own-pitch" });
    expect((await vote("B")).body.facts).toMatchObject({ ballot: { fund: "B", chances: { B: 80 } } });
    const both = { pitch: "B", p: 80, chances: { A: 10 } };
    expect((await door.post(skeptic, { command: "vote", arguments: both })).body.error).toMatchObject({
      code: "own-pitch",
    });
  });

  it("does once what it sends twice under one key", async () => {
    await table.pitching();
    door = await openDoor(table);
    const token = await door.token("ada", "tuner");
    const pitch = {
      command: "pitch",
      arguments: { title: "Once", approach: "stages", speedup: 2, knobs: { num_ab_stage: 3 } },
    };
    const key = { "idempotency-key": "call-1" };
    const sent = await Promise.all(Array.from({ length: 5 }, () => door.post(token, pitch, key)));
    expect(sent.filter(({ status: each }) => each === 200)).toHaveLength(1);
    expect(sent.filter(({ status: each }) => each === 409)).toHaveLength(4);
    const listed = await door.post(token, { command: "pitch_list" });
    expect(listed.body.facts).toMatchObject({ pitches: { length: 1 } });
    // Another one's key of the same name is another key.
    const other = await door.token("bob", "tuner");
    expect(await door.post(other, { ...pitch, arguments: { ...pitch.arguments, title: "His" } }, key)).toMatchObject({
      status: 200,
    });
    expect(await door.post(token, pitch, { "idempotency-key": "no good" })).toMatchObject({
      body: { error: { code: "bad-key" } },
    });
  });
});

describe("the door is shut", () => {
  const errorOf = async (token: string | null, body: unknown = status) => {
    const { status: code, body: said } = await door.post(token, body);
    expect(said.error?.hint).toMatch(/.{10}/);
    return [code, said.error?.code];
  };

  it("for a token that is wrong, revoked, expired, or another season's", async () => {
    await table.season();
    const { season: elsewhere } = table.tank;
    const other = await openDoor(table);
    const [foreign, everywhere] = [
      await other.token("sam", "skeptic"),
      await other.token("sam", "skeptic seasons=all"),
    ];
    await other[Symbol.asyncDispose]();
    await table.season();
    expect(table.tank.season).not.toBe(elsewhere);
    door = await openDoor(table);
    expect(await errorOf(null)).toEqual([401, "no-token"]);
    expect(await errorOf("shark_")).toEqual([401, "unknown-token"]);
    expect(await errorOf(`shark_${"A".repeat(43)}`)).toEqual([401, "unknown-token"]);
    expect(await errorOf(foreign)).toEqual([403, "token-elsewhere"]);
    expect((await door.post(everywhere, status)).status).toBe(200);
    const own = await door.token("sam", "skeptic days=1");
    expect((await door.post(own, status)).status).toBe(200);
    const revoked = await door.token("sam", "pragmatist");
    await table.say("sam", "/tank revoke all");
    expect(await errorOf(revoked)).toEqual([401, "token-revoked"]);
    const shortLived = await door.token("sam", "skeptic days=1");
    table.world.clock.at = new Date(table.world.clock.at.getTime() + dayMs);
    expect(await errorOf(shortLived)).toEqual([401, "token-expired"]);
  });

  it("to what its token is not for, while reading stays open", async () => {
    await table.pitching();
    door = await openDoor(table);
    const [shark, reader] = [await door.token("sam", "s roles=shark"), await door.token("sam", "r roles=none")];
    for (const [token, text] of [
      [shark, '/pitch "X" approach=stages speedup=2'],
      [shark, "/tank measure num_ab_stage=2"],
      [shark, "/tank close"],
      [shark, "/tank open"],
      [reader, "/tank ask A What?"],
      [reader, "/vote none"],
      [reader, "/vote withdraw"],
      [reader, "/pitch withdraw A"],
    ] as const) {
      expect([text, ...(await errorOf(token, { text }))]).toEqual([text, 422, "token-may-not"]);
    }
    for (const text of ["/tank token", "/tank tokens", "/tank revoke all"]) {
      expect(await errorOf(shark, { text })).toEqual([422, "token-by-token"]);
    }
    for (const { name, word } of commands.filter(({ reads, forPeople }) => reads && !forPeople)) {
      const read = await door.post(reader, { command: toolName({ name, ...(word !== undefined && { word }) }) });
      expect([word, read.body.error?.code]).not.toEqual([word, "token-may-not"]);
    }
  });

  it("to a host's own rights, unless the host's own token is for them", async () => {
    await table.pitching();
    door = await openDoor(table, { roles: { hosts: ["hanna"], deputies: [] } });
    const [plain, hosting] = [await door.token("hanna"), await door.token("hanna", "roles=host")];
    const agent = await door.token("hanna", "helper");
    expect(await errorOf(plain, { command: "tank_close" })).toEqual([422, "token-may-not"]);
    expect(await errorOf(agent, { command: "tank_close" })).toEqual([422, "token-may-not"]);
    await door.post(plain, { text: '/pitch "X" approach=stages speedup=2 num_ab_stage=3' });
    expect((await door.post(hosting, { command: "tank_close" })).body.facts).toMatchObject({ closed: "pitching" });
  });

  it("to those whom the installation does not name, as to people", async () => {
    await table.pitching();
    door = await openDoor(table, { roles: { hosts: ["hanna"], deputies: [], contestants: ["ada"], sharks: ["sam"] } });
    const pitch = { text: '/pitch "X" approach=stages speedup=2 num_ab_stage=3' };
    expect(await errorOf(await door.token("sam", "tuner"), pitch)).toEqual([422, "not-contestant"]);
    expect((await door.post(await door.token("ada", "tuner"), pitch)).status).toBe(200);
  });

  it("for who is banned", async () => {
    await table.pitching();
    door = await openDoor(table);
    const token = await door.token("sam", "tuner");
    await table.say("hanna", '/tank ban @sam reason="floods"');
    expect(await errorOf(token, { text: '/pitch "X" approach=stages speedup=2' })).toEqual([422, "banned"]);
    expect((await door.post(token, status)).status).toBe(200);
  });

  it("for haste: ten thousand calls in a minute are a person's sixty, and their agents share them", async () => {
    await table.season();
    door = await openDoor(table, { perMinute: 60 });
    const tokens = [await door.token("sam", "one"), await door.token("sam", "two")];
    const answers: number[] = [];
    for (let sent = 0; sent < 10_000; sent += 200) {
      const batch = Array.from({ length: 200 }, (_, each) => door.post(tokens[each % 2] ?? "", status));
      answers.push(...(await Promise.all(batch)).map((answer) => answer.status));
    }
    expect(answers.filter((code) => code === 200)).toHaveLength(60);
    expect(answers.filter((code) => code === 429)).toHaveLength(9940);
    const told = await door.post(tokens[0] ?? "", status);
    expect(told.body.error).toMatchObject({ code: "too-fast", hint: expect.stringContaining("Try again in") });
    expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = await door.token("ada", "one");
    expect((await door.post(other, status)).status).toBe(200);
    table.world.clock.at = new Date(table.world.clock.at.getTime() + 60_000);
    expect((await door.post(tokens[0] ?? "", status)).status).toBe(200);
  }, 120_000);

  it("for a body of 50 MB, announced or not, which is not read", async () => {
    await table.season();
    door = await openDoor(table);
    const token = await door.token("sam", "tuner");
    const large = "x".repeat(50 * 1024 * 1024);
    expect((await door.post(token, JSON.stringify({ text: large })).catch(() => null))?.status ?? 413).toBe(413);
    expect(await streamed(`${door.url}/api/commands`, token, large)).toBe(413);
    expect((await door.post(token, status)).status).toBe(200);
  });

  it("to what is no JSON, no way and no method, and to pages of other sites", async () => {
    await table.season();
    door = await openDoor(table);
    const token = await door.token("sam", "tuner");
    const headers = { authorization: `Bearer ${token}` };
    const ask = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(`${door.url}${path}`, { ...init, headers: { ...headers, ...init.headers } });
      return [answer.status, JSON.parse(await answer.text()).error.code];
    };
    expect(await errorOf(token, "{")).toEqual([400, "bad-json"]);
    expect(await errorOf(token, "[]")).toEqual([400, "bad-body"]);
    expect(await errorOf(token, { command: "vote", text: "/vote none" })).toEqual([400, "bad-body"]);
    expect(await ask("/api/commands", { method: "POST", body: "text=1" })).toEqual([400, "bad-json"]);
    expect(await ask("/api/nothing")).toEqual([404, "no-such-way"]);
    expect(await ask("/mcp", { method: "GET" })).toEqual([405, "no-such-method"]);
    expect(await ask("/api/commands", { headers: { origin: "https://evil.example" } })).toEqual([
      403,
      "foreign-origin",
    ]);
  });
});

/** Sends a body in pieces, without saying how long it is. */
function streamed(url: string, token: string, body: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const sent = request(url, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    // The far side stops listening in the middle of it.
    sent.on("error", () => undefined);
    for (let at = 0; at < body.length; at += 1024 * 1024) sent.write(body.slice(at, at + 1024 * 1024));
    sent.end();
  });
}

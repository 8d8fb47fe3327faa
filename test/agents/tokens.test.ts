import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backup } from "../../src/rounds/store/backup.ts";
import { openTable, type TestTable } from "../commands/table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
beforeEach(async () => {
  await table.season();
});
afterAll(() => table[Symbol.asyncDispose]());

const dayMs = 24 * 3600 * 1000;

async function facts(by: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message} ${reply.error.hint}`);
  return { ...reply.facts };
}

async function refusal(by: string, text: string) {
  const reply = await table.say(by, text);
  return reply.ok ? null : reply.error;
}

describe("/tank token", () => {
  it("gives a person's agent a token, that plays as both their names", async () => {
    expect(await facts("sam", "/tank token Skeptic")).toEqual({
      token: expect.any(Number),
      secret: expect.stringMatching(/^shark_[A-Za-z0-9_-]{43}$/),
      player: "sam/skeptic",
      roles: ["contestant", "shark"],
      seasons: [table.tank.season],
      expires: new Date(table.world.clock.at.getTime() + 30 * dayMs).toISOString(),
    });
    expect(await facts("sam", "/tank token roles=none days=7 seasons=all")).toMatchObject({
      player: "sam",
      roles: [],
      seasons: null,
    });
    expect(await facts("sam", "/tank token roles=sharks,host")).toMatchObject({ roles: ["shark", "host"] });
    // One of them would open the other tests' seasons too.
    expect(await facts("sam", "/tank revoke all")).toMatchObject({ revoked: { length: 3 } });
  });

  it("never keeps or logs the token itself", async () => {
    const { secret } = await facts("sam", "/tank token skeptic");
    const lines: string[] = [];
    await backup(table.world.database, async (line) => void lines.push(line));
    expect(lines.join("\n")).toContain("sam/skeptic");
    expect(lines.join("\n")).not.toContain(String(secret));
    expect(JSON.stringify(table.logged)).not.toContain(String(secret));
  });

  it("is refused in a pitch, whoever pastes it there", async () => {
    const { secret } = await facts("sam", "/tank token skeptic");
    expect(await refusal("ada", `/pitch "${secret}" approach=stages speedup=2`)).toMatchObject({
      code: "secret-inside",
      message: expect.stringContaining("a token of this tank"),
    });
  });

  it.each([
    ["/tank token roles=owner", "bad-value"],
    ["/tank token roles=", "no-value"],
    ["/tank token days=0", "bad-value"],
    ["/tank token days=366", "bad-value"],
    ["/tank token sam/skeptic", "bad-value"],
    ["/tank token skeptic roles=host", "agent-host"],
  ])("refuses %s", async (text, code) => {
    expect(await refusal("sam", text)).toMatchObject({ code, hint: expect.stringMatching(/.{10}/) });
  });

  it("is refused to an agent, and to whoever is banned", async () => {
    expect(await refusal("sam/skeptic", "/tank token")).toMatchObject({ code: "token-by-token" });
    await facts("hanna", "/tank open");
    await facts("hanna", '/tank ban @sam reason="floods"');
    expect(await refusal("sam", "/tank token")).toMatchObject({ code: "banned" });
  });

  it("gives nobody more than fifty at a time", async () => {
    for (let each = 1; each < 50; each++) await facts("sam", `/tank token a${each}`);
    const { token } = await facts("sam", "/tank token the-fiftieth");
    expect(await refusal("sam", "/tank token one-more")).toMatchObject({ code: "tokens-spent" });
    await facts("sam", `/tank revoke ${token}`);
    await facts("sam", "/tank token one-more");
    expect(await facts("ada", "/tank token hers")).toMatchObject({ player: "ada/hers" });
  });
});

describe("/tank tokens and /tank revoke", () => {
  const seen = async (by: string) => {
    const { tokens } = await facts(by, "/tank tokens");
    return Array.isArray(tokens) ? tokens.map(({ player }) => player) : null;
  };

  it("show a person's own, and a host everybody's, without what they read as", async () => {
    await facts("hanna", "/tank open");
    const { secret } = await facts("sam", "/tank token skeptic");
    await facts("ada", "/tank token tuner");
    expect(await seen("sam")).toEqual(["sam/skeptic"]);
    expect(await seen("hanna")).toEqual(["sam/skeptic", "ada/tuner"]);
    const reply = await table.say("hanna", "/tank tokens");
    expect(JSON.stringify(reply)).not.toContain(String(secret));
  });

  it("end one's own, a host anybody's, and nobody else's", async () => {
    await facts("hanna", "/tank open");
    const made: unknown[] = [];
    for (const by of ["sam", "sam", "ada", "bob"]) made.push((await facts(by, "/tank token helper"))["token"]);
    const [first, second, adas] = made;
    const foreign = await refusal("ada", `/tank revoke ${first}`);
    expect(foreign).toMatchObject({ code: "unknown-token", hint: `Yours: ${adas}.` });
    expect(await facts("sam", "/tank revoke all")).toMatchObject({ revoked: [{ token: first }, { token: second }] });
    expect(await facts("hanna", `/tank revoke ${adas}`)).toMatchObject({ revoked: [{ owner: "ada" }] });
    expect(await seen("hanna")).toEqual(["bob/helper"]);
    expect(await refusal("sam", "/tank revoke all")).toMatchObject({ code: "unknown-token" });
  });

  it("show none that has expired", async () => {
    await facts("sam", "/tank token skeptic days=2");
    table.world.clock.at = new Date(table.world.clock.at.getTime() + 2 * dayMs);
    expect(await seen("sam")).toEqual([]);
  });
});

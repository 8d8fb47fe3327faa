import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorText } from "../../src/bot/error-facts.ts";
import { safeLog } from "../../src/bot/log.ts";
import { keepSecret, redact, redactor } from "../../src/bot/redact.ts";
import { secretIn } from "../../src/bot/secret-shapes.ts";
import { secretNames } from "../../src/bot/secrets.ts";

const password = "pä ss/w@rd:1";
const secrets = {
  SLACK_BOT_TOKEN: "xoxb-1-bot-token",
  SLACK_APP_TOKEN: "xapp-1-app-token",
  SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
  DISCORD_TOKEN: "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz01",
  DATABASE_URL: `postgres://tank:${encodeURIComponent(password)}@db:5432/tank`,
  TANK_TOKEN: "shark_Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9",
};

function logged(fields: object, message = "said"): string {
  const lines: string[] = [];
  safeLog({ write: (line: string) => void lines.push(line) }, null).error(fields, message);
  expect(() => JSON.parse(lines[0] ?? "")).not.toThrow();
  return lines.join("");
}

describe("R26: a secret of this process", () => {
  const places = (secret: string): readonly object[] => [
    { note: secret },
    { deep: [{ headers: { authorization: `Bot ${secret}` } }] },
    { [secret]: 1 },
    { url: `https://example.org/?key=${encodeURIComponent(secret)}` },
    { basic: Buffer.from(secret).toString("base64") },
    { err: new Error(`refused ${secret}`) },
    { err: new Error("outside", { cause: new TypeError(`inside: ${secret}`) }) },
    { err: new AggregateError([new Error(secret)], "several") },
    { err: Object.assign(new Error("request"), { config: { headers: secret }, query: secret, parameters: [secret] }) },
    { err: { plain: secret } },
    { err: secret },
  ];

  it.each(secretNames)("is in no log line: %s", (name) => {
    keepSecret(secrets);
    for (const place of places(secrets[name])) {
      const line = logged(place, `said ${secrets[name]}`);
      expect(line).not.toContain(secrets[name]);
      expect(line).not.toContain(encodeURIComponent(secrets[name]));
    }
  });

  it("is not in it as a part of an address either: the database's password", () => {
    keepSecret(secrets);
    for (const form of [password, encodeURIComponent(password)]) {
      for (const place of places(form)) expect(logged(place)).not.toContain(form);
    }
  });

  it("is in no last words", () => {
    keepSecret(secrets);
    for (const secret of Object.values(secrets)) {
      const error = new Error(`a ${secret}`, { cause: new Error(`b ${secret}`, { cause: new Error(`c ${secret}`) }) });
      expect(redact(errorText(error))).not.toContain(secret);
      expect(redact(errorText(error))).toMatch(
        /^Error: a .*\n {4}at [\s\S]*caused by Error: b [\s\S]*caused by Error: c /,
      );
    }
  });

  it("is told by its name, whatever stands around it", () => {
    const without = redactor({ SLACK_SIGNING_SECRET: secrets.SLACK_SIGNING_SECRET });
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const told = without(`${before}${secrets.SLACK_SIGNING_SECRET}${after}`);
        expect(told).toContain("[SLACK_SIGNING_SECRET]");
        expect(told).not.toContain(secrets.SLACK_SIGNING_SECRET);
      }),
    );
  });

  it("leaves what has nothing to do with it as it was, short words too", () => {
    const without = redactor({ DATABASE_URL: "postgres://tank:tank@db/tank" });
    expect(without("the tank is open")).toBe("the tank is open");
    expect(without("postgres://tank:tank@db/tank")).toBe("[DATABASE_URL]");
    expect(without("postgres://tank:tank@other/tank")).toBe("postgres://tank:[redacted]@other/tank");
  });
});

describe("R26: of an error a log line has", () => {
  it("its type, message, stack, code and causes, and nothing that hangs on it", () => {
    const kernel = "__global__ void secret_kernel() {}";
    const hung = { query: kernel, params: [kernel], detail: kernel, requestBody: { json: kernel }, response: kernel };
    const error = Object.assign(new Error("outside", { cause: Object.assign(new Error("inside"), hung) }), hung, {
      code: "23505",
    });
    const line = logged({ err: error });
    expect(line).not.toContain("secret_kernel");
    expect(JSON.parse(line).err).toEqual({
      type: "Error",
      message: "outside",
      code: "23505",
      stack: expect.stringContaining("redact.test.ts"),
      cause: { type: "Error", message: "inside", stack: expect.any(String) },
    });
  });

  it("no address that lets its reader speak for the bot", () => {
    const token = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4";
    for (const url of [
      `https://discord.com/api/v10/webhooks/123456789012345678/${token}/messages/@original`,
      `https://discord.com/api/v10/interactions/123456789012345678/${token}/callback`,
      `https://hooks.slack.com/commands/T0/1/${token}`,
      `wss://wss-primary.slack.com/link/?ticket=${token}&app_id=1`,
    ]) {
      expect(logged({ failure: `POST ${url} answered 404` })).not.toContain(token);
    }
  });
});

describe("what looks like somebody's secret", () => {
  const key = "A".repeat(16);
  it.each([
    ["a Slack token", "xoxb-123456789-abcdef"],
    ["a Slack token", "xapp-1-A0123456789"],
    ["a GitHub token", `ghp_${"a1".repeat(18)}`],
    ["an AWS key", `AKIA${key}`],
    ["a Discord token", secrets.DISCORD_TOKEN],
    ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"],
    ["an address with a password", "postgres://tank:hunter2@db/tank"],
  ])("is known: %s", (what, text) => {
    expect(secretIn(text)).toBe(what);
    expect(secretIn(`token = "${text}" # mine`)).toBe(what);
  });

  it.each([
    "MmaMXF4NVF4Op requires M=128, N=128; got tile 64x64",
    "https://github.com/org/repo/blob/main/kernel.cu",
    "from tank import hf_hub, ghp_cache",
    "see discord:123456789012345678 and slack:U0123ABCD",
    'url = "http://host:8080"; mail = "a@b.example"',
    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  ])("is not seen in %s", (text) => {
    expect(secretIn(text)).toBeNull();
  });
});

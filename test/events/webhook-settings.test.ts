import { describe, expect, it } from "vitest";
import { webhooksKey } from "../../src/bot/events/webhook-keys.ts";
import { secretOf, webhooksOf } from "../../src/bot/events/webhooks.ts";
import { redactor } from "../../src/bot/redact.ts";
import { readSecrets } from "../../src/bot/secrets.ts";
import { refusal } from "../rounds/refusal.ts";
import { secret } from "./receiver.ts";

const faults = (url: string) => {
  const parsed = webhooksKey.safeParse([{ name: "ci", url }]);
  return parsed.success ? null : parsed.error.issues.map(({ message }) => message).join();
};

describe("a webhook's address", () => {
  it.each([
    "https://example.org/tank?key=1",
    "http://localhost:8080/tank",
    "http://127.0.0.1:9/",
    "http://10.1.2.3/",
    "http://172.31.0.1/",
    "http://192.168.1.1:8080/x",
    "http://[::1]:8080/",
    "http://[fd00::1]/",
  ])("may be %s", (url) => {
    expect(faults(url)).toBeNull();
  });

  it.each([
    ["http://example.org/tank", /use https/],
    ["http://172.32.0.1/", /use https/],
    ["http://8.8.8.8/", /use https/],
    ["http://localhost.example.org/", /use https/],
    ["http://[2001:db8::1]/", /use https/],
    ["ftp://example.org/", /use an address/],
    ["example.org", /use an address/],
    ["https://ada:secret@example.org/", /leave user and password out/],
  ])("is not %s", (url, why) => {
    expect(faults(url)).toMatch(why);
  });
});

describe("webhooks", () => {
  const keys = [
    { name: "ci", url: "https://example.org" },
    { name: "our-bot", url: "https://example.org" },
  ];

  it("have names of their own and kinds that there are", () => {
    expect(webhooksKey.safeParse([...keys, { name: "ci", url: "https://example.org" }]).success).toBe(false);
    expect(webhooksKey.safeParse([{ ...keys[0], events: ["verdict", "measured"] }]).success).toBe(false);
    expect(webhooksKey.safeParse([{ ...keys[0], name: "CI" }]).success).toBe(false);
    expect(webhooksKey.parse(undefined)).toEqual([]);
  });

  it("have their secrets in variables or files that are named after them; all that is wrong is said at once", () => {
    expect(secretOf("our-bot")).toBe("WEBHOOK_OUR_BOT_SECRET");
    expect(webhooksOf(keys, { WEBHOOK_CI_SECRET: secret, WEBHOOK_OUR_BOT_SECRET: secret })).toHaveLength(2);
    for (const bad of ["hunter2", "whsec_c2hvcnQ=", `${secret}!`, secret.slice("whsec_".length)]) {
      expect(refusal(() => webhooksOf(keys, { WEBHOOK_CI_SECRET: bad }))).toMatch(
        /WEBHOOK_CI_SECRET is no such secret; WEBHOOK_OUR_BOT_SECRET is missing\. .*openssl rand/,
      );
    }
    const { variables, faults: told } = readSecrets({
      WEBHOOK_CI_SECRET_FILE: "/nowhere/secret",
      WEBHOOK_OUR_BOT_SECRET: secret,
    });
    expect(told).toEqual([expect.stringMatching(/^WEBHOOK_CI_SECRET_FILE names a file that does not exist/)]);
    expect(webhooksOf(keys, variables)).toHaveLength(2);
    expect(redactor(variables)(`it was ${secret}`)).toBe("it was [WEBHOOK_OUR_BOT_SECRET]");
  });
});

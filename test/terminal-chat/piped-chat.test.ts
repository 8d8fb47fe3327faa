import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BotFolder } from "./bot-process.ts";
import { masked } from "./masked.ts";
import { session } from "./session.ts";

describe("npm start with piped input", () => {
  it("plays a whole round, line by line, and ends after the last run", async () => {
    using folder = new BotFolder();
    const input = `\ufeff# A round, and what it looks like\r\n\r\n${session.map(([by, text]) => `@${by} ${text}`).join("\r\n")}`;
    const { code, out, err } = await folder.talk(input);
    expect(code, err).toBe(0);
    await expect(masked(out)).toMatchFileSnapshot("golden/piped-session.txt");
    // A run's progress is no part of what was said.
    expect(err).toContain("A, Tile Size Tuning: building");
    expect(out).not.toContain("…  A, Tile");
    expect(existsSync(join(folder.data, "tank.sock"))).toBe(false);
  }, 120_000);

  it("answers what is not UTF-8 with one sentence, and lets nothing typed move the cursor or change colours", async () => {
    using folder = new BotFolder();
    const latin1 = Buffer.concat([Buffer.from('@ada /pitch "Caf'), Buffer.from([0xe9]), Buffer.from('"\n')]);
    const escapes = Buffer.from("@ada /pitch \u001b[2Jgone\u0007 approach=\u009b31m speedup=1\n/tank status\n");
    const { code, out } = await folder.talk(Buffer.concat([latin1, escapes]));
    expect(code).toBe(0);
    expect(out.match(/^✗.*/gm)?.[0]).toBe("✗ Line 1 is not text in UTF-8.");
    expect(out).toContain("No round yet");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through.
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

describe("a chat platform that is configured", () => {
  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-secret" }, /neither SLACK_APP_TOKEN .* is set/],
    [{ SLACK_SIGNING_SECRET: "hush" }, /SLACK_BOT_TOKEN is not set; PORT is not set/],
    [{ DISCORD_GUILD: "1" }, /DISCORD_TOKEN is not set/],
    [{ DISCORD_TOKEN: "very-secret" }, /DISCORD_TOKEN can't be a bot's token/],
  ])("%j is refused at start, without its secrets", async (variables, sentence) => {
    using folder = new BotFolder();
    const { code, out, err } = await folder.talk("/tank status\n", [], variables);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(sentence);
    expect(err).toContain("npm start -- --terminal");
    expect(err).not.toMatch(/xoxb-secret|very-secret|hush/);
    expect(existsSync(folder.data)).toBe(false);
  });
});

describe("a season that isn't there", () => {
  it("is named with those that are", async () => {
    using folder = new BotFolder();
    const { code, err } = await folder.talk("", ["--season", "practise"]);
    expect(code).toBe(1);
    expect(err).toContain('There is no season "practise"; did you mean "practice"?');
    expect(err).toContain("Seasons in config/seasons:");
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { commands } from "../../src/bot/commands/table.ts";
import { slackManifest } from "../../src/bot/slack/slack-manifest.ts";

const shipped = readFileSync(fileURLToPath(new URL("../../config/slack-manifest.yml", import.meta.url)), "utf8");

describe("the Slack app's manifest", () => {
  it("is what `npm run tank -- slack-manifest` makes of the command table", () => {
    expect(shipped).toBe(slackManifest({ commands }));
  });

  it("gives a reason for each scope", () => {
    const scopes: readonly string[] = parse(shipped).oauth_config.scopes.bot;
    for (const scope of scopes) expect(shipped).toMatch(new RegExp(`- ${scope} # [a-z]`));
  });

  it("names every slash command once, within what Slack takes", () => {
    const given: readonly { command: string; description: string; usage_hint: string }[] =
      parse(shipped).features.slash_commands;
    expect(given.map(({ command }) => command)).toEqual(["/pitch", "/vote", "/tank"]);
    for (const { description, usage_hint } of given) {
      expect(description.length).toBeLessThanOrEqual(100);
      expect(usage_hint.length).toBeLessThanOrEqual(100);
    }
  });

  it("takes a prefix, and an address for HTTP mode", () => {
    const url = "https://tank.example.org/slack/events";
    const { features, settings } = parse(slackManifest({ commands, prefix: "st-", url }));
    expect(features.slash_commands[0]).toMatchObject({ command: "/st-pitch", url });
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { request_url: url },
    });
  });
});

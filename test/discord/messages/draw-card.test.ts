import { describe, expect, it } from "vitest";
import { commandPath } from "../../../src/bot/command.ts";
import { commands } from "../../../src/bot/commands/table.ts";
import { discordPathText } from "../../../src/bot/discord/command-paths.ts";
import { discordText, drawCard } from "../../../src/bot/discord/messages/draw-card.ts";

describe("a command in a text", () => {
  it.each([
    ["/pitch code B --file kernel.ts", "/tank pitch code B --file kernel.ts"],
    ["/tank open title=…, then /tank close", "/tank host open title=…, then /tank host close"],
    ["(/vote withdraw)", "(/tank vote withdraw)"],
    ["/vote A p=70, /pitch, /tank and /tank status", "/vote A p=70, /pitch, /tank and /tank status"],
    ["/tank openly, /pitch code-review, a/pitch code", "/tank openly, /pitch code-review, a/pitch code"],
  ])("%s reads %s", (game, discord) => {
    expect(discordText(game)).toBe(discord);
  });

  it.each(commands.map((command) => [commandPath(command), discordPathText(command)]))(
    "%s reads %s, and stays so",
    (game, discord) => {
      expect(discordText(`Say ${game}.`)).toBe(`Say ${discord}.`);
      expect(discordText(discordText(`Say ${game}.`))).toBe(`Say ${discord}.`);
    },
  );

  it("is named so in all of a card but its code", () => {
    const { messages } = drawCard({
      title: "See /tank open",
      mood: "neutral",
      sections: [
        { kind: "text", text: "or /pitch code B" },
        { kind: "code", text: "/tank open" },
      ],
      footer: "/tank close ends it.",
    });
    expect(messages[0].embeds).toMatchObject([
      {
        title: "See /tank host open",
        description: "or /tank pitch code B\n\n```\n/tank open\n```",
        footer: { text: "/tank host close ends it." },
      },
    ]);
  });
});

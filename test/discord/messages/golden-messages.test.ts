import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RenderedCard } from "../../../src/bot/discord/messages/render-card.ts";
import { messageFaults } from "./message-faults.ts";
import { sampleMessages } from "./sample-messages.ts";

const names = Object.keys(sampleMessages);

function sample(name: string): RenderedCard {
  const found = sampleMessages[name];
  if (!found) throw new Error(`no sample message ${name}`);
  return found;
}

/** Texts as they are sent, line by line, so that a change reads as one; then buttons and files. */
function golden({ messages, files }: RenderedCard): string {
  const told = messages.flatMap(({ content, embeds, components }) => [
    ...(content === undefined ? [] : [content]),
    ...embeds.flatMap(({ title, description, color = 0, footer }) => [
      `┌─ #${color.toString(16).padStart(6, "0")}`,
      ...[title, description].flatMap((text) => text ?? []).map((text) => text.replace(/^/gm, "│ ")),
      `└─ ${footer?.text ?? ""}`,
    ]),
    ...components.map((row) => JSON.stringify(row)),
    "",
  ]);
  const kept = files.map(({ name, bytes }) => `${name}: ${bytes.length} bytes`);
  return `${[...told, ...kept].map((line) => line.trimEnd()).join("\n")}\n`;
}

describe("a card in Discord", () => {
  it.each(names)("%s looks as it did", async (name) => {
    await expect(golden(sample(name))).toMatchFileSnapshot(`../../golden/discord/messages/${name}.txt`);
  });

  it.each(names)("%s is taken by Discord", (name) => {
    expect(sample(name).messages.flatMap(messageFaults)).toEqual([]);
  });

  it("has no golden file without its card", () => {
    const files = readdirSync(new URL("../../golden/discord/messages", import.meta.url));
    expect(files.filter((file) => !Object.hasOwn(sampleMessages, file.replace(".txt", "")))).toEqual([]);
  });
});

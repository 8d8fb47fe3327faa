import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RenderedCard } from "../../../src/bot/slack/blocks/render-card.ts";
import { blockFaults } from "../../fakes/slack/check-blocks.ts";
import { sampleMessages } from "./sample-messages.ts";

const names = Object.keys(sampleMessages);

function sample(name: string): RenderedCard {
  const found = sampleMessages[name];
  if (!found) throw new Error(`no sample message ${name}`);
  return found;
}

/** A line for each message's text, for each block of it and for each file, so that a change reads as one. */
function golden({ messages, files }: RenderedCard): string {
  const told = messages.flatMap(({ text, blocks }) => [{ text }, ...blocks]);
  const kept = files.map(({ name, bytes }) => ({ file: name, bytes: bytes.length }));
  return [...told, ...kept].map((line) => `${JSON.stringify(line)}\n`).join("");
}

describe("a card in Slack", () => {
  it.each(names)("%s looks as it did", async (name) => {
    await expect(golden(sample(name))).toMatchFileSnapshot(`../../golden/slack/${name}.jsonl`);
  });

  it.each(names)("%s is taken by Slack", (name) => {
    expect(sample(name).messages.flatMap(({ blocks }) => blockFaults(blocks, "message"))).toEqual([]);
  });

  it("has no golden file without its card", () => {
    const files = readdirSync(new URL("../../golden/slack", import.meta.url));
    expect(files.filter((file) => !Object.hasOwn(sampleMessages, file.replace(".jsonl", "")))).toEqual([]);
  });
});

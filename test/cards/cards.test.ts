import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderCard } from "../../src/bot/terminal/render-card.ts";
import { sampleCards } from "./sample-cards.ts";

describe.each([100, 40])("at %d columns", (width) => {
  it.each(Object.keys(sampleCards))("%s looks as it did", async (name) => {
    const card = sampleCards[name];
    if (!card) throw new Error(`no card ${name}`);
    await expect(renderCard(card, { width, colours: false })).toMatchFileSnapshot(`../golden/${width}/${name}.txt`);
  });

  it("has no golden file without its card", () => {
    const golden = readdirSync(new URL(`../golden/${width}`, import.meta.url));
    expect(golden.filter((file) => !Object.hasOwn(sampleCards, file.replace(".txt", "")))).toEqual([]);
  });
});

import assert from "node:assert/strict";
import { commandPath } from "../../src/bot/command.ts";
import { type Reply, runCommand, type Tank } from "../../src/bot/commands/run-command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { drawCard } from "../../src/bot/discord/messages/draw-card.ts";
import { renderCard as renderInSlack } from "../../src/bot/slack/blocks/render-card.ts";
import { attachFile } from "../../src/bot/terminal/attach-file.ts";
import { renderCard as renderInTerminal } from "../../src/bot/terminal/render-card.ts";
import type { TestTable } from "../commands/table.ts";

/** Pictures take a tenth of a second each, and have their own tests. */
const readingLines: readonly string[] = commands
  .filter(({ reads, word }) => reads === true && word !== "picture")
  .flatMap((command) => [commandPath(command), ...command.examples.filter((line) => !line.includes("picture"))]);

/** Whatever is stored can be read again: every reading command answers, and every answer can be drawn everywhere. */
export async function readEverything(tank: Tank, by: string, also: readonly string[] = []): Promise<void> {
  for (const text of [...readingLines, ...also]) {
    const reply = await runCommand(tank, { by, text, files: [], readFile: attachFile });
    checkReply(reply, text);
  }
}

/** @throws for an answer that is a bug's, and for a card that a platform can't draw */
export function checkReply(reply: Reply, asked: string, logged: TestTable["logged"] = []): void {
  const told = JSON.stringify(logged.findLast(({ level }) => level === 50)?.["err"]) ?? "nothing was logged";
  if (!reply.ok) assert.notEqual(reply.error.code, "bug", `a bug: ${asked.slice(0, 60)}: ${told.slice(0, 600)}`);
  const { card } = reply;
  renderInTerminal(card, { width: 80, colours: false });
  renderInSlack(card, { unfolds: "inside" });
  drawCard(card, { unfolds: "inside" });
}

import { expect, it } from "vitest";
import { findCommand } from "../../src/bot/commands/find-command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { parseCommandLine } from "../../src/bot/grammar/command-line.ts";
import { matchOptions } from "../../src/bot/grammar/match-options.ts";
import { refusal } from "../rounds/refusal.ts";

function said(text: string) {
  const { command, line } = findCommand(commands, parseCommandLine(text));
  return matchOptions(command, line, []).given;
}

it("takes a question and an answer without quotes as they stand", () => {
  expect(said("/tank ask B where does the time go?")).toEqual({ pitch: "B", question: "where does the time go?" });
  expect(said("/tank answer Q1 into the epilogue, half of it")).toMatchObject({
    answer: "into the epilogue, half of it",
  });
});

it("refuses a word too many, and says which", () => {
  expect(refusal(() => said("/vote B and more"))).toMatch(/^extra-word: \/vote can't use the word "and"/);
});

it("reads 60,000 words at once", () => {
  expect(said(`/tank ask B ${'""'.repeat(30_000)}why`)).toMatchObject({ question: expect.stringMatching(/why$/) });
});

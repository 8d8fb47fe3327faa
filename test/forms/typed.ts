import type { Command } from "../../src/bot/command.ts";
import { commandPath } from "../../src/bot/command.ts";
import type { Said } from "../../src/bot/forms/said.ts";
import { parseCommandLine, quoted } from "../../src/bot/grammar/command-line.ts";
import { matchOptions } from "../../src/bot/grammar/match-options.ts";

/** What a form says as somebody would have to type it, taken apart again as typed commands are. */
export function typedLike(command: Command, { given, others }: Said) {
  const options = Object.entries({ ...given, ...others }).map(([name, text]) => `${name}=${quoted(text)}`);
  const line = parseCommandLine([commandPath(command), ...options].join(" "));
  return matchOptions(command, { ...line, words: [] }, Object.keys(others));
}

import fc from "fast-check";
import { findCommand } from "../../../src/bot/commands/find-command.ts";
import { commands } from "../../../src/bot/commands/table.ts";
import { badOptions } from "../../../src/bot/grammar/bad-options.ts";
import { parseChatLine } from "../../../src/bot/grammar/chat-line.ts";
import { parseCommandLine } from "../../../src/bot/grammar/command-line.ts";
import { complete } from "../../../src/bot/grammar/complete.ts";
import { matchOptions } from "../../../src/bot/grammar/match-options.ts";
import { storable } from "../../../src/rounds/storable.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";
import { mutatedText } from "../mutated-text.ts";
import { openStorage } from "../storage.ts";

export const exampleLines: readonly string[] = commands.flatMap(({ examples }) => examples);

/** A command as somebody types it, and everything that can go wrong with that. */
export const hostileLine: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: mutatedText(exampleLines), weight: 8 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom("/pitch ", "/vote ", "/tank ", "@ada /"), hostileText)
      .map((each) => each.join("")),
    weight: 1,
  },
  { arbitrary: hostileText, weight: 1 },
);

const otherNames: Readonly<Record<string, readonly string[]>> = {
  knob: ["num_ab_stage", "constructor", "__proto__"],
  pitch: ["A", "B"],
};

/** What the game would be asked for: nothing here is a game. */
const completed = "/tank ".length + 2000;

export const commandLines = fuzzTarget({
  name: "command-lines",
  about: "typed lines through the grammar: options read, or refused; what is read can be stored",
  casesInTest: 400,
  inputs: hostileLine,
  async open() {
    const storage = await openStorage();
    return {
      async feed(line) {
        if (line.length <= completed) await complete(commands, line, async () => ["B"]);
        const { text } = parseChatLine(storable(line));
        const found = findCommand(commands, parseCommandLine(text));
        const { command } = found;
        const { given, others } = matchOptions(command, found.line, otherNames[command.others?.kind ?? ""] ?? []);
        const read = command.options.safeParse(given);
        if (!read.success) throw badOptions(command, given, read.error.issues);
        await storage.keeps({ read: read.data, others });
        return "accepted" as const;
      },
      [Symbol.asyncDispose]: storage[Symbol.asyncDispose],
    };
  },
});

import fc from "fast-check";
import type { Command } from "../../src/bot/command.ts";

/** What somebody may type: quotes, curly ones, what looks like an option or a flag, several lines. */
export const typed = fc.oneof(
  fc.string({ unit: "binary-ascii", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    'say "no"',
    "“curly”",
    "\\",
    '\\"',
    "p=70 --file x",
    "a\nb\r\n",
    "  ",
    "1.5x",
    "@bob,@eve",
    "none",
    "B",
  ),
);

/** What the command makes of its options, or what it has against them. */
export function outcome({ options }: Command, given: Readonly<Record<string, string>>): unknown {
  try {
    return options.safeParse(given);
  } catch (error) {
    return error;
  }
}

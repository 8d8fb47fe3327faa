import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type Command, commandPath } from "../command.ts";
import type { CommandLine } from "../grammar/command-line.ts";

/** The command that a line means, and what is left of the line. */
export interface FoundCommand {
  readonly command: Command;
  readonly line: CommandLine;
}

/** @throws UserError for a command or a word that isn't there, naming the nearest that is. */
export function findCommand(commands: readonly Command[], line: CommandLine): FoundCommand {
  const named = commands.filter(({ name }) => name === line.name);
  if (named.length === 0) throw unknownCommand(commands, line);
  const isBare = line.words.length + line.options.length + line.files.length === 0;
  const bare = named.find(({ whenBare }) => whenBare);
  if (isBare && bare) return { command: bare, line };
  const [first, ...rest] = line.words;
  const asked = first === undefined || first.quoted ? undefined : first.text.toLowerCase();
  const worded = named.find(({ word }) => word !== undefined && word === asked);
  if (worded) return { command: worded, line: { ...line, words: rest } };
  const wordless = named.find(({ word }) => word === undefined);
  const words = named.flatMap(({ word }) => word ?? []);
  const guess = asked === undefined ? null : nearest(asked, words);
  // `/pitch shw B` is a slip and not a pitch of that title; `/pitch Shows speedup=2 …` is a pitch.
  if (wordless && (guess === null || line.options.length > 0)) return { command: wordless, line };
  throw unknownWord(line, asked ?? first?.text ?? "", words, guess);
}

function unknownCommand(commands: readonly Command[], { name, words }: CommandLine): UserError {
  const names = [...new Set(commands.map((command) => command.name))];
  const shown = name.slice(0, 60);
  // `/status`, `/tank-open`, `help`: the word of a command without its name.
  const asked = name.replace(/^tank-/, "");
  const word = commands.find((command) => command.word === asked);
  const guess = word === undefined ? nearest(name, names) : null;
  const meant = word ? commandPath(word) : guess ? `/${[guess, ...words.map(({ text }) => text)].join(" ")}` : null;
  return new UserError(
    "unknown-command",
    `There is no command "${shown}"${meant ? `; did you mean ${meant.slice(0, 80)}?` : "."}`,
    `Commands begin with ${names.map((each) => `/${each}`).join(", ")}; /tank help shows them all.`,
  );
}

function unknownWord({ name }: CommandLine, asked: string, words: readonly string[], guess: string | null): UserError {
  const what =
    asked === "" ? `/${name} needs a word that says what to do.` : `There is no /${name} ${asked.slice(0, 60)}`;
  const meant = asked === "" ? "" : guess ? `; did you mean /${name} ${guess}?` : ".";
  return new UserError("unknown-word", `${what}${meant}`, `After /${name} comes one of ${words.join(", ")}.`);
}

import { type Command, commandPath } from "../command.ts";
import { describedOptions } from "./match-options.ts";
import type { Suggested } from "./option.ts";

/** The names that a game has now, looked up only when they are asked for. */
export type Names = (of: Exclude<Suggested, readonly string[]>) => Promise<readonly string[]>;

export interface Completion {
  /** What may stand in the place of `typed`, each with what follows it. */
  readonly words: readonly string[];
  /** The unfinished end of the line. */
  readonly typed: string;
}

/** What a person may go on with: commands, their words, options, and what the game itself names. */
export async function complete(commands: readonly Command[], text: string, names: Names): Promise<Completion> {
  const typed = /\S*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - typed.length).trim();
  const found = (words: readonly string[]) => {
    const wanted = typed.toLowerCase();
    return { words: words.filter((word) => word.toLowerCase().startsWith(wanted)), typed };
  };
  if (before === "") return found([...new Set(commands.map(({ name }) => `/${name} `))]);
  const isInQuotes = (before.match(/(?<!\\)"/g) ?? []).length % 2 === 1;
  if (isInQuotes) return { words: [], typed };
  const [first = "", second = "", ...more] = before.split(/\s+/);
  const named = commands.filter(({ name }) => name === first.replace(/^\//, "").toLowerCase());
  const worded = named.find(({ word }) => word === second.toLowerCase());
  const command = worded ?? named.find(({ word }) => word === undefined);
  const words = second === "" ? named.flatMap(({ word }) => (word === undefined ? [] : [`${word} `])) : [];
  if (command === undefined) return found(words);
  const given = worded ? more : [second, ...more].filter((part) => part !== "");
  const value = /^([^=]+)=(.*)$/s.exec(typed);
  if (value) return found(await valuesOf(command, value[1] ?? "", names));
  return found([...words, ...(await partsOf(command, given, names))]);
}

/** What can come next as a word, and the options that were not given yet. */
async function partsOf(command: Command, given: readonly string[], names: Names): Promise<readonly string[]> {
  const keys = given.flatMap((part) => /^([^=]+)=/.exec(part)?.[1]?.toLowerCase() ?? []);
  const place = given.length - keys.length;
  const options = describedOptions(command);
  const word = options.find((each) => each.word === place || each.word === "rest");
  const words = word === undefined ? [] : await suggestions(word.suggests, names);
  const left = options.filter((each) => each.word === undefined && !keys.includes(each.name));
  const { others } = command;
  const also = others === undefined ? [] : await names(others.kind);
  return [
    ...words.map((each) => `${each} `),
    ...left.map(({ name }) => `${name}=`),
    ...also.filter((name) => !keys.includes(name.toLowerCase())).map((name) => `${name}=`),
    ...(command.takesFiles ? ["--file "] : []),
  ];
}

async function valuesOf(command: Command, key: string, names: Names): Promise<readonly string[]> {
  const option = describedOptions(command).find(({ name }) => name === key.toLowerCase());
  return (await suggestions(option?.suggests, names)).map((value) => `${key}=${value} `);
}

async function suggestions(from: Suggested | undefined, names: Names): Promise<readonly string[]> {
  if (from === undefined) return [];
  return typeof from === "string" ? names(from) : from;
}

/** The names of commands, as `/tank help` takes them. */
export function commandNames(commands: readonly Command[]): readonly string[] {
  return commands.map((command) => commandPath(command).slice(1));
}

import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type Command, commandPath } from "../command.ts";
import type { CommandLine, OptionText, Word } from "./command-line.ts";
import { factsOf, type OptionFacts } from "./option.ts";

/** A command's options by name as they were typed, and those that the game names. */
export interface GivenOptions {
  readonly given: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
}

/**
 * Matches what was typed with what a command takes, in any letter case.
 * @param otherNames the knobs or letters that a command takes beside its own options
 * @throws UserError for a word too many, an unknown option and one that is given twice
 */
export function matchOptions(
  command: Command,
  line: Pick<CommandLine, "words" | "options">,
  otherNames: readonly string[],
): GivenOptions {
  // A knob may have any name, also one that every object has: `constructor`.
  const given = new Map(wordsOf(command, line.words).map(({ name, text }) => [name, text]));
  const others = new Map<string, string>();
  for (const option of line.options) {
    const own = optionNames(command).find((name) => name === option.key.toLowerCase());
    const name = own ?? findOther(command, option, otherNames);
    const into = own === undefined ? others : given;
    if (into.has(name)) {
      throw new UserError("option-twice", `${name} is given twice.`, "Say it once, whichever you mean.");
    }
    into.set(name, option.value);
  }
  return { given: Object.fromEntries(given), others: Object.fromEntries(others) };
}

function optionNames({ options }: Command): readonly string[] {
  return Object.keys(options.shape);
}

function wordsOf(command: Command, words: readonly Word[]): readonly { name: string; text: string }[] {
  const taken = optionNames(command).map((name) => ({ name, place: factsOf(command.options.shape[name]).word }));
  const placed = words.map((_, index) => taken.find(({ place }) => place === index));
  const end = placed.indexOf(undefined);
  const found = placed.flatMap((each, index) => (each ? [{ name: each.name, text: words[index]?.text ?? "" }] : []));
  if (end < 0) return found;
  const rest = taken.find(({ place }) => place === "rest");
  if (!rest) throw tooManyWords(command, words, end);
  const text = words.slice(end).map(({ text: word, typed = word }) => typed);
  return [...found, { name: rest.name, text: text.join(" ") }];
}

function tooManyWords(command: Command, words: readonly Word[], index: number): UserError {
  const extra = words[index]?.text ?? "";
  const guess = nearest(extra.replace(/=.*/, ""), optionNames(command));
  const meant = guess === null ? "" : ` Did you mean ${guess}=…?`;
  return new UserError(
    "extra-word",
    `${commandPath(command)} can't use the word "${extra.slice(0, 60)}".${meant}`,
    `Put double quotes around text of several words: reason="it is faster". For example: ${command.examples[0]}`,
  );
}

function findOther(command: Command, { key }: OptionText, names: readonly string[]): string {
  const exact = names.find((name) => name === key) ?? names.find((name) => name.toLowerCase() === key.toLowerCase());
  if (exact !== undefined) return exact;
  const own = optionNames(command).filter((name) => factsOf(command.options.shape[name]).word === undefined);
  const guess = nearest(key, [...optionNames(command), ...names]);
  const { others } = command;
  const also = others === undefined || names.length === 0 ? "" : ` ${others.about}: ${names.join(", ")}.`;
  const asked = `${commandPath(command)} has no option "${key.slice(0, 60)}"`;
  const hint = own.length > 0 ? `Its options are ${own.join(", ")}.` : "It has no options.";
  const withoutCode = { message: `${asked}.`, hint: others?.kind === "knob" ? hint : `${hint}${also}` };
  throw new UserError("unknown-option", `${asked}${guess ? `; did you mean "${guess}"?` : "."}`, `${hint}${also}`, {
    withoutCode,
  });
}

/** The options of a command with what they are, in the order in which help shows them. */
export function describedOptions(command: Command): readonly (OptionFacts & { name: string; optional: boolean })[] {
  return optionNames(command).map((name) => {
    const schema: unknown = command.options.shape[name];
    const optional = typeof schema === "object" && schema !== null && "unwrap" in schema;
    return { name, optional, ...factsOf(schema) };
  });
}

import { UserError } from "../../rounds/user-error.ts";

/** What a person typed, taken apart: `/vote B p=70 reason="…"`. Nothing is known yet of which commands there are. */
export interface CommandLine {
  /** Without its slash, in lower case: `vote`. */
  readonly name: string;
  readonly words: readonly Word[];
  readonly options: readonly OptionText[];
  /** Paths given with `--file`. */
  readonly files: readonly string[];
}

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  /** Where that differs: with the commas and dashes that it was typed with. */
  readonly typed?: string;
}

export interface OptionText {
  readonly key: string;
  readonly value: string;
}

/** A pitch with every field filled to its limit fits ten times. */
const longestLine = 512 * 1024;

const blank = /\s+/y;
const optionKey = /(?<key>[\p{L}_][\p{L}\p{N}_-]*)\s*=/uy;
const openQuote = /["“”„‟«»]/y;
const bareText = /\S+/y;
const fileFlag = /(?:--|[\u2013\u2014])file(?:\s*=\s*|(?=\s|$))/iuy;
const dashes = /[\u2010-\u2015\u2212]/g;

/**
 * Takes a command apart: a name, words, then `key=value`, with double quotes around text of several words.
 * Curly quotes and long dashes are what phones make of plain ones, and count as those.
 * @throws UserError for a quote that is never closed, an option without a value, and what can't be a command at all.
 */
export function parseCommandLine(text: string): CommandLine {
  if (text.length > longestLine) {
    const size = `${Math.ceil(text.length / 1024)} KB`;
    throw new UserError("line-too-long", `This line has ${size} of text.`, "Put the code into a file and attach that.");
  }
  const reader = { text: text.trim(), at: 0 };
  const name = take(reader, bareText)?.[0] ?? "";
  const words: Word[] = [];
  const options: OptionText[] = [];
  const files: string[] = [];
  while (skipBlank(reader)) {
    const key = take(reader, optionKey)?.groups?.["key"];
    if (key !== undefined) {
      options.push({ key, value: readValue(reader, key) });
      continue;
    }
    if (take(reader, fileFlag)) files.push(readPath(reader));
    else words.push(refuseFlag(readText(reader)));
  }
  return { name: plainDashes(name).replace(/^\//, "").toLowerCase(), words, options, files };
}

/** Text as it has to be written to come back the same. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

interface Reader {
  readonly text: string;
  at: number;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at = pattern.lastIndex;
  return found;
}

/** True while there is something left to read. */
function skipBlank(reader: Reader): boolean {
  take(reader, blank);
  return reader.at < reader.text.length;
}

function readValue(reader: Reader, key: string): string {
  const start = reader.at;
  const isNextOption = skipBlank(reader) && take(reader, optionKey) !== null && reader.at > start;
  // `speedup= reason="…"`: the value was forgotten, and what follows is the next option.
  const isForgotten = isNextOption && /\s/.test(reader.text[start] ?? "");
  reader.at = start;
  if (isForgotten || !skipBlank(reader)) {
    throw new UserError("no-value", `${key}= has no value.`, `Write it right behind: ${key}=…, or leave ${key}= out.`);
  }
  return readText(reader).text;
}

function readText(reader: Reader): Word {
  const start = reader.at;
  const open = take(reader, openQuote)?.[0];
  if (open === undefined) {
    const typed = take(reader, bareText)?.[0] ?? "";
    const text = bareWord(typed);
    return { text, quoted: false, ...(typed !== text && { typed }) };
  }
  const closed = readQuoted(reader, open);
  if (closed !== null) return { text: closed, quoted: true };
  const shown = reader.text.slice(start, start + 30);
  const rest = reader.text.length > start + 30 ? "…" : "";
  throw new UserError(
    "open-quote",
    `A double quote is opened and never closed: ${shown}${rest}`,
    'Close it with another ". A quote inside the text is written \\".',
  );
}

/** A plain quote ends at the next plain one; a curly one at any closing quote; where a phone mixed them, at the last. */
function readQuoted(reader: Reader, open: string): string | null {
  const ends = open === '"' ? /"/ : /["”“»«]/;
  let text = "";
  for (let at = reader.at; at < reader.text.length; at++) {
    const letter = reader.text[at] ?? "";
    const next = reader.text[at + 1];
    if (letter === "\\" && (next === '"' || next === "\\")) {
      text += next;
      at++;
    } else if (ends.test(letter)) {
      reader.at = at + 1;
      return text;
    } else text += letter;
  }
  const mixed = open === '"' ? /^([^”]*)”(?=\s|$)/.exec(reader.text.slice(reader.at)) : null;
  if (mixed?.[1] === undefined) return null;
  reader.at += mixed[0].length;
  return mixed[1];
}

/** Commas between options are forgiven: `A=20, C=5`. */
function bareWord(text: string): string {
  const plain = plainDashes(text);
  return plain.length > 1 ? plain.replace(/(?<!,),+$/, "") : plain;
}

/** Phones make long dashes of plain ones. */
export function plainDashes(text: string): string {
  return text.replace(/^[\u2013\u2014](?=\p{L})/u, "--").replace(dashes, "-");
}

function refuseFlag(word: Word): Word {
  const name = word.quoted ? undefined : /^--(\p{L}[\p{L}-]*)/u.exec(word.text)?.[1];
  if (name === undefined) return word;
  const message = `There is no option --${name} on a command.`;
  throw new UserError("unknown-flag", message, "Options are written key=value; --file PATH attaches a file.");
}

function readPath(reader: Reader): string {
  if (skipBlank(reader)) return readText(reader).text;
  throw new UserError("no-value", "--file has no path.", "Write --file PATH, with quotes around a path with spaces.");
}

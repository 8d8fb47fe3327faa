import { z } from "zod";
import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type Attachment, type Command, commandPath } from "../command.ts";
import { plainDashes } from "../grammar/command-line.ts";
import { matchOptions } from "../grammar/match-options.ts";
import { factsOf } from "../grammar/option.ts";
import { othersKey } from "./command-tools.ts";

/** A number is as good as its digits; a list is what people write with commas. */
const Value = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]).nullable();

const GivenFile = z.union([
  z.strictObject({ name: z.string().min(1), text: z.string() }),
  z.strictObject({ name: z.string().min(1), base64: z.base64() }),
]);

/** What a program gives with a command: its options by name, and beside them `knobs` or `chances`, and `files`. */
export const Arguments = z.record(z.string(), z.unknown());
export type Arguments = z.infer<typeof Arguments>;

export interface ReadArguments {
  readonly given: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
  readonly files: readonly Attachment[];
}

/**
 * Reads a program's options as people's are read.
 * @param otherNames the knobs or letters that the command takes beside its own options
 * @throws UserError for what the command does not take, or not in this form
 */
export function readArguments(command: Command, said: Arguments, otherNames: readonly string[]): ReadArguments {
  const { files = [], ...options } = said;
  const key = othersKey(command);
  const named = key === null ? {} : pairs(key, options[key]);
  const own = Object.entries(options).filter(([name]) => name !== key);
  const texts = [...own.flatMap(([name, value]) => valueText(name, value)), ...Object.entries(named)];
  const typed = texts.map(([name, value]) => ({ key: name, value: plainText(command, name, value) }));
  for (const { key: name } of typed) refuseUnknown(command, name, otherNames);
  return { ...matchOptions(command, { words: [], options: typed }, otherNames), files: readFiles(files) };
}

/** Words and options are one to a program, so that a refusal names them all. */
function refuseUnknown(command: Command, name: string, otherNames: readonly string[]): void {
  const own = Object.keys(command.options.shape);
  const known = [...own, ...otherNames].map((each) => each.toLowerCase());
  if (known.includes(name.toLowerCase())) return;
  const guess = nearest(name, [...own, ...otherNames]);
  const key = othersKey(command);
  const taken = [...own, ...(key === null ? [] : [key]), ...(command.takesFiles === true ? ["files"] : [])];
  throw new UserError(
    "unknown-option",
    `${commandPath(command)} has no option "${name.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    taken.length === 0 ? "It takes nothing." : `It takes ${taken.join(", ")}.`,
  );
}

function valueText(name: string, value: unknown): readonly (readonly [string, string])[] {
  const read = Value.safeParse(value);
  if (!read.success) {
    throw badArgument(name, "is no text", "Give it as text, a number, true or false.");
  }
  const { data } = read;
  if (data === null || data === "") return [];
  if (typeof data === "boolean") return [[name, data ? "yes" : "no"]];
  return [[name, Array.isArray(data) ? data.join(",") : String(data)]];
}

function pairs(key: string, value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  const read = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).safeParse(value);
  if (!read.success) {
    const looks = key === "knobs" ? '{"num_ab_stage": 3}' : '{"A": 20, "C": 5}';
    throw badArgument(key, "is no object of names and values", `Write it as ${looks}.`);
  }
  return Object.fromEntries(Object.entries(read.data).map(([name, text]) => [name, String(text)]));
}

function readFiles(files: unknown): readonly Attachment[] {
  const read = z.array(GivenFile).safeParse(files);
  if (!read.success) {
    const looks = '[{"name": "kernel.ts", "text": "…"}], or with "base64" in place of "text"';
    throw badArgument("files", "can't be read", `Write it as ${looks}.`);
  }
  return read.data.map((file) => ({
    name: file.name,
    bytes: "text" in file ? new TextEncoder().encode(file.text) : Buffer.from(file.base64, "base64"),
  }));
}

/** Long dashes count as plain ones where they are no prose, as in typed commands. */
function plainText(command: Command, name: string, text: string): string {
  const schema: unknown = command.options.shape[name.toLowerCase()];
  return schema !== undefined && factsOf(schema).isProse ? text : plainDashes(text);
}

function badArgument(name: string, what: string, hint: string): UserError {
  return new UserError("bad-argument", `${name.slice(0, 60)} ${what}.`, hint, { about: [name] });
}

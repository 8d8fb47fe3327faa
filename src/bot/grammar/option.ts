import { z } from "zod";
import { UserError } from "../../rounds/user-error.ts";

/** What a command's option is to people: help, refusals and completion are made of it. */
export interface OptionFacts {
  /** One line: what it is for. */
  readonly about: string;
  /** How a value looks: `1.5 or 1.5-2`. */
  readonly looks: string;
  /** Plain text for people: there is nothing to explain about its form. */
  readonly isProse?: true;
  /** Given as a word and not as key=value, counted from 0. `rest`: all words that are left. */
  readonly word?: number | "rest";
  /** What its values are completed from. */
  readonly suggests?: Suggested;
  /** Takes other values than those of its list as well. */
  readonly isOpen?: true;
}

/** Lists that change as the game goes on. */
export type Suggested =
  | "pitch"
  | "pitch-or-none"
  | "approach"
  | "knob"
  | "command"
  | "player"
  | "question"
  | readonly string[];

const registry = z.registry<OptionFacts>();

/** Describes an option. The schema reads the text that was typed. */
export function option<Schema extends z.ZodType>(schema: Schema, facts: OptionFacts): Schema {
  registry.add(schema, facts);
  return schema;
}

/** The facts of an option, optional or not. */
export function factsOf(schema: unknown): OptionFacts {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const facts = inner instanceof z.ZodType ? registry.get(inner) : undefined;
  if (facts === undefined) throw new Error("an option of a command is not described");
  return facts;
}

/** No number, name or list is longer; half a megabyte of blanks would stall the patterns that read them. */
const longestValue = 2000;

/** A value that `read` makes of the typed text, or refuses with what would be right. */
export function textOption<Value>(facts: OptionFacts, read: (text: string) => Value | null) {
  const schema = z.string().transform((text, context): Value => {
    const isTooLong = !facts.isProse && text.length > longestValue;
    const value = isTooLong ? null : readOrNull(read, text);
    if (value !== null) return value;
    context.issues.push({ code: "custom", input: text, message: facts.looks });
    return z.NEVER;
  });
  return option(schema, facts);
}

function readOrNull<Value>(read: (text: string) => Value | null, text: string): Value | null {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from "discord.js";
import { z } from "zod";

/** A command as Discord tells or is told it; what it adds of its own, such as ids and versions, is left out. */
const Told = z.object({
  type: z.number().default(1),
  name: z.string(),
  description: z.string().default(""),
  default_member_permissions: z.string().nullish().transform(orNull),
  nsfw: z.boolean().default(false),
  contexts: z.array(z.number()).nullish().transform(orNull),
  integration_types: z.array(z.number()).nullish().transform(orNull),
  options: z.array(z.unknown()).nullish().transform(readOptions),
});
type Told = z.output<typeof Told>;

interface ToldOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly autocomplete: boolean;
  readonly choices: readonly { readonly name: string; readonly value: unknown }[];
  readonly options: readonly ToldOption[];
}

const ToldOption: z.ZodType<ToldOption> = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  choices: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
  options: z.array(z.unknown()).nullish().transform(readOptions),
});

/**
 * True where Discord has what we want already. In which order it lists commands and options says nothing; where it
 * tells no contexts, as of a server's own commands, there are none to compare.
 */
export function sameCommands(
  registered: readonly unknown[],
  wanted: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
): boolean {
  const [has, wants] = [registered, wanted].map((each) => byName(z.array(Told).parse(each)));
  if (has === undefined || wants === undefined || has.length !== wants.length) return false;
  return has.every((one, index) => {
    const other = wants[index];
    return other !== undefined && JSON.stringify(comparable(one, other)) === JSON.stringify(comparable(other, one));
  });
}

function comparable(one: Told, other: Told): Told {
  return {
    ...one,
    contexts: other.contexts === null ? null : (one.contexts?.toSorted() ?? null),
    integration_types: other.integration_types === null ? null : (one.integration_types?.toSorted() ?? null),
  };
}

function readOptions(options: readonly unknown[] | null | undefined): readonly ToldOption[] {
  return byName((options ?? []).map((option) => ToldOption.parse(option)));
}

function byName<Named extends { readonly name: string }>(all: readonly Named[]): readonly Named[] {
  return all.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

function orNull<Value>(value: Value | null | undefined): Value | null {
  return value ?? null;
}

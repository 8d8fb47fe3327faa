import { ApplicationCommandOptionType as Kind } from "discord-api-types/v10";
import { z } from "zod";
import { broken, text, whole } from "./form.ts";

/** Discord's rule for names of commands and of their options; where a letter has a small form, it is that. */
const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((value) => value === value.toLowerCase(), {
    params: { code: "APPLICATION_COMMAND_INVALID_NAME" },
    error: "Command name is invalid",
  });

const localizations = z.record(z.string(), text(100, 1)).nullish();
const named = {
  name,
  name_localizations: localizations,
  description: text(100, 1),
  description_localizations: localizations,
};

const choices = <Value extends z.ZodType<string | number>>(value: Value) =>
  z
    .array(z.strictObject({ name: text(100, 1), name_localizations: localizations, value }))
    .max(25)
    .nullish();

const simple = { ...named, required: z.boolean().nullish() };
const suggesting = { ...simple, autocomplete: z.boolean().nullish() };
const integer = z
  .number()
  .int()
  .min(-(2 ** 53))
  .max(2 ** 53);
const double = z
  .number()
  .min(-(2 ** 53))
  .max(2 ** 53);

const Value = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal(Kind.String),
    ...suggesting,
    min_length: whole(0, 6000).nullish(),
    max_length: whole(1, 6000).nullish(),
    choices: choices(text(100)),
  }),
  z.strictObject({
    type: z.literal(Kind.Integer),
    ...suggesting,
    min_value: integer.nullish(),
    max_value: integer.nullish(),
    choices: choices(integer),
  }),
  z.strictObject({
    type: z.literal(Kind.Number),
    ...suggesting,
    min_value: double.nullish(),
    max_value: double.nullish(),
    choices: choices(double),
  }),
  z.strictObject({
    type: z.literal([Kind.Boolean, Kind.User, Kind.Role, Kind.Mentionable, Kind.Attachment]),
    ...simple,
  }),
  z.strictObject({ type: z.literal(Kind.Channel), ...simple, channel_types: z.array(z.number()).nullish() }),
]);

const values = z.array(Value).max(25).superRefine(checkOptions).nullish();
const Subcommand = z.strictObject({ type: z.literal(Kind.Subcommand), ...simple, options: values });
const Group = z.strictObject({
  type: z.literal(Kind.SubcommandGroup),
  ...simple,
  options: z.array(Subcommand).max(25).superRefine(checkOptions),
});

export type CommandOption = z.output<typeof Value> | z.output<typeof Subcommand> | z.output<typeof Group>;

export const NewCommand = z
  .strictObject({
    id: z.string().nullish(),
    type: z.literal(1).nullish(),
    ...named,
    options: z
      .array(z.discriminatedUnion("type", [Value, Subcommand, Group]))
      .max(25)
      .superRefine(checkOptions)
      .nullish(),
    default_member_permissions: z.string().regex(/^\d+$/).nullish(),
    dm_permission: z.boolean().nullish(),
    nsfw: z.boolean().nullish(),
    contexts: z
      .array(z.literal([0, 1, 2]))
      .min(1)
      .nullish(),
    integration_types: z
      .array(z.literal([0, 1]))
      .min(1)
      .nullish(),
  })
  .superRefine((command, context) => {
    if (sizeOf(command) > 8000) {
      broken(context, [], "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
    }
  });

export type NewCommand = z.output<typeof NewCommand>;

export const NewCommands = z.array(NewCommand).superRefine((commands, context) => {
  if (commands.length > 100) {
    broken(context, [], "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
  }
  for (const [at, command] of commands.entries()) {
    if (commands.findIndex((other) => other.name === command.name) === at) continue;
    broken(context, [at], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
  }
});

interface AnyOption {
  readonly type: number;
  readonly name: string;
  readonly required?: boolean | null | undefined;
  readonly autocomplete?: boolean | null | undefined;
  readonly choices?: readonly unknown[] | null | undefined;
}

function checkOptions(options: readonly AnyOption[], context: z.RefinementCtx): void {
  const isNested = ({ type }: AnyOption) => type === Kind.Subcommand || type === Kind.SubcommandGroup;
  if (options.some(isNested) && !options.every(isNested)) {
    const message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
    broken(context, [], "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
  }
  for (const [at, option] of options.entries()) {
    if (options.findIndex((other) => other.name === option.name) !== at) {
      const message = "Option names must be unique";
      broken(context, [at, "name"], "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message);
    }
    if (option.required === true && options.slice(0, at).some((earlier) => earlier.required !== true)) {
      const message = "Required options must be placed before non-required options";
      broken(context, [at], "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
    }
    if (option.autocomplete === true && (option.choices ?? []).length > 0) {
      broken(context, [at, "autocomplete"], "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Cannot have both");
    }
  }
}

interface Sized {
  readonly name: string;
  readonly description: string;
  readonly options?: readonly CommandOption[] | null | undefined;
}

/** Characters of names, descriptions and values, as Discord counts them. */
function sizeOf({ name: own, description, options }: Sized): number {
  const inner = (options ?? []).map((option) => {
    const given = "choices" in option ? (option.choices ?? []) : [];
    const inChoices = given.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0);
    return inChoices + sizeOf({ options: [], ...option, ...("options" in option ? { options: option.options } : {}) });
  });
  return inner.reduce((sum, size) => sum + size, own.length + description.length);
}

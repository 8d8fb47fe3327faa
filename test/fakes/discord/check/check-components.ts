import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { z } from "zod";
import type { MessageRow } from "../world.ts";
import { broken, link, snowflake, text, whole } from "./form.ts";
import { withoutNulls } from "./without-nulls.ts";

export const customId = text(100, 1);
export const componentId = whole(0, 2_147_483_647).nullish();
const emoji = z.strictObject({
  id: snowflake.nullish(),
  name: text(32).nullish(),
  animated: z.boolean().nullish(),
});

const Button = z
  .strictObject({
    type: z.literal(ComponentType.Button),
    id: componentId,
    style: z.literal([
      ButtonStyle.Primary,
      ButtonStyle.Secondary,
      ButtonStyle.Success,
      ButtonStyle.Danger,
      ButtonStyle.Link,
    ]),
    label: text(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: link.and(z.string().max(512)).nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine(({ style, custom_id, url, label, emoji: picture }, context) => {
    const isLink = style === ButtonStyle.Link;
    if (!(label ?? picture?.name ?? picture?.id)) {
      broken(context, [], "BUTTON_COMPONENT_EMPTY", "A button must have a label or emoji");
    }
    if (isLink && (url ?? undefined) === undefined) {
      broken(context, [], "BUTTON_COMPONENT_URL_REQUIRED", "A url is required");
    }
    if (!isLink && (custom_id ?? undefined) === undefined) {
      broken(context, [], "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required");
    }
    if ((custom_id ?? undefined) !== undefined && (url ?? undefined) !== undefined) {
      broken(context, [], "BUTTON_COMPONENT_INVALID", "A custom id and url cannot both be specified");
    }
  });

const Option = z.strictObject({
  label: text(100, 1),
  value: text(100, 1),
  description: text(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const selectFields = {
  id: componentId,
  custom_id: customId,
  placeholder: text(150).nullish(),
  min_values: whole(0, 25).nullish(),
  max_values: whole(1, 25).nullish(),
  disabled: z.boolean().nullish(),
};

export const stringSelectFields = {
  ...selectFields,
  type: z.literal(ComponentType.StringSelect),
  options: z.array(Option).min(1).max(25),
};

interface Select {
  readonly min_values?: number | null | undefined;
  readonly max_values?: number | null | undefined;
  readonly options: readonly { readonly value: string; readonly default?: boolean | null | undefined }[];
}

/** What holds between a select's options and its numbers. */
export function checkSelect({ min_values, max_values, options }: Select, context: z.RefinementCtx): void {
  const [least, most] = [min_values ?? 1, max_values ?? 1];
  if (least > most) {
    broken(context, ["min_values"], "SELECT_COMPONENT_MIN_VALUES", "min_values must not be above max_values");
  }
  if (most > options.length) {
    broken(context, ["max_values"], "BASE_TYPE_MAX", `max_values is above the number of options, ${options.length}`);
  }
  if (options.filter((option) => option.default === true).length > most) {
    broken(context, ["options"], "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values");
  }
  for (const [at, { value }] of options.entries()) {
    if (options.findIndex((other) => other.value === value) === at) continue;
    const path = ["options", at, "value"];
    broken(context, path, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
  }
}

const StringSelect = z.strictObject(stringSelectFields).superRefine(checkSelect);
const UserSelect = z.strictObject({ ...selectFields, type: z.literal(ComponentType.UserSelect) });

/** A row is five wide: a button takes one, a select all. */
const mostWidth = 5;

const Row = z
  .strictObject({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: z.array(z.discriminatedUnion("type", [Button, StringSelect, UserSelect])),
  })
  .superRefine(({ components }, context) => {
    if (components.length === 0 || components.length > mostWidth) {
      broken(context, ["components"], "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${mostWidth} in length.`);
    }
    if (components.length > 1 && components.some(({ type }) => type !== ComponentType.Button)) {
      const message = "The specified component exceeds the maximum width";
      broken(context, ["components", 1], "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
    }
  });

export const Rows = z
  .array(Row)
  .max(5)
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    for (const [row, { components }] of rows.entries()) {
      for (const [at, { custom_id }] of components.entries()) {
        if (custom_id === undefined || custom_id === null) continue;
        if (seen.has(custom_id)) {
          const path = [row, "components", at, "custom_id"];
          broken(context, path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        }
        seen.add(custom_id);
      }
    }
  })
  .transform(withoutNulls)
  .pipe(z.custom<readonly MessageRow[]>());

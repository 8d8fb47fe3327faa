import { z } from "zod";
import { Actionable, Focusable, Placeholder, text } from "./text-objects.ts";

const typed = {
  ...Actionable,
  ...Focusable,
  placeholder: Placeholder.optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(["on_enter_pressed", "on_character_entered"]))
        .min(1)
        .max(2),
    })
    .optional(),
};

export const PlainTextInput = z
  .strictObject({
    type: z.literal("plain_text_input"),
    ...typed,
    initial_value: text(3000, 0).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? Infinity), {
    message: "min_length must not exceed max_length",
  })
  .refine((input) => (input.initial_value ?? "").length <= (input.max_length ?? Infinity), {
    message: "initial_value must not exceed max_length",
  });

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, { message: "must be a number as a string" });

const isOrdered = (low: string | undefined, high: string | undefined) =>
  low === undefined || high === undefined || Number(low) <= Number(high);

export const NumberInput = z
  .strictObject({
    type: z.literal("number_input"),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: decimal.optional(),
    min_value: decimal.optional(),
    max_value: decimal.optional(),
  })
  .refine((input) => isOrdered(input.min_value, input.max_value), {
    message: "min_value must not exceed max_value",
  })
  .refine(
    (input) => isOrdered(input.min_value, input.initial_value) && isOrdered(input.initial_value, input.max_value),
    { message: "initial_value must be between min_value and max_value" },
  )
  .refine((input) => input.is_decimal_allowed || !input.initial_value?.includes("."), {
    message: "initial_value must not be a decimal",
  });

export const UrlTextInput = z.strictObject({
  type: z.literal("url_text_input"),
  ...typed,
  initial_value: text(3000, 0).optional(),
});

export const EmailTextInput = z.strictObject({
  type: z.literal("email_text_input"),
  ...typed,
  initial_value: text(3000, 0).optional(),
});

/** Only inside an input block of a modal; takes neither a placeholder nor the focus. */
export const FileInput = z.strictObject({
  type: z.literal("file_input"),
  ...Actionable,
  /** The list's items have no documented form, so extensions alone pass: no dot, no media type. */
  filetypes: z
    .array(z.string().regex(/^[a-z0-9]+$/i, { message: "must be a file extension without a dot" }))
    .min(1)
    .optional(),
  max_files: z.int().min(1).max(10).optional(),
});

import { z } from "zod";
import {
  Button,
  Checkboxes,
  Datepicker,
  DateTimepicker,
  MultiStaticSelect,
  Overflow,
  RadioButtons,
  StaticSelect,
  Timepicker,
  UsersSelect,
} from "./choices.ts";
import { EmailTextInput, FileInput, NumberInput, PlainTextInput, UrlTextInput } from "./inputs.ts";
import { RichText } from "./rich-text.ts";
import { anyText, BlockId, ImageBlock, ImageElement, plainText, text } from "./text-objects.ts";

const identified = { block_id: BlockId.optional() };

const Section = z
  .strictObject({
    type: z.literal("section"),
    ...identified,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z
      .discriminatedUnion("type", [
        Button,
        Overflow,
        StaticSelect,
        MultiStaticSelect,
        UsersSelect,
        RadioButtons,
        Checkboxes,
        Datepicker,
        Timepicker,
        ImageElement,
      ])
      .optional(),
    expand: z.boolean().optional(),
  })
  .refine((section) => section.text !== undefined || section.fields !== undefined, {
    message: "must define either `text` or `fields`",
  });

const Header = z.strictObject({ type: z.literal("header"), ...identified, text: plainText(150) });
const Divider = z.strictObject({ type: z.literal("divider"), ...identified });
const Markdown = z.strictObject({ type: z.literal("markdown"), ...identified, text: text(12_000) });

const Context = z.strictObject({
  type: z.literal("context"),
  ...identified,
  elements: z
    .array(z.discriminatedUnion("type", [...anyText(3000).options, ImageElement]))
    .min(1)
    .max(10),
});

const Actions = z.strictObject({
  type: z.literal("actions"),
  ...identified,
  elements: z
    .array(
      z.discriminatedUnion("type", [
        Button,
        Overflow,
        StaticSelect,
        MultiStaticSelect,
        UsersSelect,
        RadioButtons,
        Checkboxes,
        Datepicker,
        Timepicker,
        DateTimepicker,
      ]),
    )
    .min(1)
    .max(25),
});

const Input = z
  .strictObject({
    type: z.literal("input"),
    ...identified,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: z.discriminatedUnion("type", [
      PlainTextInput,
      NumberInput,
      UrlTextInput,
      EmailTextInput,
      FileInput,
      StaticSelect,
      MultiStaticSelect,
      UsersSelect,
      RadioButtons,
      Checkboxes,
      Datepicker,
      Timepicker,
      DateTimepicker,
    ]),
  })
  .refine((input) => !(input.dispatch_action && input.element.type === "file_input"), {
    message: "file_input can't dispatch actions",
  });

const Cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
  RichText,
]);

/** Slack says nothing of rows of different lengths, so all must be as long as the first. */
const Table = z
  .strictObject({
    type: z.literal("table"),
    ...identified,
    rows: z.array(z.array(Cell).min(1).max(20)).min(1).max(100),
    column_settings: z
      .array(
        z
          .strictObject({
            align: z.enum(["left", "center", "right"]).optional(),
            is_wrapped: z.boolean().optional(),
          })
          .nullable(),
      )
      .max(20)
      .optional(),
  })
  .refine((table) => table.rows.every((row) => row.length === table.rows[0]?.length), {
    message: "every row must have as many cells as the first",
  });

export const LayoutBlock = z.discriminatedUnion("type", [
  Section,
  Header,
  Divider,
  Markdown,
  Context,
  Actions,
  Input,
  ImageBlock,
  RichText,
  Table,
]);

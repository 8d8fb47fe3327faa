import { z } from "zod";
import {
  Confirmable,
  Focusable,
  LinkOption,
  OptionGroup,
  Placeholder,
  PlainOption,
  plainText,
  RichOption,
  text,
} from "./text-objects.ts";

type Options = readonly { readonly value: string }[];

const valueIsUnique = (options: Options) => new Set(options.map(({ value }) => value)).size === options.length;
const uniqueValues = { message: "option values must be unique" };

const menuOptions = {
  options: z.array(PlainOption).min(1).max(100).refine(valueIsUnique, uniqueValues).optional(),
  option_groups: z.array(OptionGroup).min(1).max(100).optional(),
};

interface Menu {
  readonly options?: Options | undefined;
  readonly option_groups?: readonly { readonly options: Options }[] | undefined;
}

const hasOneKindOfOptions = (menu: Menu) => (menu.options === undefined) !== (menu.option_groups === undefined);
const oneKindOfOptions = { message: "must define either `options` or `option_groups`, not both" };

/** An option that is chosen from the start must be one of the options, word for word. */
function offersAll(menu: Menu, chosen: Options): boolean {
  const offered = [...(menu.options ?? []), ...(menu.option_groups ?? []).flatMap(({ options }) => options)];
  const known = new Set(offered.map((option) => JSON.stringify(option)));
  return chosen.every((option) => known.has(JSON.stringify(option)));
}
const offered = { message: "initial option must exactly match one of the options" };

export const Button = z.strictObject({
  type: z.literal("button"),
  ...Confirmable,
  text: plainText(75),
  value: text(2000).optional(),
  url: text(3000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: text(75).optional(),
});

export const Overflow = z.strictObject({
  type: z.literal("overflow"),
  ...Confirmable,
  options: z.array(LinkOption).min(1).max(5).refine(valueIsUnique, uniqueValues),
});

export const StaticSelect = z
  .strictObject({
    type: z.literal("static_select"),
    ...Confirmable,
    ...Focusable,
    ...menuOptions,
    placeholder: Placeholder.optional(),
    initial_option: PlainOption.optional(),
  })
  .refine(hasOneKindOfOptions, oneKindOfOptions)
  .refine((menu) => offersAll(menu, menu.initial_option ? [menu.initial_option] : []), offered);

export const MultiStaticSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    ...Confirmable,
    ...Focusable,
    ...menuOptions,
    placeholder: Placeholder.optional(),
    initial_options: z.array(PlainOption).min(1).optional(),
    max_selected_items: z.int().min(1).optional(),
  })
  .refine(hasOneKindOfOptions, oneKindOfOptions)
  .refine((menu) => offersAll(menu, menu.initial_options ?? []), offered);

export const UsersSelect = z.strictObject({
  type: z.literal("users_select"),
  ...Confirmable,
  ...Focusable,
  placeholder: Placeholder.optional(),
  initial_user: text(255).optional(),
});

export const RadioButtons = z
  .strictObject({
    type: z.literal("radio_buttons"),
    ...Confirmable,
    ...Focusable,
    options: z.array(RichOption).min(1).max(10).refine(valueIsUnique, uniqueValues),
    initial_option: RichOption.optional(),
  })
  .refine((radio) => offersAll(radio, radio.initial_option ? [radio.initial_option] : []), offered);

export const Checkboxes = z
  .strictObject({
    type: z.literal("checkboxes"),
    ...Confirmable,
    ...Focusable,
    options: z.array(RichOption).min(1).max(10).refine(valueIsUnique, uniqueValues),
    initial_options: z.array(RichOption).min(1).optional(),
  })
  .refine((boxes) => offersAll(boxes, boxes.initial_options ?? []), offered);

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { message: "must be a date as YYYY-MM-DD" });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: "must be a time as HH:mm" });

export const Datepicker = z.strictObject({
  type: z.literal("datepicker"),
  ...Confirmable,
  ...Focusable,
  placeholder: Placeholder.optional(),
  initial_date: day.optional(),
});

export const Timepicker = z.strictObject({
  type: z.literal("timepicker"),
  ...Confirmable,
  ...Focusable,
  placeholder: Placeholder.optional(),
  initial_time: time.optional(),
  timezone: text(255).optional(),
});

export const DateTimepicker = z.strictObject({
  type: z.literal("datetimepicker"),
  ...Confirmable,
  ...Focusable,
  /** Ten digits: seconds since 1970. */
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

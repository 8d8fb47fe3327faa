import { z } from "zod";
import { BlockId } from "./text-objects.ts";

const Style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  underline: z.boolean().optional(),
  code: z.boolean().optional(),
});
const styled = { style: Style.optional() };

const filled = z.string().min(1);

const Text = z.strictObject({ type: z.literal("text"), text: filled, ...styled });
const Link = z.strictObject({
  type: z.literal("link"),
  url: filled,
  text: filled.optional(),
  unsafe: z.boolean().optional(),
  ...styled,
});
const User = z.strictObject({ type: z.literal("user"), user_id: z.string().regex(/^[UW][A-Z0-9]+$/), ...styled });
const Usergroup = z.strictObject({ type: z.literal("usergroup"), usergroup_id: filled, ...styled });
const Channel = z.strictObject({ type: z.literal("channel"), channel_id: filled, ...styled });
const Emoji = z.strictObject({ type: z.literal("emoji"), name: filled, unicode: filled.optional(), ...styled });
const Broadcast = z.strictObject({
  type: z.literal("broadcast"),
  range: z.enum(["here", "channel", "everyone"]),
  ...styled,
});
const Color = z.strictObject({ type: z.literal("color"), value: filled, ...styled });

/** The tokens of Slack's date formatting; a format without any shows nobody their own time. */
const dateToken =
  /\{(day_divider_pretty|date_num|date|date_short|date_long|date_pretty|date_short_pretty|date_long_pretty|date_long_full|date_slash|time|time_secs|ago)\}/;

const DateLeaf = z.strictObject({
  type: z.literal("date"),
  timestamp: z.int().min(0),
  format: z.string().regex(dateToken, { message: "must hold a date token such as {date_short} or {time}" }),
  url: filled.optional(),
  fallback: filled.optional(),
  ...styled,
});

const Leaf = z.discriminatedUnion("type", [Text, Link, User, Usergroup, Channel, Emoji, Broadcast, Color, DateLeaf]);

const border = { border: z.union([z.literal(0), z.literal(1)]).optional() };

const Section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(Leaf) });
const List = z.strictObject({
  type: z.literal("rich_text_list"),
  style: z.enum(["bullet", "ordered"]),
  elements: z.array(Section).min(1),
  indent: z.int().min(0).max(8).optional(),
  offset: z.int().min(0).optional(),
  ...border,
});
/** The SDK's types allow only text and links in here, so nothing else passes. */
const Preformatted = z.strictObject({
  type: z.literal("rich_text_preformatted"),
  elements: z.array(z.discriminatedUnion("type", [Text, Link])),
  ...border,
});
const Quote = z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(Leaf), ...border });

export const RichText = z.strictObject({
  type: z.literal("rich_text"),
  block_id: BlockId.optional(),
  /** An empty rich text is documented nowhere and draws nothing. */
  elements: z.array(z.discriminatedUnion("type", [Section, List, Preformatted, Quote])).min(1),
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockFaults, type Surface } from "./check-blocks.ts";
import type { Json } from "./json.ts";
import {
  actions,
  type Broken,
  button,
  cell,
  input,
  line,
  mrkdwn,
  plain,
  richText,
  section,
  times,
} from "./sample-blocks.ts";

/** One block at a limit passes; a step beyond, each of these is refused with these words. */
const inMessages: readonly Broken[] = [
  ["unsupported type: sections [json-pointer:/blocks/0/type]", { type: "sections" }],
  ["no additional properties allowed: bold [json-pointer:/blocks/0]", { ...section(), bold: true }],
  [
    "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    { type: "header", text: plain("x".repeat(151)) },
  ],
  ["must be one of: plain_text [json-pointer:/blocks/0/text/type]", { type: "header", text: mrkdwn("x") }],
  ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]", section("x".repeat(3001))],
  ["must be more than 0 characters [json-pointer:/blocks/0/text/text]", section("")],
  [
    "must be well-formed Unicode: a character is cut in two [json-pointer:/blocks/0/text/text]",
    section("🦈".slice(0, 1)),
  ],
  ["must define either `text` or `fields` [json-pointer:/blocks/0]", { type: "section" }],
  [
    "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    { type: "section", fields: times(11, () => plain("x")) },
  ],
  [
    "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    { type: "section", fields: [plain("x".repeat(2001))] },
  ],
  [
    "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    { type: "context", elements: times(11, () => plain("x")) },
  ],
  ["no more than 25 items allowed [json-pointer:/blocks/0/elements]", actions(...times(26, () => button()))],
  ["must contain at least 1 items [json-pointer:/blocks/0/elements]", actions()],
  [
    "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    actions(button({ text: plain("x".repeat(76)) })),
  ],
  [
    "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    actions(button({ value: "x".repeat(2001) })),
  ],
  [
    "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    actions(button({ action_id: "x".repeat(256) })),
  ],
  [
    "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    actions(button({ style: "secondary" })),
  ],
  [
    "no additional properties allowed: disabled [json-pointer:/blocks/0/elements/0]",
    actions(button({ disabled: true })),
  ],
  ["missing required field: text [json-pointer:/blocks/0/elements/0]", actions({ type: "button" })],
  [
    '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    actions(button({ action_id: "a" }), button({ action_id: "a" })),
  ],
  [
    "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    { type: "divider", block_id: "x".repeat(256) },
  ],
  [
    "missing required field: alt_text [json-pointer:/blocks/0]",
    { type: "image", image_url: "https://example.com/a.png" },
  ],
  [
    "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]",
    { type: "image", image_url: "https://example.com/a.png", alt_text: "x".repeat(2001) },
  ],
  [
    "must define either `image_url` or `slack_file`, not both [json-pointer:/blocks/0]",
    { type: "image", alt_text: "a" },
  ],
  [
    "downloading image failed [json-pointer:/blocks/0/image_url]",
    { type: "image", alt_text: "a", image_url: "http://127.0.0.1/a.png" },
  ],
  ["must be a valid URL [json-pointer:/blocks/0/image_url]", { type: "image", alt_text: "a", image_url: "a.png" }],
  [
    "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    { type: "table", rows: times(101, () => [cell("x")]) },
  ],
  [
    "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    { type: "table", rows: [times(21, () => cell("x"))] },
  ],
  ["must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]", { type: "table", rows: [[cell("")]] }],
  [
    "every row must have as many cells as the first [json-pointer:/blocks/0]",
    { type: "table", rows: [[cell("x")], [cell("x"), cell("y")]] },
  ],
  [
    "a table's cells must be less than 10001 characters in all [json-pointer:/blocks]",
    { type: "table", rows: [[cell("x".repeat(10_001))]] },
  ],
  [
    "unsupported type: textt [json-pointer:/blocks/0/elements/0/elements/0/type]",
    richText(line({ type: "textt", text: "x" })),
  ],
  [
    "no additional properties allowed: color [json-pointer:/blocks/0/elements/0/elements/0]",
    richText(line({ type: "text", text: "x", color: "red" })),
  ],
  [
    "no additional properties allowed: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
    richText(line({ type: "text", text: "x", style: { loud: true } })),
  ],
  [
    "unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]",
    richText({ type: "rich_text_preformatted", elements: [{ type: "user", user_id: "U1" }] }),
  ],
  [
    "must hold a date token such as {date_short} or {time} [json-pointer:/blocks/0/elements/0/elements/0/format]",
    richText(line({ type: "date", timestamp: 1, format: "today" })),
  ],
  [
    "must be one of: bullet, ordered [json-pointer:/blocks/0/elements/0/style]",
    richText({ type: "rich_text_list", style: "dash", elements: [line()] }),
  ],
  ["unsupported type: input in a message [json-pointer:/blocks/0/type]", input({ type: "plain_text_input" })],
];

describe("blocks beyond a limit are refused", () => {
  it.each(inMessages)("in a message: %s", (rule, block) => {
    expect(blockFaults([block], "message")).toEqual([rule]);
  });
  it.each<[Surface, number, string]>([
    ["message", 50, "/blocks"],
    ["modal", 100, "/view/blocks"],
  ])("in a %s beyond %i of them", (where, most, at) => {
    const dividers = times(most + 1, () => ({ type: "divider" }));
    expect(blockFaults(dividers, where)).toEqual([`no more than ${most} items allowed [json-pointer:${at}]`]);
    expect(blockFaults(dividers.slice(1), where)).toEqual([]);
  });
  it("when two share an id, or two elements have the focus", () => {
    const named = { type: "divider", block_id: "b" };
    expect(blockFaults([named, named], "message")).toEqual([
      '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]',
    ]);
    const focused = input({ type: "plain_text_input", focus_on_load: true });
    expect(blockFaults([focused, focused], "modal")).toEqual([
      "only one element may have `focus_on_load` [json-pointer:/view/blocks/1/element]",
    ]);
  });
  it("when a message has two tables, or more than 11,000 characters", () => {
    const table = { type: "table", rows: [[cell("x")]] };
    expect(blockFaults([table, table], "message")).toEqual(["only_one_table_allowed [json-pointer:/blocks/1]"]);
    const long = times(5, () => section("x".repeat(2200)));
    expect(blockFaults(long, "message")).toEqual([]);
    expect(blockFaults([...long, section("y")], "message")).toEqual([
      "msg_blocks_too_long: 11001 characters of text, 11000 at most [json-pointer:/blocks]",
    ]);
  });
});

describe("blocks at their limits pass", () => {
  const full: readonly Json[] = [
    { type: "header", text: plain("x".repeat(150)) },
    section("x".repeat(3000)),
    {
      type: "section",
      fields: times(3, () => mrkdwn("x".repeat(2000))),
      accessory: button({ value: "v".repeat(2000) }),
    },
    { type: "context", elements: times(10, () => mrkdwn("x")) },
    actions(...times(25, (n) => button({ action_id: `a${n}`, text: plain("x") }))),
    { type: "divider", block_id: "b".repeat(255) },
    { type: "image", image_url: "https://example.com/a.png", alt_text: "x".repeat(2000) },
    richText(
      line(
        { type: "text", text: "x", style: { bold: true } },
        { type: "user", user_id: "U1" },
        { type: "emoji", name: "shark" },
      ),
      line(
        { type: "date", timestamp: 1, format: "{date_short} {time}", fallback: "then" },
        { type: "link", url: "https://a.b" },
      ),
      { type: "rich_text_list", style: "bullet", elements: [line({ type: "text", text: "x" })] },
      { type: "rich_text_preformatted", elements: [{ type: "text", text: "x" }] },
      { type: "rich_text_quote", elements: [{ type: "text", text: "x" }] },
    ),
    { type: "table", rows: times(100, () => [cell("x")]), column_settings: [{ align: "right", is_wrapped: true }] },
  ];

  it("in a message", () => {
    expect(blockFaults(full, "message")).toEqual([]);
  });

  it("for any text: refused exactly when it is empty or too long", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "grapheme" }), fc.nat({ max: 160 }), (unit, count) => {
        const text = unit.repeat(count).slice(0, 160);
        const isFine = text.length > 0 && text.length <= 150 && text.isWellFormed();
        expect(blockFaults([{ type: "header", text: plain(text) }], "message").length === 0).toBe(isFine);
      }),
    );
  });

  it("for any JSON: nothing makes it throw, and what isn't a list of blocks is refused", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const faults = blockFaults(value, "message");
        const isEmptyList = Array.isArray(value) && value.length === 0;
        expect(faults.length === 0).toBe(isEmptyList);
      }),
    );
  });
});

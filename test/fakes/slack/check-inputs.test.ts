import { describe, expect, it } from "vitest";
import { blockFaults } from "./check-blocks.ts";
import { type Broken, button, cell, input, option, options, plain, select } from "./sample-blocks.ts";

const inModals: readonly Broken[] = [
  [
    "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]",
    input({ type: "plain_text_input" }, { label: plain("x".repeat(2001)) }),
  ],
  [
    "must be less than 2001 characters [json-pointer:/view/blocks/0/hint/text]",
    input({ type: "plain_text_input" }, { hint: plain("x".repeat(2001)) }),
  ],
  [
    "must be less than 151 characters [json-pointer:/view/blocks/0/element/placeholder/text]",
    input({ type: "plain_text_input", placeholder: plain("x".repeat(151)) }),
  ],
  [
    "must be less than 3001 characters [json-pointer:/view/blocks/0/element/initial_value]",
    input({ type: "plain_text_input", initial_value: "x".repeat(3001) }),
  ],
  [
    "must be at most 3000 [json-pointer:/view/blocks/0/element/max_length]",
    input({ type: "plain_text_input", max_length: 3001 }),
  ],
  [
    "initial_value must not exceed max_length [json-pointer:/view/blocks/0/element]",
    input({ type: "plain_text_input", max_length: 2, initial_value: "abc" }),
  ],
  ["missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]", input({ type: "number_input" })],
  [
    "must provide a string [json-pointer:/view/blocks/0/element/min_value]",
    input({ type: "number_input", is_decimal_allowed: false, min_value: 1 }),
  ],
  [
    "min_value must not exceed max_value [json-pointer:/view/blocks/0/element]",
    input({ type: "number_input", is_decimal_allowed: false, min_value: "2", max_value: "1" }),
  ],
  [
    "no more than 100 items allowed [json-pointer:/view/blocks/0/element/options]",
    input(select({ options: options(101) })),
  ],
  [
    "must be less than 76 characters [json-pointer:/view/blocks/0/element/options/0/text/text]",
    input(select({ options: [option("v", { text: plain("x".repeat(76)) })] })),
  ],
  [
    "must be less than 151 characters [json-pointer:/view/blocks/0/element/options/0/value]",
    input(select({ options: [option("v", { value: "x".repeat(151) })] })),
  ],
  [
    "must be less than 76 characters [json-pointer:/view/blocks/0/element/options/0/description/text]",
    input(select({ options: [option("v", { description: plain("x".repeat(76)) })] })),
  ],
  [
    "option values must be unique [json-pointer:/view/blocks/0/element/options]",
    input(select({ options: [option("v"), option("v")] })),
  ],
  [
    "must define either `options` or `option_groups`, not both [json-pointer:/view/blocks/0/element]",
    input(select({})),
  ],
  [
    "no more than 100 items allowed [json-pointer:/view/blocks/0/element/option_groups/0/options]",
    input(select({ option_groups: [{ label: plain("g"), options: options(101) }] })),
  ],
  [
    "initial option must exactly match one of the options [json-pointer:/view/blocks/0/element]",
    input(select({ options: [option("a")], initial_option: option("b") })),
  ],
  [
    "no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]",
    input({ type: "radio_buttons", options: options(11) }),
  ],
  [
    "no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]",
    input({ type: "checkboxes", options: options(11) }),
  ],
  ["must be at most 10 [json-pointer:/view/blocks/0/element/max_files]", input({ type: "file_input", max_files: 11 })],
  [
    "must be a file extension without a dot [json-pointer:/view/blocks/0/element/filetypes/0]",
    input({ type: "file_input", filetypes: [".ts"] }),
  ],
  [
    "file_input can't dispatch actions [json-pointer:/view/blocks/0]",
    input({ type: "file_input" }, { dispatch_action: true }),
  ],
  ["unsupported type: button [json-pointer:/view/blocks/0/element/type]", input(button())],
  ["unsupported type: table in a modal [json-pointer:/view/blocks/0/type]", { type: "table", rows: [[cell("x")]] }],
];

describe("inputs beyond a limit are refused", () => {
  it.each(inModals)("%s", (rule, block) => {
    expect(blockFaults([block], "modal")).toEqual([rule]);
  });

  it("and pass at it", () => {
    const inputs = [
      input({ type: "plain_text_input", multiline: true, max_length: 3000, initial_value: "x".repeat(3000) }),
      input({ type: "number_input", is_decimal_allowed: true, min_value: "1", max_value: "2.5", initial_value: "2" }),
      input(select({ options: options(100), initial_option: option("o1") }), { optional: true }),
      input({ type: "radio_buttons", options: options(10), initial_option: option("o1") }, { dispatch_action: true }),
      input({ type: "checkboxes", options: options(10), initial_options: [option("o1")] }),
      input({ type: "file_input", filetypes: ["ts", "py"], max_files: 10 }),
    ];
    expect(blockFaults(inputs, "modal")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { CommandShape, ModalShape, requireShape, TapShape } from "../../src/bot/discord/listening/known-shape.ts";
import { refusal } from "../rounds/refusal.ts";

const option = { type: 3, name: "pitch", value: "A" };
const input = { type: 18, id: 1, component: { type: 4, id: 2, custom_id: "title", value: "T" } };

describe("an interaction of Discord's", () => {
  it.each([
    ["a command", CommandShape, { name: "vote", type: 1, id: "1", options: [option] }],
    [
      "a command of a group",
      CommandShape,
      { name: "tank", options: [{ type: 2, name: "host", options: [{ type: 1, name: "open" }] }] },
    ],
    ["a modal", ModalShape, { custom_id: "form:send:pitch:-:1", components: [input], resolved: {} }],
    ["a modal with a row of text", ModalShape, { custom_id: "x", components: [input, { type: 10, content: "Hi" }] }],
    ["a tap", TapShape, { custom_id: "tank:vote", component_type: 2 }],
  ])("that is %s is let in as it is", (_, shape, data) => {
    expect(() => requireShape(shape, data)).not.toThrow();
  });

  it.each([
    ["options that are none", CommandShape, { name: "vote", options: 7 }],
    ["an option without a name", CommandShape, { name: "vote", options: [null] }],
    ["no name", CommandShape, { options: [] }],
    ["a file without an address", CommandShape, { name: "pitch", resolved: { attachments: { 1: { filename: "a" } } } }],
    ["no components", ModalShape, { custom_id: "form:vote:1:reason" }],
    [
      "a value that is no text",
      ModalShape,
      { custom_id: "x", components: [{ ...input, component: { ...input.component, value: {} } }] },
    ],
    ["a label that holds nothing", ModalShape, { custom_id: "x", components: [input, { type: 18, id: 2 }] }],
    ["a tap on nothing", TapShape, { values: ["A"] }],
  ])("with %s is refused as outdated", (_, shape, data) => {
    expect(refusal(() => requireShape(shape, data))).toMatch(/^form-outdated: .* Open it again with its command/);
  });
});

import { expect, it } from "vitest";
import { findUnstorable, storableJson } from "../../src/rounds/storable.ts";

it("a value is stored without NULs and half characters, in its keys as in its texts", () => {
  const value = { "a\0": ["x\ud800"], facts: { "\udc00": 1, ok: true } };
  expect(JSON.parse(storableJson(value))).toEqual({ "a\ufffd": ["x\ufffd"], facts: { "\ufffd": 1, ok: true } });
});

it("the place of what can't be stored is found", () => {
  expect(findUnstorable({ a: [{ b: "fine" }, { c: "no\0" }] })).toEqual(["a", "1", "c"]);
  expect(findUnstorable({ a: { "k\ud800": 1 } })).toEqual(["a", "k\ufffd"]);
  expect(findUnstorable({ a: ["🦈", 1, null, true] })).toBeNull();
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { hashFiles } from "../../src/rounds/source-hash.ts";

const fileSets = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { noNullPrototype: true });

it("hashes a set of files alike in any order", () => {
  fc.assert(
    fc.property(fileSets, (files) => {
      const reversed = Object.fromEntries(Object.entries(files).reverse());
      expect(hashFiles(reversed)).toBe(hashFiles(files));
    }),
  );
});

it("tells sets of files apart wherever text could be moved between names and files", () => {
  const sets = [{ a: "bc" }, { ab: "c" }, { a: "b", c: "" }, { a: "", b: "c" }, { a: "b1:c" }, {}];
  expect(new Set(sets.map(hashFiles)).size).toBe(sets.length);
});

import { expect, it } from "vitest";
import { givenFiles } from "../../src/bot/commands/given-files.ts";
import { refusal } from "../rounds/refusal.ts";

const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
const one = { "submission.py": "import torch\n" };
const two = { ...one, "library.py": "x = 1\n" };

it("lets what the entry file imports come beside it", () => {
  const files = [file("submission.py", "from tiles import N\n"), file("tiles.py", "N = 128\n")];
  const read = { "submission.py": "from tiles import N\n", "tiles.py": "N = 128\n" };
  expect(givenFiles(files, one)).toEqual(read);
  expect(givenFiles(files, two)).toEqual(read);
});

it("gives a lone file the name of a lone baseline file, and no other name", () => {
  expect(givenFiles([file("fast.py", "pass\n")], one)).toEqual({ "submission.py": "pass\n" });
  expect(refusal(() => givenFiles([file("fast.py", "pass\n")], two))).toBe(
    "file-unknown: The baseline has no file fast.py. Its files are submission.py, library.py: name yours like the one that it replaces; what that one imports may come beside it.",
  );
});

it("refuses several of which the baseline has none", () => {
  const files = [file("a.py", "pass\n"), file("b.py", "pass\n")];
  expect(refusal(() => givenFiles(files, one))).toMatch(/^file-unknown: The baseline has no file a\.py/);
});

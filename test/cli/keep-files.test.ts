import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepFiles, keepFilesAt } from "../../src/bot/keep-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });
const kept = (...files: ReturnType<typeof file>[]) => keepFiles(folder, files).map((path) => relative(folder, path));

it("numbers a file beside another of its name, and names the same bytes again", () => {
  expect(kept(file("season.png", "one"))).toEqual(["season.png"]);
  expect(kept(file("season.png", "one"))).toEqual(["season.png"]);
  expect(kept(file("season.png", "two"))).toEqual(["season-2.png"]);
  expect(kept(file("season.png", "two"))).toEqual(["season-2.png"]);
  expect(readFileSync(join(folder, "season.png"), "utf8")).toBe("one");
});

it("numbers the folder of files that belong together, so that none of them mixes with older ones", () => {
  expect(kept(file("export/a.md", "one"), file("export/round-1/b.md", "one"))).toHaveLength(2);
  expect(kept(file("export/a.md", "one"), file("export/round-1/b.md", "two"))).toEqual([
    "export-2/a.md",
    "export-2/round-1/b.md",
  ]);
});

it.each(["../up.png", "/etc/up.png", "a/../../up.png", ".hidden", "a\\b", "a/b/c/d.md", "", "a b.md"])(
  "never writes a file called %j",
  (name) => {
    expect(() => kept(file(name, "one"))).toThrow("can't be called");
    expect(readdirSync(folder)).toEqual([]);
  },
);

it("steps aside for a folder of the file's name", () => {
  mkdirSync(join(folder, "season.png"));
  expect(kept(file("season.png", "one"))).toEqual(["season-2.png"]);
});

it("says where it can't write", () => {
  writeFileSync(join(folder, "full"), "a file, not a folder");
  expect(() => keepFiles(join(folder, "full"), [file("a.png", "one")])).toThrow("can't be written");
});

it("replaces nothing in a folder that a person named, unless they say so", () => {
  expect(keepFilesAt(folder, [file("a.md", "one")], false)).toEqual([join(folder, "a.md")]);
  const next = [file("b.md", "two"), file("a.md", "two")];
  expect(() => keepFilesAt(folder, next, false)).toThrow("is there already, and it differs");
  expect(readdirSync(folder)).toEqual(["a.md"]);
  keepFilesAt(folder, next, true);
  expect(readFileSync(join(folder, "a.md"), "utf8")).toBe("two");
});

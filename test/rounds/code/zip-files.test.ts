import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { zipFiles } from "../../../src/rounds/code/zip-files.ts";
import { refusal } from "../refusal.ts";

const zip = (files: Readonly<Record<string, string | Uint8Array>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? strToU8(text) : text]),
    ),
  );
const names = (bytes: Uint8Array) => Object.keys(zipFiles("kernel.zip", bytes));
const refused = (bytes: Uint8Array) => refusal(() => zipFiles("kernel.zip", bytes));

describe("a zip", () => {
  it("gives its files by their plain names, whatever folders are around them", () => {
    const bytes = zip({
      "kernel/a.cu": "a",
      "kernel/include/b.cuh": "b",
      "__MACOSX/._a.cu": "x",
      "kernel/.DS_Store": "x",
    });
    expect(zipFiles("kernel.zip", bytes)).toEqual({ "a.cu": strToU8("a"), "b.cuh": strToU8("b") });
  });

  it("with one name in two folders is refused", () => {
    expect(refused(zip({ "a/kernel.cu": "a", "b/kernel.cu": "b" }))).toBe(
      "zip-twice: kernel.zip holds two files named kernel.cu, in different folders. A candidate's files have no folders: give each a name of its own.",
    );
  });

  it.each(["../kernel.cu", "/etc/passwd", "a/../../b.cu", "C:\\kernel.cu", "a\\b.cu"])(
    "with the path %s is refused",
    (path) => {
      expect(refused(zip({ [path]: "a" }))).toMatch(/^zip-path: kernel\.zip holds the path ".*", which leads out/);
    },
  );

  it("that swells is refused before anything is inflated", () => {
    const bomb = zip({ "kernel.cu": new Uint8Array(20 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(64 * 1024);
    expect(refused(bomb)).toMatch(
      /^file-too-large: kernel\.cu in kernel\.zip has 20\.0 MB; a kernel's file has at most/,
    );
  });

  it("that lies about a size is refused, and its file is never cut to what it says", () => {
    const bytes = zip({ "kernel.cu": new Uint8Array(20 * 1024 * 1024) });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 4; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect(refused(bytes)).toMatch(/^zip-broken: kernel\.zip can't be read as a zip\./);
  });

  it("of too many files, of none, and one that is broken are refused", () => {
    const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`${index}.cu`, "a"]));
    expect(refused(zip(many))).toMatch(/^too-many-files: kernel\.zip holds more than 32 files\./);
    expect(refused(zip({ "empty/": "" }))).toMatch(/^no-files: /);
    expect(refused(strToU8("PK\u0003\u0004 and nothing else, long enough to look for an end"))).toMatch(
      /^zip-broken: /,
    );
    expect(refused(zip({ "a.cu": "a" }).slice(0, 40))).toMatch(/^zip-broken: /);
  });

  it("takes the most that is allowed", () => {
    expect(names(zip(Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`${index}.cu`, "a"]))))).toHaveLength(
      32,
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestFileBytes, readCandidate, readCandidateFile } from "../../src/rounds/candidate.ts";
import { refusal } from "./refusal.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (content: Uint8Array | string, name = "kernel.ts") =>
  readCandidateFile(name, typeof content === "string" ? bytes(content) : content);

describe("an uploaded file", () => {
  it("is its text, as it came", () => {
    const text = "def kernel():\r\n\treturn '×'  # 日本語\n";
    expect(read(text)).toBe(text);
  });

  it("may be as large as the limit, and not a byte larger", () => {
    expect(read("x".repeat(largestFileBytes))).toHaveLength(largestFileBytes);
    expect(refusal(() => read("x".repeat(largestFileBytes + 1)))).toMatch(/^file-too-large: kernel\.ts has 257 KB; /);
  });

  it.each([
    ["empty", new Uint8Array(), "file-empty: kernel.ts is empty. "],
    ["blank", bytes(" \n\t\r\n "), "file-empty: kernel.ts holds only blank lines. "],
    ["a byte order mark and nothing else", bytes("\ufeff\n"), "file-empty: kernel.ts holds only blank lines. "],
    ["a compiled kernel", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), "file-binary: kernel.ts is not text"],
    ["cut off in a character", Uint8Array.of(0x61, 0xe2, 0x82), "file-binary: kernel.ts is not text in UTF-8. "],
    ["text in Latin-1", Uint8Array.of(0x61, 0xe9, 0x62), "file-binary: "],
    ["text in UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0), "file-binary: "],
    ["text with a NUL", bytes("a\0b"), "file-binary: "],
    [
      "5 MB",
      new Uint8Array(5 * 1024 * 1024).fill(0x61),
      "file-too-large: kernel.ts has 5.0 MB; a kernel's file has at most 256 KB. ",
    ],
  ])("that is %s is refused", (_, content, start) => {
    const refused = refusal(() => read(content));
    expect(refused.startsWith(start)).toBe(true);
    expect(refused).toContain("Send ");
  });

  it.each([
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "/etc/passwd",
    "C:\\x",
    "a\\b",
    ".hidden",
    "-rf",
    "a b.ts",
    "a\nb.ts",
    "kernel.ts\n",
    "a\0.ts",
    "a\u202Ets.exe",
    "a\u200b.ts",
    "ａ.ts",
    "kérnel.ts",
    "\u001b[31mred",
    "x".repeat(101),
  ])("under the name %j is refused", (name) => {
    const refused = refusal(() => read("code", name));
    expect(refused).toMatch(/^file-name: "[\x20-\x7e]*" is not a plain file name\. Send the kernel under a name/);
    expect(refused.length).toBeLessThan(300);
  });

  it.each(["a", "kernel.py", "_k.cu", "tma-store_2.as", "K.TS", "x".repeat(100)])("may be named %s", (name) => {
    expect(read("code", name)).toBe("code");
  });

  it("is text or a refusal, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 200 }), (name, content) => {
        try {
          expect(bytes(readCandidateFile(name, content)).length).toBeGreaterThan(0);
        } catch {
          expect(refusal(() => readCandidateFile(name, content))).toMatch(/^file-/);
        }
      }),
    );
  });
});

describe("a set of files", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`file${index}.ts`, bytes("code")]));

  it("is read file by file", () => {
    expect(readCandidate({ "a.ts": bytes("a"), "b.ts": bytes("b") })).toEqual({ "a.ts": "a", "b.ts": "b" });
    expect(Object.keys(readCandidate(many(32)))).toHaveLength(32);
  });

  it("is refused when it is none, or too many, or one of them is bad", () => {
    expect(refusal(() => readCandidate({}))).toMatch(/^no-files: /);
    expect(refusal(() => readCandidate(many(33)))).toBe(
      "too-many-files: This candidate has 33 files; 32 are the most. Send only what the kernel's build needs.",
    );
    expect(refusal(() => readCandidate({ "a.ts": bytes("a"), "b.ts": bytes("") }))).toMatch(/^file-empty: b\.ts /);
  });
});

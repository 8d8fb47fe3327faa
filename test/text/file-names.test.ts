import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileNames, plainFileName } from "../../src/bot/text/file-names.ts";

describe("a file's name", () => {
  it.each([
    ["run-12.log.txt", "run-12.log.txt"],
    ["round-3/votes.md", "round-3-votes.md"],
    ["../../etc/passwd", "etc-passwd"],
    ["C:\\kernel.ts", "C_-kernel.ts"],
    ["-rf", "rf"],
    [".hidden", "hidden"],
    ["..", "file-"],
    ["", "file-"],
    ["con.txt", "file-con.txt"],
    ["NUL", "file-NUL"],
    ["a\u202egnp.exe", "a_gnp.exe"],
    ["a\u0000\u001b[2J\n.ts", "a_2J_.ts"],
    ["größe.ts", "gr_e.ts"],
    [`${"x".repeat(1000)}.png`, `${"x".repeat(96)}.png`],
  ])("%j is %j", (name, plain) => {
    expect(plainFileName(name)).toBe(plain);
  });

  it("is plain whatever it was, and stays as it is the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (name) => {
        const plain = plainFileName(name);
        expect(plain).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,104}$/);
        expect(plainFileName(plain)).toBe(plain);
      }),
    );
  });

  it("made of a heading is plain as well, and given once", () => {
    const next = fileNames("The card");
    expect([next("CON"), next("CON"), next("日本"), next("../x"), next()]).toEqual([
      "file-con.txt",
      "con_2.txt",
      "details.txt",
      "x.txt",
      "the-card.txt",
    ]);
  });
});

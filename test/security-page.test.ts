import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(`${root}/SECURITY.md`, "utf8");
const named = (pattern: RegExp) => [...new Set(page.match(pattern) ?? [])];

describe("SECURITY.md", () => {
  it("names tests and pages that are there", () => {
    const paths = [...named(/test\/[\w/.-]+\.test\.ts/g), ...named(/docs\/[\w-]+\.md/g)];
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
  });

  it("names promises that tests are named by", () => {
    const tests = globSync("test/**/*.test.ts", { cwd: root }).map((path) => readFileSync(`${root}/${path}`, "utf8"));
    const promises = named(/\bR\d+\b/g);
    expect(promises.length).toBeGreaterThan(8);
    const isTested = (promise: string) =>
      tests.some((text) => new RegExp(`["\`][^"\`\\n]*\\b${promise}\\b`).test(text));
    expect(promises.filter((promise) => !isTested(promise))).toEqual([]);
  });

  it("leads to headings that are there", () => {
    for (const [, path = "", heading = ""] of page.matchAll(/\((docs\/[\w-]+\.md)#([\w-]+)\)/g)) {
      const lines = readFileSync(`${root}/${path}`, "utf8")
        .split("\n")
        .filter((line) => line.startsWith("#"));
      const anchors = lines.map((line) =>
        line
          .replace(/^#+ /, "")
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(anchors).toContain(heading);
    }
  });
});

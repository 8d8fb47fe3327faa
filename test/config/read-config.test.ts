import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/bot/read-config.ts";
import { Season } from "../../src/rounds/season.ts";
import { refusal } from "../rounds/refusal.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, "summer.yml");
  writeFileSync(path, text);
  return readConfig(path, Season);
}
const head = "name: summer\ntitle: Shark Tank\nproblem: p\n";

describe("a season's file on disk", () => {
  it("is read", () => {
    expect(read(`${head}rules:\n  leastEffect: 2%\n`).rules.leastEffect).toBe(0.02);
  });

  it("has all its faults named at once, by key", () => {
    const refused = refusal(() => read(`${head}voise: plain\nrules:\n  guard: lots\n  leastEfect: 1%\n`));
    expect(refused).toMatch(/^config-invalid: .*summer\.yml has 3 faults: /);
    for (const key of ["voise", "rules.guard", "leastEfect"]) expect(refused).toContain(key);
  });

  it("is refused with the key of what no database takes", () => {
    const refused = refusal(() => read(`${head}motto: "a\\0b"\n`));
    expect(refused).toMatch(
      /summer\.yml has a fault: motto: it holds a NUL or half a character, which can't be stored/,
    );
  });

  it("is refused where its aliases stand for a billion values", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}, *a${level}]`,
    );
    const refused = refusal(() => read(`${head}a0: &a0 [x, x]\n${levels.join("\n")}\n`));
    expect(refused).toMatch(/^config-yaml: .*summer\.yml is not valid YAML: Excessive alias count/);
  });

  it("is read at once, however many keys it makes up", () => {
    const before = process.cpuUsage();
    expect(refusal(() => read(`${head}approaches: {${",".repeat(130_000)}}\n`))).toMatch(
      /^config-yaml: .*Unexpected , in flow map at line 4, column 15\./,
    );
    const keys = Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`);
    expect(refusal(() => read(`${head}${keys.join("\n")}\n`))).toMatch(/^config-invalid: .* 20000 faults/);
    // Compared with each other, they took minutes.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(20_000);
  });

  it("can't say the same twice", () => {
    const twice = "approaches:\n  tma-store: { name: A }\n  tma-store: { name: B }\n";
    expect(refusal(() => read(head + twice))).toMatch(
      /^config-yaml: .*summer\.yml is not valid YAML: "tma-store" stands twice, in lines \d+ and \d+; keep one/s,
    );
    expect(refusal(() => read(`${head}title: Again\n`))).toMatch(/^config-yaml: /);
  });

  it.each(["", "just words", "- a\n- list", "a: [1"])("is refused when it holds %j", (text) => {
    expect(refusal(() => read(text))).toMatch(/^config-(invalid|yaml): .*summer\.yml/);
  });

  it("is refused when it isn't there", () => {
    expect(refusal(() => readConfig(join(folder, "winter.yml"), Season))).toMatch(
      /^config-missing: .*winter\.yml does not exist\./,
    );
  });
});

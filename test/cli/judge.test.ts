import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/bot/cli/judge.ts";
import { failure, passedCheck, reportWith, steadyBlocks, steadyCase } from "../rounds/judging/sample-report.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "judge-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/measurements/${name}.json.gz`, import.meta.url));

function run(...argv: string[]): { code: number; out: string; err: string } {
  const seen = { out: "", err: "" };
  const code = main(argv, {
    print: (text) => {
      seen.out += text;
    },
    complain: (text) => {
      seen.err += text;
    },
  });
  return { code, ...seen };
}

function file(content: unknown): string {
  const path = join(folder, "input.json");
  writeFileSync(path, typeof content === "string" || content instanceof Buffer ? content : JSON.stringify(content));
  return path;
}

const flat = (speedup: number) => {
  const blocks = steadyBlocks(speedup);
  return { baseline: blocks.flatMap((each) => each.baseline), candidate: blocks.flatMap((each) => each.candidate) };
};
const raw = (cases: unknown) => ({ unit: "ns", cases });
const pair = (baseline: unknown, candidate: unknown) => raw({ "g=8": { baseline, candidate } });

describe("what a harness printed that was started by hand", () => {
  const events = (...last: unknown[]) =>
    [{ event: "stage-started", stage: "build" }, { event: "case-timed", label: "a", pairs: 9 }, ...last]
      .map((event) => `${JSON.stringify(event)}\n`)
      .join("");

  it("is judged by the report in it", () => {
    const report = reportWith({ cases: [steadyCase("one", 1.5)] });
    const alone = run(file(report));
    const printed = run(file(events({ event: "report", report })));
    expect(printed).toEqual(alone);
    expect(printed.code).toBe(0);
  });

  it("is refused in two sentences when there is none", () => {
    const { code, err } = run(file(events()));
    expect(code).toBe(1);
    expect(err).toMatch(/events without a report; the last is "case-timed"\. The run ended early/);
  });
});

describe("a verdict from a file", () => {
  it("is one line of JSON that begins with the promised keys", () => {
    const { code, out, err } = run(file(raw({ "g=8": flat(1.5), "g=2": flat(1.2) })));
    expect([code, err]).toEqual([0, ""]);
    expect(out.trimEnd().split("\n")).toHaveLength(1);
    const line = JSON.parse(out);
    expect(Object.keys(line).slice(0, 5)).toEqual(["verdict", "speedup", "ci95", "cases", "reason"]);
    expect(line).toMatchObject({
      verdict: "faster",
      reason: "surely-faster",
      cases: [{ label: "g=8" }, { label: "g=2" }],
    });
    expect(line.speedup).toBeCloseTo(Math.sqrt(1.5 * 1.2), 2);
  });

  it("is the same from a packed file", () => {
    const content = raw({ "g=8": flat(1.5) });
    const plain = run(file(content)).out;
    expect(run(file(gzipSync(JSON.stringify(content)))).out).toBe(plain);
  });

  it("is the same for samples and for a report that holds them", () => {
    const { out } = run(file(reportWith()));
    expect(JSON.parse(out)).toMatchObject({ verdict: "faster", rules: { clock: "call" } });
  });

  it("obeys the options", () => {
    const path = file(raw({ a: flat(1.03) }));
    const verdictWith = (...options: string[]) => JSON.parse(run(path, ...options).out).verdict;
    expect(verdictWith()).toBe("faster");
    expect(verdictWith("--least-effect", "5%")).toBe("no difference");
    expect(verdictWith("--least-effect=0.05")).toBe("no difference");
    expect(verdictWith("--bar", "1.4")).toBe("faster, below the bar");
    expect(verdictWith("--min-change-ns", "10000")).toBe("no difference");
    const lopsided = file(raw({ a: flat(2), b: flat(0.9) }));
    expect(JSON.parse(run(lopsided).out).verdict).toBe("mixed");
    expect(JSON.parse(run(lopsided, "--guard", "20%").out).verdict).toBe("faster");
  });

  it("calls none of the recorded A/A repetitions different, one line each", () => {
    const { code, out } = run(fixture("aa-h100"));
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toHaveLength(30);
    expect(new Set(lines.map(({ verdict }) => verdict))).toEqual(new Set(["no difference"]));
    expect(lines[0].set).toBe("repetition 1");
  });

  it("has too few samples in three pairs, and says so", () => {
    const line = JSON.parse(run(file(pair([3, 3, 3], [2, 2, 2]))).out);
    expect(line).toMatchObject({ verdict: "inconclusive", reason: "too-few-samples", ci95: null });
  });
});

describe("a bad file", () => {
  const report = (cases: unknown) => ({ ...reportWith(), cases });
  const wrongBaseline = { ...passedCheck("a", "baseline"), mismatched: 3 };
  it.each([
    ["a negative sample", pair([5, -5, 5], [5, 5, 5]), /"g=8": baseline sample 2 is -5\. .*drop that pair/],
    ["a zero", pair([5, 5], [5, 0]), /"g=8": candidate sample 2 is 0\./],
    ["null", pair([5, null], [5, 5]), /"g=8": baseline sample 2 is null\./],
    ["a text", pair([5, 5], [5, "6"]), /"g=8": candidate sample 2 is "6"\./],
    ["NaN", '{"unit":"ns","cases":{"g=8":{"baseline":[NaN],"candidate":[1]}}}', /"g=8": baseline sample 1 is "NaN"/],
    ["an endless number", '{"unit":"ns","cases":{"g=8":{"baseline":[1e999],"candidate":[1]}}}', /sample 1 is Infinity/],
    [
      "unequal numbers of samples",
      pair([5, 5, 5], [5, 5]),
      /"g=8" has 3 baseline and 2 candidate samples\. They are pairs/,
    ],
    ["no samples", pair([], []), /"g=8" has no samples\./],
    ["no cases", raw({}), /no case/],
    ["no candidate", raw({ "g=8": { baseline: [1] } }), /"g=8" is not a pair/],
    ["an unknown key in a case", raw({ "g=8": { baseline: [1], candidate: [1], x: 1 } }), /"g=8" is not a pair/],
    ["an unknown key", { ...pair([1], [1]), extra: 1 }, /no key "extra"/],
    ["another unit", { unit: "us", cases: {} }, /unit is "us", not "ns"/],
    ["no unit", { cases: {} }, /unit is missing/],
    ["another clock", { ...pair([1], [1]), clock: "sun" }, /clock is "sun"/],
    [
      "a label twice",
      '{"unit":"ns","cases":{"a":{"baseline":[1],"candidate":[1]},"a":{"baseline":[1],"candidate":[1]}}}',
      /"a" stands twice/,
    ],
    ["half a file", '{"unit":"ns","cases":{"a":', /not JSON .*cut off/],
    ["an empty file", "", /not JSON/],
    ["a list", "[]", /neither samples nor a report/],
    [
      "a report with a negative sample",
      report([{ ...steadyCase("g=2", 1), blocks: [{ baseline: [-1], candidate: [1] }] }]),
      /case "g=2" at cases\.0\.blocks\.0\.baseline\.0/,
    ],
    [
      "a report with unequal samples",
      report([{ ...steadyCase("g=2", 1), blocks: [{ baseline: [1, 2], candidate: [1] }] }]),
      /"g=2".*same number of samples/,
    ],
    [
      "a report of a lost machine",
      { ...reportWith(), failure: failure({ side: "runner", message: "lost" }) },
      /No verdict: .*lost.*Run it again/,
    ],
    [
      "a report with a wrong baseline",
      { ...reportWith(), checks: [wrongBaseline] },
      /No verdict: The baseline computes a wrong result: a/,
    ],
    ["broken packing", Buffer.from([0x1f, 0x8b, 1, 2, 3]), /Can't be read/],
  ])("%s: one clear sentence, nothing printed, exit code 1", (_, content, sentence) => {
    const { code, out, err } = run(file(content));
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(err).toContain("input.json");
  });

  it("that does not exist or is a folder is named", () => {
    for (const path of [join(folder, "nowhere.json"), folder]) {
      const { code, out, err } = run(path);
      expect([code, out]).toEqual([1, ""]);
      expect(err).toContain(path);
    }
  });

  it("among several sets prints none of them", () => {
    const good = { a: flat(1) };
    const { code, out, err } = run(
      file({ unit: "ns", repetitions: [good, { a: { baseline: [1], candidate: [-1] } }] }),
    );
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain('Case "a": candidate sample 1 is -1.');
  });
});

describe("the command line", () => {
  it.each([
    [[], /Which file\?/],
    [["a", "b"], /"b" is a second one/],
    [["a", "--least-effect", "0.1%"], /--least-effect can't be 0\.1%/],
    [["a", "--least-effect", "1"], /--least-effect can't be 1 /],
    [["a", "--least-effect", "some"], /--least-effect can't be some/],
    [["a", "--least-effect", ""], /--least-effect can't be/],
    [["a", "--guard=-1"], /--guard can't be -1/],
    [["a", "--bar", "0.5"], /--bar can't be 0\.5/],
    [["a", "--min-change-ns", "1e999"], /--min-change-ns can't be 1e999/],
    [["a", "--clock", "sun"], /--clock can't be sun/],
    [["a", "--unknown"], /Unknown option '--unknown'/],
  ])("%j is refused with exit code 2 and the way to help", (argv, sentence) => {
    const { code, out, err } = run(...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(sentence);
    expect(err).toContain("--help");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("has help", () => {
    expect(run("--help")).toMatchObject({ code: 0, err: "" });
    expect(run("--help").out).toContain("--least-effect");
  });

  it("works as a program of its own", () => {
    const program = fileURLToPath(new URL("../../src/start.js", import.meta.url));
    const path = file(raw({ a: flat(1.5) }));
    const out = execFileSync(process.execPath, [program, "judge", path], { encoding: "utf8" });
    expect(JSON.parse(out).verdict).toBe("faster");
  });
});

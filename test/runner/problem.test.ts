import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../../src/rounds/user-error.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { doublingFolder } from "./doubling.ts";

const embedded = fileURLToPath(new URL("../../config/problems/nvfp4-group-gemm-wasm", import.meta.url));
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A copy of the doubling problem with its task.yml changed. */
async function problemWith(change: (task: string) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "problem-"));
  folders.push(folder);
  await cp(doublingFolder, folder, { recursive: true });
  const path = join(folder, "task.yml");
  await writeFile(path, change(await readFile(path, "utf8")));
  return folder;
}

async function refusalOf(folder: string): Promise<UserError> {
  const thrown = await readProblem(folder).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof UserError)) throw new Error(`not refused with a UserError: ${thrown}`);
  return thrown;
}

describe("reading a problem folder", () => {
  it("reads the embedded problem with its labels, baseline and candidates", async () => {
    const problem = await readProblem(embedded);
    expect(problem.name).toBe("nvfp4-group-gemm-wasm");
    expect(problem.labels).toEqual(["g=8, K=7168", "g=8, K=2048", "g=2, K=4096", "g=2, K=1536"]);
    expect(problem.baseline["submission.ts"]).toContain("num_ab_stage: i32 = 1; // knob: 1..4");
    expect(problem.candidates["pipeline-stages"]).toMatchObject({ kind: "knobs", knobs: { num_ab_stage: "3" } });
    expect(problem.candidates["wild-card"]).toMatchObject({ kind: "files" });
    expect(Object.keys(problem.candidates)).toHaveLength(5);
    expect(problem.bundle.files).not.toHaveProperty("submission.ts");
  });

  it("takes every key of the field's format", async () => {
    const keys = "templates: { a: b }\nseed: 3\nmulti_gpu: False\ngpus: [H100]\nlibraries: []\nranking_by: mean\n";
    const problem = await readProblem(await problemWith((task) => keys + task));
    expect(problem.limits).toEqual({ checkMs: 10_000, caseMs: 10_000 });
  });

  it("hashes what defines a verdict, and not the words around it", async () => {
    const original = await readProblem(doublingFolder);
    const reworded = await readProblem(await problemWith((task) => task.replace("Doubles every", "Twice each")));
    const enlarged = await readProblem(await problemWith((task) => task.replace("9000", "9001")));
    expect(reworded.sha256).toBe(original.sha256);
    expect(enlarged.sha256).not.toBe(original.sha256);
  });

  it.each<[string, (task: string) => string, RegExp]>([
    ["an unknown key", (task) => `tets: []\n${task}`, /unknown key "tets": did you mean "tests"\?$/],
    ["a key like no other", (task) => `zzz: []\n${task}`, /unknown key "zzz"; it knows files, lang/],
    [
      "an unknown key of ours",
      (task) => task.replace("title:", "tite: x\n  title:"),
      /unknown key "tite" in tank: did you mean "title"\?$/,
    ],
    ["broken YAML", (task) => task.replace("tests:", "tests: ["), /is not valid YAML/],
    [
      "a key twice",
      (task) => `lang: wasm\n${task}`,
      /is not valid YAML: "lang" stands twice, in lines 1 and 3; keep one\.$/,
    ],
    [
      "no benchmark",
      (task) => task.replace(/benchmarks:\n.*\n.*\n/, "benchmarks: []\n"),
      /benchmarks: needs at least one/,
    ],
    ["a label twice", (task) => task.replace("[small, large]", "[small, small]"), /the label "small" twice/],
    ["a label too few", (task) => task.replace("[small, large]", "[small]"), /2 benchmarks and 1 labels/],
    ["a missing source", (task) => task.replace("source: entry.as", "source: gone.as"), /gone\.as does not exist/],
    ["a missing baseline", (task) => task.replace("baseline.as", "gone.as"), /gone\.as does not exist/],
    ["a missing candidate", (task) => task.replace("backwards.as", "gone.as"), /the candidate "backwards"/],
    ["no submission", (task) => task.replace('"@SUBMISSION@"', "baseline.as"), /has 0 files with the source/],
    [
      "a file twice",
      (task) => task.replace("name: entry.ts", "name: reference.ts"),
      /names the file "reference.ts" twice/,
    ],
    ["a path as a file's name", (task) => task.replace("name: entry.ts", "name: ../entry.ts"), /not a plain file name/],
    ["a main that is no file", (task) => task.replace("main: entry.ts", "main: none.ts"), /config\.main must name one/],
    [
      "a tolerance outside its reference",
      (task) => task.replace("title:", "tolerance: { rtol: 1, atol: 1 }\n  title:"),
      /a tolerance is for problems in Python/,
    ],
    ["a build command for the harness's compiler", (task) => `${task}  build: make\n`, /build command is for/],
    ["an evaluator that it can't have", (task) => `${task}  method: evaluator\n`, /has no evaluator of its own/],
    ["a key of config", (task) => task.replace("{ main:", "{ mian: x, main:"), /unknown key "mian" in config/],
    ["no baseline", (task) => task.slice(0, task.indexOf("tank:")), /has no baseline: there is no submission\.ts/],
    [
      "no list of benchmarks",
      (task) => task.replace(/benchmarks:\n.*\n.*\n/, ""),
      /benchmarks is missing: it needs at least one case/,
    ],
    ["a key that is missing", (task) => task.replace("lang: wasm\n", ""), /task\.yml: lang is missing\.$/],
    ["a language", (task) => task.replace("wasm", "python"), /lang is "python"; it is py, cu or wasm\.$/],
    [
      "another kind",
      (task) => task.replace("timeout: 10", "timeout: soon"),
      /test_timeout is "soon"; it is a number\.$/,
    ],
    [
      "several faults, mistyped keys first",
      (task) => task.replace("lang: wasm\n", "").replace("benchmarks:", "benchmark:"),
      /task\.yml: unknown key "benchmark": did you mean "benchmarks"\? lang is missing\.$/,
    ],
    [
      "more than five faults",
      (task) => `a1: 1\na2: 1\na3: 1\na4: 1\na5: 1\na6: 1\na7: 1\n${task}`,
      /"a5"; it knows [^"]*\. And 2 more\.$/,
    ],
    ["a case without a value", (task) => task.replace("size: 9000", "size:"), /benchmarks\.1 has no value for "size"/],
    ["a case without any", (task) => task.replace("{ size: 9000 }", ""), /benchmarks\.1 has no values/],
    ["a list in a list", (task) => task.replace("9000", "[[1]]"), /value for "size" that is none of a number/],
    ["a candidate of two kinds", (task) => task.replace("knobs:", "file: a, knobs:"), /needs one of `file`, `files`/],
    ["a source that is a folder", (task) => task.replace("entry.as", "../doubling"), /is a folder|does not exist/],
    ["an empty file", () => "", /task\.yml: the file is empty; it is a map\.$/],
  ])("refuses %s in one sentence, with a way on", async (_what, change, message) => {
    const refusal = await refusalOf(await problemWith(change));
    expect(refusal.message).toMatch(message);
    expect(refusal.message).not.toContain("\n");
    expect(refusal.hint).toBeTruthy();
  });

  it("refuses text that can't be stored, and aliases that stand for a billion values", async () => {
    const nul = await problemWith((task) => task.replace(/^description:.*$/m, 'description: "a\\0b"'));
    expect((await refusalOf(nul)).message).toContain(
      "description holds a NUL or half a character, which can't be stored",
    );
    const levels = Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`);
    const bomb = await problemWith((task) => `${task}\na0: &a0 [x, x]\n${levels.join("\n")}\n`);
    expect((await refusalOf(bomb)).message).toContain("is not valid YAML: Excessive alias count");
    const binary = await problemWith((task) => task);
    await writeFile(join(binary, "reference.as"), Uint8Array.of(0, 97, 115, 109));
    expect((await refusalOf(binary)).message).toContain("reference.as is no plain text");
  });

  it("refuses a folder that is not there, and one without a task.yml", async () => {
    expect((await refusalOf("/no/such/folder")).message).toBe("There is no problem folder at /no/such/folder.");
    expect((await refusalOf(tmpdir())).message).toMatch(/no readable task\.yml/);
  });
});

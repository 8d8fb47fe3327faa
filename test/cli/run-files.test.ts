import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportText } from "../../src/bot/cli/report-text.ts";
import { writeRunFiles } from "../../src/bot/cli/run-files.ts";
import { readJudgeInput } from "../../src/rounds/judging/input/judge-input.ts";
import { doublingBundle } from "../runner/doubling.ts";
import { pythonBundle, standIn, told } from "../runner/python-problem.ts";
import { lacks } from "../runner/requirements.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-run-files-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a run that is written out", () => {
  it.skipIf(lacks("python"))(
    "is started by hand with the printed command, and what comes back is a report to judge",
    () => {
      const stdinOut = join(folder, "it's run.stdin");
      const said = writeRunFiles(
        pythonBundle(told("speedup 2")),
        "python3",
        { bundleOut: undefined, stdinOut },
        () => standIn,
      );
      const command = /^(python3[\s\S]*> report\.json)$/m.exec(said)?.[1] ?? "";
      const { PATH = "" } = env;
      execFileSync("/bin/sh", ["-c", command], { cwd: folder, env: { PATH } });
      const input = readJudgeInput(reportText(readFileSync(join(folder, "report.json"), "utf8")));
      expect(input).toMatchObject({ kind: "report", report: { runId: "run-1", machine: { name: "stand-in GPU" } } });
      expect(statSync(stdinOut).mode & 0o777).toBe(0o600);
    },
  );

  it("is the bundle alone where that is asked for", () => {
    const bundleOut = join(folder, "bundle.json");
    const bundle = pythonBundle(null);
    writeRunFiles(bundle, "python3", { bundleOut, stdinOut: undefined });
    expect(JSON.parse(readFileSync(bundleOut, "utf8"))).toEqual(bundle);
  });

  it("is refused for a wasm problem, and where nothing can be written", () => {
    const stdinOut = join(folder, "no", "such", "folder");
    expect(() => writeRunFiles(doublingBundle(null), "python3", { bundleOut: undefined, stdinOut })).toThrow(
      "measured by Node",
    );
    expect(() =>
      writeRunFiles(pythonBundle(null), "python3", { bundleOut: undefined, stdinOut }, () => standIn),
    ).toThrow("can't be written");
  });
});

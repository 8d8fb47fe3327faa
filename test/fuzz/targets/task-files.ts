import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { problemFolder } from "../../../src/bot/cli/paths.ts";
import { makeBundle } from "../../../src/runner/make-bundle.ts";
import { readProblem } from "../../../src/runner/problem.ts";
import { Bundle } from "../../../src/runner/protocol.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { openStorage } from "../storage.ts";
import { yamlLike } from "./config-files.ts";

const folders = [
  problemFolder("nvfp4-group-gemm"),
  problemFolder("nvfp4-group-gemm-wasm"),
  ...["doubling", "py-sums", "torch-rms"].map((name) => join(import.meta.dirname, "../../fixtures/problems", name)),
];
const tasks = folders.map((folder) => readFileSync(join(folder, "task.yml"), "utf8"));

export const taskFiles = fuzzTarget({
  name: "task-files",
  about: "task.yml of a problem's folder: a problem that is read can be stored, and makes a bundle of the protocol",
  casesInTest: 250,
  inputs: yamlLike(tasks),
  async open() {
    const storage = await openStorage();
    const folder = mkdtempSync(join(tmpdir(), "tank-fuzz-"));
    for (const source of folders) cpSync(source, folder, { recursive: true });
    return {
      async feed(text) {
        writeFileSync(join(folder, "task.yml"), text);
        const problem = await readProblem(folder);
        const bundle = makeBundle({ problem, runId: "1", attempt: 1, candidate: problem.baseline });
        await storage.keeps({ problem, bundle: Bundle.parse(JSON.parse(JSON.stringify(bundle))) });
        return "accepted" as const;
      },
      async [Symbol.asyncDispose]() {
        rmSync(folder, { recursive: true });
        await storage[Symbol.asyncDispose]();
      },
    };
  },
});

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { lacks, systemPython } from "./requirements.ts";

const folder = fileURLToPath(new URL("../../src/runner/harness/python", import.meta.url));

describe.skipIf(lacks("mypy"))("the Python harness", () => {
  it("has the types that it says, for the oldest Python that it runs on", async () => {
    const cache = await mkdtemp(join(tmpdir(), "tank-mypy-"));
    const options = ["--strict", "--python-version=3.9", "--ignore-missing-imports", `--cache-dir=${cache}`];
    const check = promisify(execFile)(systemPython ?? "python3", ["-m", "mypy", ...options, "-p", "tank_harness"], {
      cwd: folder,
    });
    const said = await check.then(
      ({ stdout }) => stdout,
      (error: Error & { readonly stdout?: string }) => error.stdout || error.message,
    );
    await rm(cache, { recursive: true });
    expect(said).toMatch(/^Success: no issues found in \d+ source files\n$/);
  });
});

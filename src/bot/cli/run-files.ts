import { writeFileSync } from "node:fs";
import { UserError } from "../../rounds/user-error.ts";
import { shellText } from "../../runner/launching/launcher-words.ts";
import { type PythonHarness, pythonCommand, readPythonHarness } from "../../runner/launching/python-harness.ts";
import type { Bundle } from "../../runner/protocol.ts";

/** Where a run goes that somebody starts by hand. */
export interface RunFiles {
  /** The bundle alone, as JSON. */
  readonly bundleOut: string | undefined;
  /** Every byte that a harness gets on stdin: the Python harness itself, then the bundle. */
  readonly stdinOut: string | undefined;
}

/** Writes a run in place of measuring it; returns what to do with it, in words. */
export function writeRunFiles(
  bundle: Bundle,
  python: string,
  { bundleOut, stdinOut }: RunFiles,
  harness: () => PythonHarness = readPythonHarness,
): string {
  const line = `${JSON.stringify(bundle)}\n`;
  const told: string[] = [];
  if (bundleOut !== undefined) {
    write(bundleOut, Buffer.from(line));
    told.push(`${bundleOut}: the bundle, with both kernels and the secret seed of its inputs.\n`);
  }
  if (stdinOut !== undefined) {
    if (bundle.problem.lang === "wasm") {
      throw new UserError(
        "no-python-harness",
        "A wasm problem is measured by Node, which no file of stdin carries.",
        "Leave --stdin-out away, and measure it here.",
      );
    }
    const { preamble, sha256 } = harness();
    write(stdinOut, Buffer.concat([preamble, Buffer.from(line)]));
    const command = shellText(pythonCommand(python));
    const asWhom = bundle.sandbox?.required === "full" ? "there as root (for the sandbox `full`)" : "there";
    told.push(
      `${stdinOut}: the harness (sha256 ${sha256}), then the bundle with the secret seed of its inputs.\n` +
        `Copy it to the machine that measures, which needs what its kernels import and nothing of ours, and start it ${asWhom}:\n\n` +
        `${command} < ${shellText([stdinOut])} > report.json\n\n` +
        "Bring report.json back: npm run judge -- report.json\n",
    );
  }
  return told.join("\n");
}

function write(path: string, bytes: Uint8Array): void {
  try {
    // It holds the seed that no candidate may see.
    writeFileSync(path, bytes, { mode: 0o600 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError("file-unwritable", `${path} can't be written (${why}).`, "Name another place.", { cause });
  }
}

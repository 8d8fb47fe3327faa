import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { systemPython } from "../runner/requirements.ts";

export type PythonAnswer =
  | { readonly outcome: "read"; readonly hashes: Readonly<Record<string, string | null>> }
  | { readonly outcome: "refused" | "crashed"; readonly said: string };

export interface PythonReader extends Disposable {
  readonly read: (bundle: string) => Promise<PythonAnswer>;
}

const test = join(import.meta.dirname, "..");

/** The Python harness's own reader of bundles: one process for all of them. */
export function openPythonReader(): PythonReader {
  const child = spawn(systemPython ?? "python3", [join(test, "fixtures/python/read_bundles.py")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PYTHONPATH: join(test, "../src/runner/harness/python"), PYTHONDONTWRITEBYTECODE: "1" },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async read(bundle) {
      child.stdin.write(`${bundle}\n`);
      const { done, value } = await answers.next();
      if (done) throw new Error("Python's reader has ended");
      return JSON.parse(value);
    },
    [Symbol.dispose]() {
      child.stdin.end();
    },
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { hashFiles } from "../../rounds/source-hash.ts";

/** The program that puts the harness together on the other side; the files themselves are data to it. */
const loaderName = "loader.py";
const ownFolder = fileURLToPath(new URL("../harness/python", import.meta.url));

/**
 * What a machine with Python needs on its command line: it takes 12 digits and so many bytes of program from stdin, and
 * runs them. One constant: whatever a user wrote comes later, as data. It holds no single quote, for the sake of shells.
 * A launcher that died before it had sent all may leave stdin open: 60 s without a byte end it (leashMs in harness-of.ts).
 */
const bootstrap = `import os, signal
def take(count):
    parts = []
    while count > 0:
        signal.alarm(60)
        part = os.read(0, min(count, 65536))
        if not part:
            raise SystemExit("tank: the input ended before the harness had come")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
program = take(int(take(12)))
signal.alarm(0)
exec(compile(program, "<tank harness>", "exec"), {"__name__": "__main__"})`;

/** The whole remote command. `-B`: nothing is written beside a module. */
export function pythonCommand(python: string): readonly string[] {
  return [python, "-u", "-B", "-c", bootstrap];
}

/** The Python harness as it travels: nothing of ours is installed where it runs. */
export interface PythonHarness {
  /** Hash of its sources. */
  readonly sha256: string;
  /** What the command reads from stdin before the first bundle. */
  readonly preamble: Uint8Array;
}

/** Reads the harness's sources, ours by default. */
export function readPythonHarness(folder: string = ownFolder): PythonHarness {
  const loader = readFileSync(join(folder, loaderName), "utf8");
  const files = Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".py") && name !== loaderName)
      .toSorted()
      .map((name) => [name.split(sep).join("/"), readFileSync(join(folder, name), "utf8")]),
  );
  // JSON of texts is a Python literal too; the loader keeps its own first line, which `from __future__` needs.
  const run = `exec(compile(${JSON.stringify(loader)}, "<harness>/${loaderName}", "exec"))`;
  const program = Buffer.from(`FILES = ${JSON.stringify(files)}\n${run}\n`);
  const header = Buffer.from(String(program.length).padStart(12, "0"));
  return { sha256: hashFiles({ ...files, [loaderName]: loader }), preamble: Buffer.concat([header, program]) };
}

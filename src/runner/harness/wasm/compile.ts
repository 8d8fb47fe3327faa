import asc from "assemblyscript/asc";
import type { Side } from "../../../rounds/report.ts";
import { firstErrors } from "./compiler-errors.ts";
import type { BuildJob, BuildMessage } from "./messages.ts";
import { TextTail } from "./text-tail.ts";

type Files = Readonly<Record<string, string>>;

/** Compiles from memory alone: whatever a kernel imports, the compiler is shown nothing but the job's files. */
export async function compile(job: BuildJob, side: Side, files: Files): Promise<BuildMessage> {
  const startedAt = performance.now();
  let wasm: Uint8Array | undefined;
  let firstLog = "";
  const tail = new TextTail(job.logBytes);
  const log = {
    write(chunk: string | Uint8Array) {
      const text = chunk.toString();
      if (firstLog.length < 100_000) firstLog += text;
      tail.add(text);
    },
  };
  const { error } = await asc.main([job.main, ...flags(job)], {
    stdout: log,
    stderr: log,
    readFile: (name) => (name.endsWith(".ts") && Object.hasOwn(files, name) ? (files[name] ?? null) : null),
    listFiles: () => [],
    writeFile(_name, contents) {
      if (contents instanceof Uint8Array) wasm = contents;
    },
  });
  if (error || !wasm) {
    return { type: "refused", side, message: firstErrors(firstLog) || String(error?.message), log: tail.toString() };
  }
  const surplus = surplusImport(wasm);
  if (surplus) return { type: "refused", side, message: surplus, log: tail.toString() };
  const ms = performance.now() - startedAt;
  return { type: "built", side, wasm: Buffer.from(wasm).toString("base64"), compiler: asc.version, ms };
}

function flags(job: BuildJob): string[] {
  const pages = String(job.memoryPages);
  const bounded = ["--runtime", "stub", "--noAssert", "--maximumMemory", pages];
  return ["-O3", "--enable", "simd", ...bounded, "--outFile", "kernel.wasm"];
}

/** A kernel is given `abort` and nothing else, so a module that asks for more could not start. */
function surplusImport(wasm: Uint8Array): string | undefined {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(Uint8Array.from(wasm)));
  const surplus = imports.find(({ module, name, kind }) => module !== "env" || name !== "abort" || kind !== "function");
  if (!surplus) return undefined;
  return `ERROR: the kernel imports the ${surplus.kind} ${surplus.module}.${surplus.name}; a kernel may import nothing.`;
}

/** One kernel's running module: its own memory, no imports but `abort`. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  allocate(bytes: number): number;
  run(words: number, count: number): void;
}

/** Compiles and starts a module; its top-level code runs here, so this may trap. */
export function startKernel(wasm: Uint8Array<ArrayBuffer>): Kernel {
  let memory: WebAssembly.Memory | undefined;
  const abort = (message: number, file: number, line: number, column: number) => {
    const where = `${readText(memory, file)}(${line},${column})`;
    throw new WebAssembly.RuntimeError(`abort: ${readText(memory, message)} (in ${where})`);
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { abort } });
  const { allocate, run } = exports;
  if (!(exports.memory instanceof WebAssembly.Memory) || !isFunction(allocate) || !isFunction(run)) {
    throw new TypeError("the problem's entry must export memory, allocate(bytes) and run(words, count)");
  }
  memory = exports.memory;
  return {
    memory,
    // A pointer is unsigned, and comes out of wasm as a signed number.
    allocate: (bytes) => Number(allocate(bytes)) >>> 0,
    run: (words, count) => void run(words, count),
  };
}

function isFunction(value: unknown): value is (...args: number[]) => unknown {
  return typeof value === "function";
}

const longestText = 500;

/** An AssemblyScript string: UTF-16, its length in bytes in the word before it. */
function readText(memory: WebAssembly.Memory | undefined, at: number): string {
  if (!memory || at <= 4 || at > memory.buffer.byteLength) return "";
  const bytes = new DataView(memory.buffer).getUint32(at - 4, true);
  const end = Math.min(at + bytes, at + longestText * 2, memory.buffer.byteLength);
  return new TextDecoder("utf-16le").decode(memory.buffer.slice(at, end));
}

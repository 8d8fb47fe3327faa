import { fileURLToPath } from "node:url";

/** The wasm harness as a command of this machine, run by the same Node as this process. */
export function wasmHarnessCommand(): string[] {
  const main = fileURLToPath(new URL("../harness/wasm/main.ts", import.meta.url));
  return [process.execPath, "--disable-warning=ExperimentalWarning", main];
}

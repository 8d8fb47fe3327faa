import { stripTypeScriptTypes } from "node:module";
import type { CaseSpec } from "../../protocol.ts";
import type { Random } from "./random.ts";
import { ReferenceFault } from "./reference-fault.ts";

/** The buffers of one call and the words its entry is given: numbers, or the addresses of buffers. */
export interface Layout {
  readonly inputs: readonly { readonly name: string; readonly bytes: number }[];
  /** Outputs are f32. */
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly words: readonly (number | { readonly input: number } | { readonly output: number })[];
  /** Second argument of the entry's `run`. */
  readonly count: number;
}

/** What a wasm problem's reference module exports. */
export interface ReferenceModule {
  readonly tolerance: { readonly rtol: number; readonly atol: number };
  layout(spec: CaseSpec): Layout;
  fillInputs(spec: CaseSpec, inputs: readonly Uint8Array[], random: Random): void;
  reference(spec: CaseSpec, inputs: readonly Uint8Array[], outputs: readonly Float32Array[]): void;
}

/** Loads the module from its source: it may use erasable TypeScript, and can import no file. */
export async function loadReference(source: string): Promise<ReferenceModule> {
  try {
    const code = Buffer.from(stripTypeScriptTypes(source)).toString("base64");
    const loaded: ReferenceModule = await import(`data:text/javascript;base64,${code}`);
    const { rtol, atol } = loaded.tolerance;
    if (rtol >= 0 && atol >= 0) return loaded;
    throw new TypeError("`tolerance` is no { rtol, atol } of numbers from 0 on");
  } catch (cause) {
    throw new ReferenceFault("loading it", undefined, cause);
  }
}

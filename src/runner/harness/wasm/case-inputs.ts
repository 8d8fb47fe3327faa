import type { BundleCase } from "../../protocol.ts";
import { type Placement, place } from "./call.ts";
import { type Comparison, compare } from "./compare.ts";
import type { Random } from "./random.ts";
import { ofReference } from "./reference-fault.ts";
import type { Layout, ReferenceModule } from "./reference-module.ts";
import { requireLayout } from "./require-layout.ts";

/** One case's inputs on the host's side, where no kernel can reach them, and what their outputs must be. */
export class CaseInputs {
  readonly label: string;
  readonly layout: Layout;
  readonly placement: Placement;
  /** All inputs, as they lie in a call. */
  readonly bytes: Uint8Array;
  readonly #spec: BundleCase["spec"];
  readonly #module: ReferenceModule;
  readonly #random: Random;
  readonly #inputs: readonly Uint8Array[];
  readonly #want: readonly Float32Array[];

  constructor({ label, spec }: BundleCase, module: ReferenceModule, random: Random) {
    this.label = label;
    this.layout = ofReference("layout", label, () => {
      const layout = module.layout(spec);
      requireLayout(layout);
      return layout;
    });
    this.placement = place(this.layout);
    this.bytes = new Uint8Array(this.placement.inputBytes);
    this.#spec = spec;
    this.#module = module;
    this.#random = random;
    this.#inputs = this.placement.inputs.map(({ at, bytes }) => this.bytes.subarray(at, at + bytes));
    this.#want = this.placement.outputs.map(({ elements }) => new Float32Array(elements));
  }

  /** New contents, never seen before and never again, so that nothing a kernel remembers can be right. */
  refresh(): void {
    ofReference("fillInputs", this.label, () => this.#module.fillInputs(this.#spec, this.#inputs, this.#random));
  }

  /** Compares a call on the present contents with the reference. */
  verify(got: readonly Float32Array[]): Comparison {
    for (const output of this.#want) output.fill(Number.NaN);
    ofReference("reference", this.label, () => this.#module.reference(this.#spec, this.#inputs, this.#want));
    return compare(got, this.#want, this.#module.tolerance, this.layout.outputs);
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CaseInputs } from "../../src/runner/harness/wasm/case-inputs.ts";
import { Random } from "../../src/runner/harness/wasm/random.ts";
import { loadReference } from "../../src/runner/harness/wasm/reference-module.ts";
import { doublingFolder } from "./doubling.ts";

const source = readFileSync(join(doublingFolder, "reference.as"), "utf8");

async function inputsOf(from: string, to: string): Promise<CaseInputs> {
  expect(source).toContain(from);
  const module = await loadReference(source.replace(from, to));
  return new CaseInputs({ label: "small", spec: { size: 4 } }, module, new Random("seed", "check"));
}

describe("a reference in WebAssembly's harness", () => {
  const failed = "the problem's reference failed";

  it.each([
    ["is no TypeScript", "export function", "export func tion", `${failed}: loading it: `],
    ["has no tolerance", "tolerance =", "tolerances =", `${failed}: loading it: TypeError`],
    ["has half a tolerance", "rtol: 0,", "", `${failed}: loading it: TypeError: \`tolerance\` is no`],
    ["throws in its layout", "[size]", "[gone]", `${failed}: layout: ReferenceError: gone is not defined`],
    ["names a buffer that there is not", "{ input: 0 }", "{ input: 1 }", 'words[0] is {"input":1}; it is an integer'],
    ["has a word of undefined", "{ output: 0 }]", "undefined]", "words[1] is undefined; it is an integer"],
    ["has a size that is no number", "bytes: size", "bytes: Number.NaN", "inputs[0].bytes is NaN"],
  ])("that %s is named as what failed", async (_what, from, to, message) => {
    await expect(inputsOf(from, to)).rejects.toMatchObject({
      name: "ReferenceFault",
      message: expect.stringContaining(message),
    });
  });

  it("is named, with the case, where it throws while it fills or computes", async () => {
    const fills = await inputsOf("random.fill(bytes)", "gone(bytes)");
    expect(() => fills.refresh()).toThrow(`${failed}: fillInputs: ReferenceError: gone is not defined`);
    const computes = await inputsOf("from[i] * 2", "gone[i]");
    computes.refresh();
    const fault = { message: `${failed}: reference: ReferenceError: gone is not defined`, label: "small" };
    expect(() => computes.verify([new Float32Array(4)])).toThrow(expect.objectContaining(fault));
  });
});

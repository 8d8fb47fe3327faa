import type { CaseSamples, CheckFact, FailureFact, Report, SampleBlock } from "../../../src/rounds/report.ts";

/** Sixteen blocks of eight pairs with a little noise: enough for a sure verdict on 2%. */
export function steadyBlocks(speedup: number, baselineNs = 100_000): SampleBlock[] {
  return Array.from({ length: 16 }, (_, block) => {
    const wave = (pair: number) => 1 + 0.002 * Math.sin(block * 8 + pair);
    const pairs = Array.from({ length: 8 }, (_, pair) => baselineNs * wave(pair));
    return { baseline: pairs, candidate: pairs.map((ns, pair) => (ns * wave(pair + 3)) / speedup) };
  });
}

export function steadyCase(label: string, speedup: number, clock: CaseSamples["clock"] = "call"): CaseSamples {
  return { label, clock, blocks: steadyBlocks(speedup) };
}

export function passedCheck(label: string, side: CheckFact["side"] = "candidate"): CheckFact {
  return { side, stage: "check", label, elements: 4096, mismatched: 0, maxError: 0.0001, rtol: 0.001, atol: 0.001 };
}

export function failure(fact: Partial<FailureFact>): FailureFact {
  return { side: "candidate", stage: "build", kind: "error", message: "boom", log: "", ...fact };
}

/** A whole report of a CPU run; give what a test is about. */
export function reportWith(parts: Partial<Report> = {}): Report {
  const hash = "0".repeat(64);
  return {
    protocol: 1,
    runId: "run-1",
    attempt: 1,
    harness: { name: "test", sha256: hash },
    machine: { name: "a test's machine", kind: "cpu", facts: {} },
    versions: {},
    sandbox: "wasm",
    hashes: { problem: hash, baseline: hash, candidate: hash },
    stageMs: {},
    checks: [passedCheck("a"), passedCheck("b")],
    cases: [steadyCase("a", 1.5), steadyCase("b", 1.4)],
    ...parts,
  };
}

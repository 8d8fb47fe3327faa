import type { CheckFact, FailureFact, Report, SampleBlock, Stage } from "../../../rounds/report.ts";
import { hashFiles } from "../../../rounds/source-hash.ts";
import { hashProblem } from "../../problem/hash.ts";
import { type Bundle, protocolVersion } from "../../protocol.ts";
import { hashHarness } from "./folders.ts";
import { machineName, readFacts } from "./machine.ts";

/** The report as it grows: complete at any moment, so that an early end loses nothing that was measured. */
export class Draft {
  readonly #bundle: Bundle;
  readonly #checks: CheckFact[] = [];
  readonly #blocks = new Map<string, SampleBlock[]>();
  readonly #stageMs: Partial<Record<Stage, number>> = {};
  readonly #factsAtStart = readFacts("start");
  readonly #harness = hashHarness();
  #stage: { readonly stage: Stage; readonly startedAt: number } | undefined;
  #failure: FailureFact | undefined;
  #disturbed = 0;
  compiler = "unknown";

  constructor(bundle: Bundle) {
    this.#bundle = bundle;
    for (const { label } of bundle.problem.benchmarks) this.#blocks.set(label, []);
  }

  get stage(): Stage {
    return this.#stage?.stage ?? "build";
  }

  enter(stage: Stage): void {
    this.#leave();
    this.#stage = { stage, startedAt: performance.now() };
  }

  check(fact: CheckFact): void {
    this.#checks.push(fact);
  }

  block({ label, samples, disturbed }: { label: string; samples: SampleBlock; disturbed: number }): void {
    this.#blocks.get(label)?.push(samples);
    this.#disturbed += disturbed;
  }

  pairsOf(label: string): number {
    return this.#blocks.get(label)?.reduce((sum, { baseline }) => sum + baseline.length, 0) ?? 0;
  }

  /** The first cause is the one that counts. */
  fail(failure: FailureFact): void {
    this.#failure ??= failure;
  }

  finish(): Report {
    this.#leave();
    const { problem, baseline, candidate, runId, attempt } = this.#bundle;
    const { name: _name, sha256: _claimed, ...definition } = problem;
    return {
      protocol: protocolVersion,
      runId,
      attempt,
      harness: { name: "wasm", sha256: this.#harness },
      machine: { name: machineName(), kind: "cpu", facts: this.#facts() },
      versions: { node: process.versions.node, v8: process.versions.v8, assemblyscript: this.compiler },
      sandbox: "wasm",
      hashes: {
        problem: hashProblem(definition),
        baseline: hashFiles(baseline),
        candidate: candidate && hashFiles(candidate),
      },
      stageMs: this.#stageMs,
      checks: this.#checks,
      cases: problem.benchmarks.map(({ label }) => ({ label, clock: "call", blocks: this.#blocks.get(label) ?? [] })),
      ...(this.#failure && { failure: this.#failure }),
    };
  }

  #facts(): Report["machine"]["facts"] {
    return { ...this.#factsAtStart, ...readFacts("end"), "disturbed pairs": this.#disturbed };
  }

  #leave(): void {
    if (this.#stage) this.#stageMs[this.#stage.stage] = Math.round(performance.now() - this.#stage.startedAt);
    this.#stage = undefined;
  }
}

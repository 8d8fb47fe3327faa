import { setFlagsFromString } from "node:v8";
import type { Side } from "../../../rounds/report.ts";
import type { BundleCase } from "../../protocol.ts";
import { CaseInputs } from "./case-inputs.ts";
import { checkCases } from "./check-cases.ts";
import { blame, KernelTrap, type Tell } from "./host.ts";
import { type Kernel, startKernel } from "./kernel.ts";
import { receiveJob, send } from "./leash.ts";
import type { KernelJob, KernelMessage } from "./messages.ts";
import { withNonce } from "./nonce.ts";
import { Random } from "./random.ts";
import { ReferenceFault } from "./reference-fault.ts";
import { loadReference, type ReferenceModule } from "./reference-module.ts";
import { type Kernels, sides } from "./time-case.ts";
import { timeCases } from "./time-cases.ts";

const job: KernelJob = JSON.parse(await receiveJob());
const tell: Tell = send;
const order = new Random(job.secretSeed, "order");

try {
  const module = await loadReference(job.reference);
  // Optimised code from the first call on. Set this late because Node's own TypeScript stripper is wasm, and large.
  setFlagsFromString("--no-liftoff");
  setFlagsFromString("--no-wasm-lazy-compilation");
  playStages(module);
} catch (error) {
  tell(error instanceof KernelTrap ? describeTrap(error) : describeFault(error));
}
tell({ type: "done" });

/**
 * Check, time, check again; a stage is entered only if the one before found no mismatch. Where nothing is to be timed,
 * the first check is all there is.
 */
function playStages(module: ReferenceModule): void {
  const { tolerance } = module;
  tell({ type: "stage", stage: "check" });
  const checkedSides = job.hasCandidate ? sides : sides.slice(0, 1);
  const matches = checkedSides.map((side) => {
    tell({ type: "begin", side });
    const kernel = start(side, `check ${side}`);
    const cases = [...casesOf(job.tests, `check ${side}`, module), ...casesOf(job.benchmarks, `check ${side}`, module)];
    return checkCases(tell, { side, stage: "check", tolerance }, kernel, cases);
  });
  if (matches.includes(false)) return;
  const timed = job.benchmarks.filter(({ label }) => job.timed.includes(label));
  if (timed.length === 0) return;

  tell({ type: "stage", stage: "time" });
  const benchmarks = casesOf(timed, "time", module);
  const { budgetMsPerCase } = job;
  const kernels = timeCases({ cases: benchmarks, budgetMsPerCase, tolerance, random: order, tell }, startBoth);
  if (!kernels) return;

  tell({ type: "stage", stage: "recheck" });
  for (const side of checkedSides) {
    const cases = casesOf(job.benchmarks, `recheck ${side}`, module);
    checkCases(tell, { side, stage: "recheck", tolerance }, kernels[side], cases);
  }
}

/** Every purpose draws inputs of its own. */
function casesOf(cases: readonly BundleCase[], purpose: string, module: ReferenceModule): CaseInputs[] {
  return cases.map((item) => new CaseInputs(item, module, new Random(job.secretSeed, `${purpose} ${item.label}`)));
}

function start(side: Side, nonce: string): Kernel {
  return blame(side, undefined, () => startKernel(withNonce(Buffer.from(job.wasm[side], "base64"), nonce)));
}

/** Both kernels anew, in a random order: which module is placed first matters too. */
function startBoth(name: string): Kernels {
  tell({ type: "begin" });
  if (order.below(2) === 0) {
    const baseline = start("baseline", `${name} baseline`);
    return { baseline, candidate: start("candidate", `${name} candidate`) };
  }
  const candidate = start("candidate", `${name} candidate`);
  return { baseline: start("baseline", `${name} baseline`), candidate };
}

function describeFault(error: unknown): KernelMessage {
  if (!(error instanceof ReferenceFault)) return { type: "fault", message: String(error) };
  const { label, message } = error;
  return { type: "fault", message, ...(label !== undefined && { label }) };
}

function describeTrap({ side, label, message }: KernelTrap): KernelMessage {
  return { type: "trap", side, message, ...(label !== undefined && { label }) };
}

import type { FailureFact, Side } from "../../../rounds/report.ts";
import type { Bundle, Files } from "../../protocol.ts";
import { Deadline } from "./deadline.ts";
import { compilerFolders, harnessFolder, packageFile } from "./folders.ts";
import { LimitedChild } from "./limited-child.ts";
import { type BuildJob, BuildMessage } from "./messages.ts";

type Built = Extract<BuildMessage, { type: "built" }>;

/** The compiler itself needs this much, whatever a kernel may have. */
const leastMemoryMb = 512;

/**
 * Compiles the baseline, then the candidate, in one limited child: loading the
 * compiler is half of a build. Returns what was built before the first failure.
 */
export async function build(
  bundle: Bundle,
  onBuilt: (built: Built) => void,
): Promise<{ readonly built: readonly Built[]; readonly failure?: FailureFact }> {
  const sides: { side: Side; kernel: Files }[] = [{ side: "baseline", kernel: bundle.baseline }];
  if (bundle.candidate) sides.push({ side: "candidate", kernel: bundle.candidate });
  const built: Built[] = [];
  for (const { side, kernel } of sides) {
    const fault = findFault(bundle.problem, kernel);
    if (fault) return { built, failure: { side, stage: "build", kind: "error", message: `ERROR: ${fault}`, log: "" } };
  }
  const end = await runCompiler(bundle, sides, (answer) => {
    built.push(answer);
    onBuilt(answer);
  });
  const side = sides[built.length]?.side;
  return side && end ? { built, failure: { side, stage: "build", ...end } } : { built };
}

/** What is wrong before the compiler has to look. */
function findFault(problem: Bundle["problem"], kernel: Files): string | undefined {
  if (typeof problem.config.main !== "string") return "the problem's config names no main file.";
  if (!Object.hasOwn(kernel, problem.submissionName)) return `the kernel has no file named ${problem.submissionName}.`;
  const taken = Object.keys(kernel).find((name) => Object.hasOwn(problem.files, name));
  return taken && `${taken} is one of the problem's own files; a kernel can't replace it.`;
}

type BuildEnd = Pick<FailureFact, "kind" | "message" | "log" | "limitMs">;

/** How the compiling ended, or undefined when every side was built. */
async function runCompiler(
  { problem, limits }: Bundle,
  sides: readonly { side: Side; kernel: Files }[],
  onBuilt: (built: Built) => void,
): Promise<BuildEnd | undefined> {
  const heapMb = Math.max(leastMemoryMb, limits.memoryMb);
  const own = Object.fromEntries(Object.entries(problem.files).filter(([name]) => name !== problem.config.reference));
  const job: BuildJob = {
    sides: sides.map(({ side, kernel }) => ({ side, files: { ...own, ...kernel } })),
    main: String(problem.config.main),
    memoryPages: limits.memoryMb * 16,
    logBytes: limits.logBytes,
  };
  const deadline = new Deadline();
  let left = sides.length;
  let settle: (end: BuildEnd | undefined) => void = () => undefined;
  const answered = new Promise<BuildEnd | undefined>((resolve) => {
    settle = resolve;
  });
  const child = new LimitedChild({
    entry: new URL("build-child.ts", harnessFolder),
    readable: [harnessFolder, packageFile, ...compilerFolders()],
    flags: [`--max-old-space-size=${heapMb}`, `--wasm-max-mem-pages=${heapMb * 16}`],
    logBytes: limits.logBytes,
    job,
    message: BuildMessage,
    onMessage(answer) {
      deadline.arm(limits.buildMs);
      if (answer.type === "refused") return settle({ kind: "error", message: answer.message, log: answer.log });
      onBuilt(answer);
      left--;
      if (left === 0) settle(undefined);
    },
  });
  deadline.arm(limits.buildMs);
  const end = await Promise.race([
    answered,
    child.ended.then((ended) => sayDeath(ended, child.log)),
    deadline.passed.then((limitMs) => ({ kind: "limit" as const, message: sayLimit("time"), log: child.log, limitMs })),
  ]);
  deadline.disarm();
  await child.kill();
  return end;
}

function sayDeath(ended: string, log: string): BuildEnd {
  const outOfMemory = /out of memory|heap limit|allocation failed|Cannot enlarge memory/i.test(log);
  if (outOfMemory) return { kind: "limit", message: sayLimit("memory"), log };
  const cause = /\b[A-Za-z]*Error: .*/.exec(log)?.[0] ?? ended;
  return { kind: "crash", message: `The compiler crashed: ${cause}`, log };
}

function sayLimit(what: "time" | "memory"): string {
  return `The compiler passed its ${what} limit.`;
}

import { z } from "zod";
import { Clock, Report, SandboxTier, Sha256, Side, Stage } from "../rounds/report.ts";
import { findUnstorable } from "../rounds/storable.ts";

/** The only thing shared with a harness: the bundle it gets on stdin, the events it answers with. */
export const protocolVersion = 1;

/** File name → text. Names are plain relative names (no folder, no drive, no `..`). */
export const Files = z.record(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/), z.string());
export type Files = z.infer<typeof Files>;

/** What compilers call a GPU, such as `90a` for an H100: its compute capability, and a letter for what only it has. */
export const Architecture = z.string().regex(/^\d{2,3}[af]?$/, "write it as nvcc does, such as 90a for an H100");

/** What was built of one side, packed by a harness for another one. */
export const BuiltSide = z.strictObject({
  /** Wall time of its build. */
  ms: z.number().nonnegative(),
  /** Base64 of the compressed files; empty where a build left none. */
  data: z.string(),
});
export type BuiltSide = z.infer<typeof BuiltSide>;

/** The values of one test or benchmark case, as in `task.yml`. */
export const CaseSpec = z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]));
export type CaseSpec = z.infer<typeof CaseSpec>;

export const BundleCase = z.strictObject({ label: z.string().min(1), spec: CaseSpec });
export type BundleCase = z.infer<typeof BundleCase>;

/** Everything one run needs, so that the machine with the GPU needs nothing of ours installed. */
export const Bundle = z.strictObject({
  protocol: z.literal(protocolVersion),
  runId: z.string().min(1),
  attempt: z.number().int().positive(),
  problem: z
    .strictObject({
      name: z.string(),
      sha256: Sha256,
      lang: z.enum(["wasm", "py", "cu"]),
      /** Through the problem's own evaluator, a process at a time; left out: by pairs in one process. */
      method: z.literal("evaluator").optional(),
      /** The problem's own files (reference, entry …), never the candidate's. */
      files: Files,
      /** The name under which the candidate's entry file is compiled: the `@SUBMISSION@` of `task.yml`. */
      submissionName: z.string(),
      /** `main`: the file that the compiler starts from; other keys as the language needs. */
      config: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())])),
      /** A command of the problem's own, run in a folder with a side's files before they are loaded; left out: none. */
      build: z.string().min(1).optional(),
      /** A result matches within `atol + rtol·|want|`; left out, the problem's own check judges outputs. */
      tolerance: z.strictObject({ rtol: z.number().nonnegative(), atol: z.number().nonnegative() }).optional(),
      tests: z.array(BundleCase),
      benchmarks: z.array(BundleCase).min(1),
    })
    .refine((problem) => findUnstorable(problem) === null, "holds a NUL or half a character"),
  baseline: Files,
  /** Null: build, check and time the baseline alone (a round's opening). */
  candidate: Files.nullable(),
  timing: z.strictObject({
    /** Clocks to sample; a harness that has only one samples that. */
    clocks: z.array(Clock).min(1),
    /** Time spent on timing each case, in ms. */
    budgetMsPerCase: z.number().positive(),
    /** Labels of the benchmark cases to time; none: only build and check. Left out: all of them. */
    cases: z.array(z.string().min(1)).optional(),
    /** Time each side alone as well, under the supervisor's clock; a harness that can't, doesn't. Left out: no. */
    integrity: z.boolean().optional(),
  }),
  /** Left out: whatever the harness has. */
  sandbox: z
    .strictObject({
      /** The least tier; a machine that can't give it refuses the run. */
      required: SandboxTier,
    })
    .optional(),
  /** For a harness that measures on a device; left out: `cuda`, and a busy one is not waited for. */
  device: z
    .strictObject({
      kind: z.enum(["cuda", "cpu"]),
      /** How long to wait for a GPU that others use. */
      patienceMs: z.number().nonnegative(),
      /** What to build for. A GPU that is another one refuses the run. */
      architecture: Architecture.optional(),
    })
    .optional(),
  /** Only build these sides and send what that left: `artefacts` for each, then a report without checks or samples. */
  buildOnly: z.array(Side).min(1).optional(),
  /** What was built of sides by `buildOnly`, which are not built again. Left out: the harness builds all itself. */
  built: z
    .strictObject({
      sides: z.partialRecord(Side, BuiltSide),
      /** Of the compilers that built it. */
      versions: z.record(z.string(), z.string()),
      /** The machine where it was built, for people. */
      on: z.string(),
    })
    .optional(),
  /** How long the runner is ever silent: it sends an empty line more often. Left out: stdin's end alone says that it is gone. */
  leashMs: z.number().positive().optional(),
  limits: z.strictObject({
    buildMs: z.number().positive(),
    checkMs: z.number().positive(),
    /** One case's timing, start to end. */
    caseMs: z.number().positive(),
    memoryMb: z.number().positive(),
    logBytes: z.number().int().positive(),
  }),
  /** 64 hex digits from which every input is generated; a candidate never sees it. */
  secretSeed: Sha256,
});
export type Bundle = z.infer<typeof Bundle>;

/** One JSON line of the harness's private descriptor. `report` is the last. */
export const HarnessEvent = z.discriminatedUnion("event", [
  /** The GPU is in use by others, who are named; said once, and again when they change. */
  z.strictObject({ event: z.literal("waiting"), holders: z.string() }),
  z.strictObject({ event: z.literal("stage-started"), stage: Stage }),
  z.strictObject({ event: z.literal("built"), side: Side, ms: z.number().nonnegative() }),
  /** With `buildOnly`. */
  z.strictObject({ event: z.literal("artefacts"), side: Side, ...BuiltSide.shape }),
  z.strictObject({ event: z.literal("case-checked"), side: Side, label: z.string() }),
  z.strictObject({ event: z.literal("case-timed"), label: z.string(), pairs: z.number().int().nonnegative() }),
  z.strictObject({ event: z.literal("report"), report: Report }),
]);
export type HarnessEvent = z.infer<typeof HarnessEvent>;

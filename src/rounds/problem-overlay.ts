import { z } from "zod";

const KnobSettings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

/** Where code lies: a file, a folder of files, or each file by the name that it is given. */
const CodePath = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);
export type CodePath = z.infer<typeof CodePath>;

const ShippedCandidateEntry = z
  .strictObject({
    description: z.string().min(1),
    file: z.string().min(1).optional(),
    files: CodePath.optional(),
    knobs: KnobSettings.optional(),
  })
  .refine(
    ({ file, files, knobs }) => [file, files, knobs].filter((each) => each !== undefined).length === 1,
    "needs one of `file`, `files` and `knobs`",
  );

/**
 * What this game wants to know of a problem beyond GPU MODE's format: the key `tank` of a folder of one's own, and the
 * overlay by which a season adds the same to a folder that it leaves alone.
 */
export const ProblemOverlay = z.strictObject({
  /** Left out, the folder's name, made readable. */
  title: z.string().min(1).optional(),
  /** One for each benchmark, in order; left out, they are made of the cases' values. */
  labels: z.array(z.string().min(1).max(40)).optional(),
  /** A result matches within `atol + rtol·|want|`; left out, the reference's own check judges it. */
  tolerance: z.strictObject({ rtol: z.number().nonnegative(), atol: z.number().nonnegative() }).optional(),
  /** By pairs in one process, or through the problem's own evaluator; left out, pairs wherever they can be had. */
  method: z.enum(["pairs", "evaluator"]).optional(),
  /** A command that is run in a folder with a side's files before they are loaded. */
  build: z.string().min(1).optional(),
  baseline: CodePath.optional(),
  candidates: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), ShippedCandidateEntry).optional(),
});
export type ProblemOverlay = z.infer<typeof ProblemOverlay>;

import type { ProblemOverlay } from "../../rounds/problem-overlay.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Files } from "../protocol.ts";
import type { TaskFile } from "./task-file.ts";

export interface Method {
  readonly name: NonNullable<ProblemOverlay["method"]>;
  /** Why this one, in a few words. */
  readonly because: string;
}

/** Where a Python problem has its inputs and its check. */
export function referenceName(task: TaskFile): string {
  const named = task.config["reference"];
  return typeof named === "string" ? named : "reference.py";
}

/**
 * Pairs tell the smallest differences, so they are taken wherever the problem has what they need: a function that makes
 * inputs, one that checks, and a kernel that is a function. Everything else goes through the problem's own evaluator;
 * where there is none, the run says what the reference lacks.
 * @throws UserError where the overlay asks for one that can't be
 */
export function chooseMethod(task: TaskFile, files: Files, overlay: ProblemOverlay, taskPath: string): Method {
  const asked = overlay.method;
  const why = task.lang === "wasm" ? null : whyNotPairs(task, files, overlay.tolerance !== undefined);
  if (asked === "evaluator" && task.lang === "wasm") {
    const hint = "Leave `method` out: a wasm problem is measured by pairs.";
    throw new UserError("problem-method", `${taskPath}: a wasm problem has no evaluator of its own.`, hint);
  }
  if (asked === "pairs" && why !== null) {
    throw new UserError("problem-method", `${taskPath} can't be measured by pairs: ${why}.`, "Leave `method` out.");
  }
  if (asked !== undefined) return { name: asked, because: "it was asked for" };
  if (why !== null) return { name: "evaluator", because: why };
  return { name: "pairs", because: "its reference makes inputs and checks outputs" };
}

function whyNotPairs(task: TaskFile, files: Files, hasTolerance: boolean): string | null {
  if (task.lang === "cu") return "its main program measures itself (`lang: cu`)";
  if (task.multi_gpu === true) return "it needs several GPUs (`multi_gpu`)";
  const name = referenceName(task);
  const text = Object.hasOwn(files, name) ? files[name] : undefined;
  const { main } = task.config;
  const hasEvaluator = typeof main === "string" && Object.hasOwn(files, main);
  if (text === undefined || !hasEvaluator) return null;
  const has = (word: string) => new RegExp(`\\b${word}\\b`).test(text);
  if (!has("generate_input")) return `${name} has no \`generate_input\``;
  const check = hasTolerance ? "ref_kernel" : "check_implementation";
  return has(check) ? null : `${name} has no \`${check}\``;
}

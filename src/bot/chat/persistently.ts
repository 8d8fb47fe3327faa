import { setTimeout as after } from "node:timers/promises";
import type { ChatFailure, FailureOf } from "./chat-failure.ts";

export interface Persistence {
  readonly failureOf: FailureOf;
  readonly mostTries: number;
  /** How long to wait after a try that failed, the first being number 1. */
  readonly waitMs: (failure: ChatFailure & { readonly kind: "later" }, tries: number) => number;
}

/**
 * Asks a platform again where it is busy or away, since somebody waits for what comes of it: only for what may happen
 * twice without harm. The last failure is thrown as it came.
 */
export async function persistently<Result>(
  call: () => Promise<Result>,
  { failureOf, mostTries, waitMs }: Persistence,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind !== "later" || tries === mostTries) throw error;
      await after(waitMs(failure, tries), undefined, { ref: false });
    }
  }
}

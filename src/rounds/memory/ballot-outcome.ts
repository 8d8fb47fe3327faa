import type { Verdict } from "../judging/verdict.ts";

/** Whether ballots on a run were right, null where void; what its host promotes all the same is a success after all. */
export function ballotOutcome({ verdict, success }: Verdict, isPromoted: boolean): boolean | null {
  return (verdict === "mixed" || verdict === "suspect") && isPromoted ? true : success;
}

import type { Verdict } from "../judging/verdict.ts";

/** Whether ballots on a run were right, null where void; a mixed run that its host promotes is a success after all. */
export function ballotOutcome({ verdict, success }: Verdict, isPromoted: boolean): boolean | null {
  return verdict === "mixed" && isPromoted ? true : success;
}

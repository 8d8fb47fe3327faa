import type { HarnessEvent } from "../../runner/protocol.ts";

/** A harness event in a player's words, but for a wait; null for what is too small to show. */
export function progressText(event: HarnessEvent): string | null {
  if (event.event === "stage-started")
    return {
      build: "building",
      check: "checking",
      time: "timing",
      recheck: "checking again",
      integrity: "looking for tricks",
    }[event.stage];
  if (event.event === "case-timed") return `timed ${event.label}: ${event.pairs} pairs`;
  return null;
}

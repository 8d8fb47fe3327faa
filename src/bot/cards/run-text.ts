import type { RunLabel } from "../../rounds/store/run-labels.ts";

/** What a run is about, in a player's words. */
export function runText({ purpose, pitch, askedBy }: RunLabel): string {
  const named = pitch === null ? "a candidate" : `${pitch.letter}, ${pitch.title}`;
  switch (purpose) {
    case "opening":
      return "the baseline's check";
    case "confirm-baseline":
      return `${named}, again against the baseline`;
    case "confirm-runner-up":
      return `${named}, again against the next best`;
    case "measure":
      return `@${askedBy ?? "somebody"}'s private measurement`;
    case "rerun":
      return `${named}, once more`;
    case "sweep":
    case "verdict":
      return named;
    case "proof":
      return `the proof of ${named}`;
  }
}

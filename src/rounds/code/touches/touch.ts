/** What a line of code can touch that is no arithmetic. Said of a line; never that it is wrong. */
export type TouchKind =
  | "timers"
  | "streams"
  | "harness"
  | "files"
  | "network"
  | "processes"
  /** It looks into, or replaces, code that isn't its own. */
  | "other code"
  /** What runs stands nowhere to be read. */
  | "hidden code";

export interface Touch {
  readonly kind: TouchKind;
  /** The name that was found, with aliases followed: `time.perf_counter`, `cudaEventRecord`. */
  readonly name: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The line itself, trimmed and short. Apart from the rest, so that whoever shows no code can leave it out. */
  readonly code: string;
}

/** A file that was not read from end to end, and why. */
export interface UnreadFile {
  readonly file: string;
  readonly read: "in part" | "not";
  readonly why: string;
}

export interface CodeTouches {
  readonly touches: readonly Touch[];
  /** Touches beyond those listed. */
  readonly more: number;
  /** Touches that the baseline has as well, which are left out. */
  readonly asBaseline: number;
  readonly unread: readonly UnreadFile[];
}

/** A touch before it has a line: where its name stands in the file. */
export interface FoundName {
  readonly kind: TouchKind;
  readonly name: string;
  readonly at: number;
}

import type { Clock, Report } from "../../report.ts";

/** How far the times of a side alone may be from its times in pairs before neither is believed. */
export type AloneTolerance = {
  /** The clock of the pairs that measures what a process alone measures. */
  readonly clock: Clock;
  readonly ratioShare: number;
  /** The same as a time of a call: short calls have a process's fixed offset in them. */
  readonly ratioNs: number;
  /** What a process's memory may change: a time of a call, and as a share no more than this. */
  readonly placeNs: number;
  readonly placeShare: number;
  /** What the supervisor's clock may count beyond the side's own, as a time and as a share of the call. */
  readonly hiddenNs: number;
  readonly hiddenShare: number;
  /** What stands for a side's chunks: their mean, or their lower quartile where others only ever slow them down. */
  readonly by: "mean" | "lower quartile";
};

/**
 * Two processes on an H100 differ by a fixed 0.1-0.15 µs, and the supervisor's wall time a call spreads by 0.5-0.8 µs with
 * the flush. Where the pages of a process's buffers lie moved four passes of torch of 21-76 µs by up to 2.5 µs from one
 * process to the next, on an H100 and an H200; a kernel without buffers of its own by less than 0.5%.
 */
const onGpu: AloneTolerance = {
  clock: "gpu",
  ratioShare: 0.02,
  ratioNs: 500,
  placeNs: 3000,
  placeShare: 0.12,
  hiddenNs: 3000,
  hiddenShare: 0,
  by: "mean",
};

/**
 * An interpreter on a shared processor: where a neighbour is busy the same loop takes 70 µs instead of 43 for seconds on
 * end, and one of two processes may meet that alone. The supervisor shares the cores with what it watches, and may wait
 * for one some milliseconds, of which each call of a short batch bears up to half a millisecond.
 */
const onCpu: AloneTolerance = {
  clock: "call",
  ratioShare: 0.8,
  ratioNs: 20_000,
  placeNs: 0,
  placeShare: 0,
  hiddenNs: 1_000_000,
  hiddenShare: 1,
  by: "lower quartile",
};

export function aloneTolerance({ machine }: Report): AloneTolerance {
  return machine.kind === "gpu" ? onGpu : onCpu;
}

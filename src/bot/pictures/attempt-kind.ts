import type { VerdictName } from "../../rounds/judging/verdict/verdict-name.ts";

/** How an attempt is marked: by colour and by shape, so that it can be told without either. */
export interface AttemptKind {
  readonly name: string;
  readonly colour: string;
  readonly symbol: string;
}

const downwards = "path://M0,0 L10,0 L5,9 Z";
const cross = "path://M2,0 L5,3 L8,0 L10,2 L7,5 L10,8 L8,10 L5,7 L2,10 L0,8 L3,5 L0,2 Z";

export const attemptKinds = {
  faster: { name: "faster", colour: "#1a7f37", symbol: "triangle" },
  short: { name: "not enough", colour: "#bf8700", symbol: "diamond" },
  slower: { name: "slower", colour: "#cf222e", symbol: downwards },
  same: { name: "no difference", colour: "#6e7781", symbol: "circle" },
  failed: { name: "failed", colour: "#24292f", symbol: cross },
  ruled: { name: "ruled out", colour: "#8250df", symbol: "rect" },
} as const satisfies Readonly<Record<string, AttemptKind>>;

export const kindOf: Readonly<Record<VerdictName, AttemptKind>> = {
  faster: attemptKinds.faster,
  correct: attemptKinds.faster,
  "faster, below the bar": attemptKinds.short,
  mixed: attemptKinds.short,
  slower: attemptKinds.slower,
  "no difference": attemptKinds.same,
  inconclusive: attemptKinds.same,
  "not built": attemptKinds.failed,
  "compile error": attemptKinds.failed,
  "wrong result": attemptKinds.failed,
  crashed: attemptKinds.failed,
  "timed out": attemptKinds.failed,
  suspect: attemptKinds.ruled,
  "against the rules": attemptKinds.ruled,
  blocked: attemptKinds.ruled,
};

import { z } from "zod";

/** GAME.md's words, the same in code, messages and the database. */
export const VerdictName = z.enum([
  "faster",
  // A repair round's success: every case matches, and nothing is compared.
  "correct",
  "faster, below the bar",
  "mixed",
  "slower",
  "no difference",
  "inconclusive",
  "compile error",
  "wrong result",
  "crashed",
  "timed out",
  "against the rules",
  "suspect",
  "blocked",
  "not built",
]);
export type VerdictName = z.infer<typeof VerdictName>;

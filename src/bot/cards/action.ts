import { z } from "zod";

/** What a person may do from a card with one tap: a platform draws it as a button that opens a form or answers at once. */
export type Action =
  | { readonly kind: "pitch" | "vote" | "rules" }
  /** About one pitch of a round; a button of a round that is over must not act on another round's pitch. */
  | { readonly kind: "ask" | "proof" | "code"; readonly round: number; readonly pitch: string }
  | { readonly kind: "answer"; readonly question: number };

/** Buttons come back from a platform, perhaps from years ago, and are checked. */
export const Action: z.ZodType<Action> = z.union([
  z.strictObject({ kind: z.enum(["pitch", "vote", "rules"]) }),
  z.strictObject({ kind: z.enum(["ask", "proof", "code"]), round: z.int(), pitch: z.string() }),
  z.strictObject({ kind: z.literal("answer"), question: z.int() }),
]);

/** The words on the button. */
export function actionLabel(action: Action): string {
  switch (action.kind) {
    case "pitch":
      return "Pitch";
    case "vote":
      return "Vote";
    case "rules":
      return "Rules";
    case "ask":
      return "Ask";
    case "proof":
      return "Demand proof";
    case "code":
      return "Hand in code";
    case "answer":
      return `Answer Q${action.question}`;
  }
}

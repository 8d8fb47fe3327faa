import { z } from "zod";
import type { Action } from "../../cards/action.ts";

const ActionValue: z.ZodType<Action> = z.union([
  z.strictObject({ kind: z.enum(["pitch", "vote", "rules"]) }),
  z.strictObject({ kind: z.enum(["ask", "proof", "code"]), round: z.int(), pitch: z.string() }),
  z.strictObject({ kind: z.literal("answer"), question: z.int() }),
]);

/** The action that a button of ours carries; null for anything else. */
export function readAction(value: string): Action | null {
  try {
    return ActionValue.safeParse(JSON.parse(value)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

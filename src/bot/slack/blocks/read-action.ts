import { Action } from "../../cards/action.ts";

/** The action that a button of ours carries; null for anything else. */
export function readAction(value: string): Action | null {
  try {
    return Action.safeParse(JSON.parse(value)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

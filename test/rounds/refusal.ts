import { UserError } from "../../src/rounds/user-error.ts";

/** What a person reads when `act` is refused: `code: message hint`. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message} ${error.hint}`;
    throw error;
  }
  throw new Error("nothing was refused");
}

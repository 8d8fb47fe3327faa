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

/** The same of what is being done. */
export async function refusalOf(doing: Promise<unknown>): Promise<string> {
  const end = await doing.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (end === null) throw new Error("nothing was refused");
  return refusal(() => {
    throw end.error;
  });
}

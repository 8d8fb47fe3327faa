import { UserError } from "../../rounds/user-error.ts";

/** What the doctor found about one part: green with a fact, or red with a remedy. */
export interface Finding {
  readonly part: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

/** A part that says itself what is wrong with it. Anything else that is thrown is a bug of ours. */
export async function examine(part: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { part, ok: true, detail: await look() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { part, ok: false, detail: error.message, ...(error.hint === undefined ? {} : { remedy: error.hint }) };
  }
}

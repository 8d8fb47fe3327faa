import type { Refusal } from "../commands/run-command.ts";

/** The options of a form that a refusal is about. */
export function refusedOptions({ code, about }: Pick<Refusal, "code" | "about">): readonly string[] {
  // A name is read without knowing whose option it is, and forms ask for co-authors' alone.
  return code === "bad-name" ? ["with"] : about;
}

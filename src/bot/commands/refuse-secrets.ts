import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";
import { secretIn } from "../secret-shapes.ts";

/**
 * Refuses what holds somebody's secret before it is stored and shown to a channel.
 * @throws UserError that names what it looks like, and never shows it
 */
export function refuseSecrets(texts: readonly string[], files: readonly Attachment[]): void {
  const inTexts = texts.map(secretIn).find((found) => found !== null);
  if (inTexts !== undefined) throw refusal("What you wrote", inTexts);
  for (const { bytes } of files) {
    const found = secretIn(Buffer.from(bytes).toString("latin1"));
    if (found !== null) throw refusal("A file of yours", found);
  }
}

function refusal(where: string, what: string): UserError {
  return new UserError(
    "secret-inside",
    `${where} holds what looks like ${what}; nothing was stored.`,
    "Take it out and say it again. If it is real, revoke it now: it has gone through this chat.",
  );
}

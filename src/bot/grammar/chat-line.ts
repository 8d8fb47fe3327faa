import { UserError } from "../../rounds/user-error.ts";

/** A line of the terminal chat: who says it (null: whoever sits there), and what. */
export interface ChatLine {
  readonly by: string | null;
  readonly text: string;
}

const speaker = /^@(?<name>\S*)\s*(?<rest>[\s\S]*)$/;
/** A person's, or an agent's behind its owner's: `sam/skeptic`. */
const plainName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}(?:\/[\p{L}\p{N}][\p{L}\p{N}._-]{0,29})?$/u;

/** Reads `@name /command …`; names are the same in any letter case. */
export function parseChatLine(line: string): ChatLine {
  const found = speaker.exec(line.trim())?.groups;
  if (found === undefined) return { by: null, text: line.trim() };
  return { by: parseName(found["name"] ?? ""), text: found["rest"] ?? "" };
}

/** A player's name, or an agent's, with or without its @. */
export function parseName(text: string): string {
  const name = text.normalize("NFC").replace(/^@/, "").replace(/[,:]$/, "").toLowerCase();
  if (plainName.test(name)) return name;
  throw new UserError(
    "bad-name",
    `"@${name.slice(0, 80)}" is no name.`,
    "A name is up to 40 letters, digits, dots, dashes or underscores: @ada /pitch …; an agent's is its owner's, a slash and up to 30 more: @ada/skeptic.",
  );
}

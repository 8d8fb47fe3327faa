import { tokenShape } from "../rounds/access-token.ts";

/** What secrets of others look like: a player pastes them into a pitch, a library puts them into an error. */
export interface SecretShape {
  readonly what: string;
  /** Matches the secret itself; groups are not used. */
  readonly pattern: RegExp;
}

const shapes: readonly SecretShape[] = [
  { what: "a Slack token", pattern: /\bxox[a-z]-[\w-]{8,}|\bxapp-[\w-]{8,}/g },
  { what: "a GitHub token", pattern: /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/g },
  { what: "an AWS key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { what: "a Discord token", pattern: /\b(?=[\w-]*\d)[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,45}/g },
  { what: "a Hugging Face token", pattern: /\bhf_[A-Za-z]{30,}/g },
  { what: "a token of this tank", pattern: tokenShape },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  {
    what: "an address with a password",
    pattern: /(?<=\b[a-z][a-z0-9+]{2,15}:\/\/[^\s:@/"']{0,80}:)(?!password@)[^\s@/"'<>,\\]{1,200}(?=@)/g,
  },
];

/** Addresses that let whoever has them speak for the bot, for minutes: an interaction's, a command's. */
const lentAddresses: readonly SecretShape[] = [
  { what: "an interaction's token", pattern: /(?<=\/(?:webhooks|interactions)\/\d{1,20}\/)[\w-]{20,}/g },
  { what: "a command's address", pattern: /(?<=hooks\.slack\.com\/)[\w/-]{8,}/g },
  { what: "a socket's ticket", pattern: /(?<=[?&](?:ticket|token)=)[\w-]{8,}/g },
];

export const loggedShapes: readonly SecretShape[] = [...shapes, ...lentAddresses];

/** What in a text looks like somebody's secret, in words; null where nothing does. */
export function secretIn(text: string): string | null {
  return shapes.find(({ pattern }) => text.search(pattern) >= 0)?.what ?? null;
}

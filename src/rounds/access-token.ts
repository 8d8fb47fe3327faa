import { createHash } from "node:crypto";

/**
 * What a token lets its bearer do beside reading. `contestant`: pitch, hand in code, measure; `shark`: ask, demand
 * proof, vote; `host`: what its player may do as a host.
 */
export const tokenRoles = ["contestant", "shark", "host"] as const;
export type TokenRole = (typeof tokenRoles)[number];

/** What a token looks like, so that one is known wherever it was pasted. */
export const tokenShape = /\bshark_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;

/** @param seed 64 hex digits that nobody can guess */
export function tokenText(seed: string): string {
  return `shark_${Buffer.from(seed, "hex").toString("base64url")}`;
}

/** True for what may be one. */
export function isToken(text: string): boolean {
  return /^shark_[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is stored of a token: it has 256 bits of chance, so that a plain hash can't be guessed back. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

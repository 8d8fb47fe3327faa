import type { Clock } from "./snowflakes.ts";

/** "The past few minutes", says the reference of enforce_nonce; ours are five. */
const rememberedMs = 5 * 60 * 1000;

export interface Nonces {
  /** The message that this nonce has already made in the channel. */
  find(channelId: string, nonce: string | number): string | undefined;
  remember(channelId: string, nonce: string | number, messageId: string): void;
}

export function createNonces(clock: Clock): Nonces {
  const made = new Map<string, { readonly messageId: string; readonly atMs: number }>();
  return {
    find(channelId, nonce) {
      const known = made.get(`${channelId}/${nonce}`);
      return known === undefined || clock.nowMs() - known.atMs > rememberedMs ? undefined : known.messageId;
    },
    remember(channelId, nonce, messageId) {
      made.set(`${channelId}/${nonce}`, { messageId, atMs: clock.nowMs() });
    },
  };
}

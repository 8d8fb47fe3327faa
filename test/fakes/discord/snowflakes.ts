/** Discord's own first second, from which its ids count. */
const discordEpochMs = 1_420_070_400_000;

export interface Clock {
  nowMs(): number;
  /** The moment as Discord writes it. */
  nowText(): string;
  /** Makes interactions, tokens, nonces and addresses of files older at once, so that no test waits for them. */
  advance(ms: number): void;
}

export function createClock(): Clock {
  let offsetMs = 0;
  const nowMs = () => Date.now() + offsetMs;
  return {
    nowMs,
    nowText: () => new Date(nowMs()).toISOString().replace("Z", "000+00:00"),
    advance(ms) {
      offsetMs += ms;
    },
  };
}

/** Ids in Discord's form: their time, then a count, each greater than all before it. */
export function createSnowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const least = BigInt(clock.nowMs() - discordEpochMs) << 22n;
    last = least > last ? least : last + 1n;
    return String(last);
  };
}

export const isSnowflake = (text: string): boolean => /^\d{17,20}$/.test(text);

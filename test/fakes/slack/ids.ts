/** Ids in Slack's form, never the same twice: U00000001, C00000002 and so on. */
export function createIds(): (prefix: string) => string {
  let last = 0;
  return (prefix) => {
    last += 1;
    return `${prefix}${last.toString(36).toUpperCase().padStart(9, "0")}`;
  };
}

export interface Clock {
  nowMs(): number;
  /** Makes triggers and response addresses older at once, so that no test waits for them. */
  advance(ms: number): void;
  /** A message's `ts`: its time, and its name within the channel; each is later than all before it. */
  nextTs(): string;
}

export function createClock(): Clock {
  let offsetMs = 0;
  let lastMicros = 0;
  const nowMs = () => Date.now() + offsetMs;
  return {
    nowMs,
    advance(ms) {
      offsetMs += ms;
    },
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, nowMs() * 1000);
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, "0")}`;
    },
  };
}

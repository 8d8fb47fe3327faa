/** A chat on loopback, with its people, as the bench needs it. */
export interface BenchChat extends AsyncDisposable {
  /** How the bot reaches it: a part of what `bot.ts` takes. */
  readonly settings: object;
  /** Resolves when the bot listens. */
  readonly listened: () => Promise<void>;
  /** Types a command as this person, and resolves when the answer is on their screen. */
  readonly type: (person: number, text: string) => Promise<void>;
}

/** On a machine that has other things to do as well. */
export const longestMs = 120_000;

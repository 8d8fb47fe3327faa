/** A loop of this process, as whoever looks from outside sees it. */
export interface LoopFacts {
  readonly loop: string;
  /** When it last got on; for one that rests: now. */
  readonly lastAt: Date;
  /** It has something to do, and did not get on for too long. */
  readonly isStalled: boolean;
}

export interface PulseOptions {
  readonly loop: string;
  /** How long it may take over one thing. */
  readonly limitMs: number;
  readonly now: () => Date;
}

/** The pulse of a loop: it beats with each thing that is done, so that a loop which hangs or only fails stands still. */
export class Pulse {
  readonly #options: PulseOptions;
  #lastAt: Date | null = null;

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** It goes on: silence from here on is a stall. */
  beat(): void {
    this.#lastAt = this.#options.now();
  }

  /** Nothing is at hand, and silence is as it should be. */
  rest(): void {
    this.#lastAt = null;
  }

  facts(): LoopFacts {
    const { loop, limitMs, now } = this.#options;
    const at = now();
    const lastAt = this.#lastAt ?? at;
    return { loop, lastAt, isStalled: at.getTime() - lastAt.getTime() > limitMs };
  }
}

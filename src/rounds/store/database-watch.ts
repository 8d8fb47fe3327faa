import { setTimeout as after } from "node:timers/promises";

export type DatabaseState = "lost" | "back";

const probeEveryMs = 500;

/** Notices that the database went away, says so once, and looks until it is back. */
export class DatabaseWatch implements AsyncDisposable {
  readonly #probe: () => Promise<unknown>;
  readonly #onState: (state: DatabaseState) => void;
  readonly #end = new AbortController();
  #looking: Promise<void> | null = null;

  constructor(probe: () => Promise<unknown>, onState: (state: DatabaseState) => void) {
    this.#probe = probe;
    this.#onState = onState;
  }

  /** Aborted when the store is closed: whoever waits for the database stops waiting. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  get isLost(): boolean {
    return this.#looking !== null;
  }

  /** Called with every sign of a lost connection. */
  lost(): void {
    if (this.#looking !== null || this.#end.signal.aborted) return;
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
    });
  }

  async #look(): Promise<void> {
    let said = false;
    while (!this.#end.signal.aborted) {
      if (await this.#answers()) {
        // One connection that broke while the database answers others is no outage.
        if (said) this.#onState("back");
        return;
      }
      if (!said) this.#onState("lost");
      said = true;
      await after(probeEveryMs, undefined, { signal: this.#end.signal }).catch(() => undefined);
    }
  }

  async #answers(): Promise<boolean> {
    return this.#probe().then(
      () => true,
      () => false,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#looking;
  }
}

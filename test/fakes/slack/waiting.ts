interface Waiter {
  readonly condition: () => boolean;
  readonly resolve: () => void;
}

export interface Waiting {
  /** Something has changed: whoever waits looks again. */
  changed(): void;
  /** Resolves once the condition holds, looked at after every change. The limit only ends a test that would hang. */
  until(condition: () => boolean, limitMs?: number): Promise<void>;
}

/** @param situation says in an error what has happened so far */
export function createWaiting(situation: () => string): Waiting {
  const waiters = new Set<Waiter>();
  return {
    changed() {
      for (const waiter of waiters) if (waiter.condition()) waiter.resolve();
    },
    async until(condition, limitMs = 15_000) {
      if (condition()) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const waiter = { condition, resolve };
      const limit = setTimeout(() => {
        reject(new Error(`Not within ${limitMs} ms: ${condition}\n${situation()}`));
      }, limitMs);
      waiters.add(waiter);
      try {
        await promise;
      } finally {
        clearTimeout(limit);
        waiters.delete(waiter);
      }
    },
  };
}

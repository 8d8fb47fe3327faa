/**
 * Starts works that only read side by side: whoever comes while some are at it waits for the next start, `longestMs` at
 * most, so that those who ask for the same share one reading of the database. Where nothing runs, nobody waits.
 */
export function sideBySide(longestMs: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let waiting: (() => void)[] = [];
  let running = 0;
  let timer: NodeJS.Timeout | null = null;
  const startAll = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const all = waiting;
    waiting = [];
    for (const begin of all) begin();
  };
  const nextStart = () =>
    new Promise<void>((begin) => {
      waiting.push(begin);
      timer ??= setTimeout(startAll, longestMs);
    });
  return async (work) => {
    if (running > 0) await nextStart();
    running++;
    try {
      return await work();
    } finally {
      running--;
      if (running === 0) startAll();
    }
  };
}

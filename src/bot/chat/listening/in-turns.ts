import { setImmediate } from "node:timers/promises";

/**
 * Lets so many works run at a time, and others have their turn between them: the embedded database answers within this
 * process without ever waiting, so that a crowd of commands would keep sockets and timers from being served.
 */
export function inTurns(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running === most) await new Promise<void>((begin) => waiting.push(begin));
    else running++;
    try {
      return await work();
    } finally {
      void setImmediate().then(() => {
        const begin = waiting.shift();
        if (begin === undefined) running--;
        else begin();
      });
    }
  };
}

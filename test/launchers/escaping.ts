import { expect, vi } from "vitest";
import type { Bundle } from "../../src/runner/protocol.ts";
import { pySumsBundle } from "../runner/py-sums.ts";
import { processesWith } from "../runner/python-run.ts";
import type { MarkedPython } from "./marked-python.ts";

export const daemons = 20;

const kernel = `
import os, signal, time
def custom_kernel(data):
    if os.fork() == 0:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for _ in range(${daemons}):
            if os.fork() == 0:
                break
        time.sleep(1000)
    while True:
        time.sleep(1)
`;

/** A run whose candidate leaves deaf daemons behind, and then never returns. */
export const escapingBundle: Bundle = {
  ...pySumsBundle({ "submission.py": kernel }),
  sandbox: { required: "container" },
};

/** Resolves when the candidate has left its daemons. */
export const isAtWork = ({ mark }: MarkedPython) =>
  vi.waitFor(() => expect(processesWith(mark).length).toBeGreaterThan(daemons), { timeout: 100_000, interval: 50 });

export const nothingIsLeft = ({ mark }: MarkedPython, withinMs: number) =>
  vi.waitFor(() => expect(processesWith(mark)).toEqual([]), { timeout: withinMs, interval: 50 });

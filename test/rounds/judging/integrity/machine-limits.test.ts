import { expect, it } from "vitest";
import { machineLimits } from "../../../../src/rounds/judging/integrity/machine-limits.ts";
import { reportWith } from "../sample-report.ts";

const work = [{ label: "a", bytes: 3e9, operations: 1 }];
const machine = { name: "m", kind: "gpu", facts: {} } as const;
const limitsAt = (bytesPerSecond: number) =>
  machineLimits(
    reportWith({ work, machine: { ...machine, rates: { bytesPerSecond, operationsPerSecond: 1e12, how: "copy" } } }),
  );

it("a machine's limit is what its rates say, and nothing where they say next to nothing", () => {
  expect(limitsAt(3e12)).toEqual([{ label: "a", us: 1000, by: "bytes" }]);
  expect(limitsAt(5e-324)).toEqual([]);
});

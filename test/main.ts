import { parseCLI, startVitest } from "vitest/node";

/** `npm test -- [filters and options of vitest]`. */
export async function main(argv: readonly string[]): Promise<number> {
  const { filter, options } = parseCLI(["vitest", "run", ...argv]);
  const vitest = await startVitest("test", filter, { ...options, run: true, watch: false });
  const failed = vitest.state.getCountOfFailedTests() > 0 || vitest.state.getUnhandledErrors().length > 0;
  const code = process.exitCode;
  await vitest.close();
  return failed || code ? 1 : 0;
}

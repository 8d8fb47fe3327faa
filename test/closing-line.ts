import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line that any tool can read: `N passed, N failed`, and what was skipped. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => results.filter((result) => result === state).length;
    // A file that could not even be loaded is a failure too, though it holds no test.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const skipped = count("skipped");
    const failed = count("failed") + broken + unhandled.length;
    const line = `${count("passed")} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    // After the default reporter's own closing lines, which are written in this same turn.
    process.on("exit", () => process.stdout.write(`\n${line}\n`));
  }
}

import type { TestCase } from "vitest/node";
import { startVitest } from "vitest/node";

/** What a hostile player, text, file or kernel tries, and bad configuration and lost words beside it. */
const promises = ["R14", "R15", "R16", "R17", "R18", "R19", "R20", "R25", "R26"] as const;

/** `npm run bench -- hostile`: every hostile input that a test plays, by its promise, and what became of it. */
export async function benchHostile(argv: readonly string[]): Promise<void> {
  const testNamePattern = new RegExp(`\\b(${promises.join("|")})\\b`);
  const options = { run: true, watch: false, reporters: [{}], testNamePattern };
  const vitest = await startVitest("test", [...argv], options);
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
  await vitest.close();
  for (const promise of promises) {
    const played = tests.filter((test) => test.fullName.includes(promise) && test.result().state !== "skipped");
    if (played.length === 0) continue;
    console.log(`\n${promise}: ${played.length} hostile inputs`);
    console.table(played.map(rowOf), ["what is tried, and what becomes of it", "seen", "ms"]);
  }
  const skipped = tests.filter((test) => testNamePattern.test(test.fullName) && test.result().state === "skipped");
  console.log(`${skipped.length} more need what this machine lacks: ${filesOf(skipped)}.`);
  const failed = tests.filter((test) => test.result().state === "failed");
  console.log(failed.length === 0 ? "Each ended as it should." : `${failed.length} did not end as they should.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** The whole name without its promise, which stands above the table. */
function rowOf(test: TestCase) {
  const name = test.fullName.replace(/\bR\d+(, R\d+)*: /g, "").replaceAll(" > ", " · ");
  return {
    "what is tried, and what becomes of it": name.slice(0, 160),
    seen: test.result().state === "passed" ? "yes" : "NO",
    ms: Math.round(test.diagnostic()?.duration ?? 0),
  };
}

function filesOf(tests: readonly TestCase[]): string {
  const files = [...new Set(tests.map((test) => test.module.relativeModuleId))];
  return files.length === 0 ? "none" : files.join(", ");
}

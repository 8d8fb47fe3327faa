import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { honestBody, kernel, runDoubling } from "./doubling.ts";

describe.concurrent("a candidate that wants more than it may have", { timeout: 30_000 }, () => {
  it.each(["absolute", "relative"])("can't read a host's file through an import (%s path)", async (form) => {
    const folder = await mkdtemp(join(tmpdir(), "host-"));
    try {
      await writeFile(join(folder, "secret.ts"), 'export const token = "tank-secret-4711";');
      const path = form === "absolute" ? join(folder, "secret") : relative("/", join(folder, "secret"));
      const source = form === "absolute" ? path : `../../../../../../../../${path}`;
      const { report } = await runDoubling(kernel(honestBody, `import { token } from "${source}";`));
      expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "error" });
      expect(report.failure?.message).toContain("not found");
      expect(JSON.stringify(report)).not.toContain("4711");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("can't hand the compiler settings of its own", async () => {
    const config = JSON.stringify({ options: { transform: ["./submission.ts"], runtime: "no-such-runtime" } });
    const { report } = await runDoubling({ ...kernel(honestBody), "asconfig.json": config });
    expect(report.failure).toBeUndefined();
  });

  it("can't import a function of the host", async () => {
    const clock = '@external("env", "now")\ndeclare function now(): f64;';
    const { report } = await runDoubling(kernel(`if (now() > 0) { ${honestBody} }`, clock));
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "error" });
    expect(report.failure?.message).toContain("imports the function env.now");
  });

  it("is ended in an endless loop, with the case and the limit named", async () => {
    const { report } = await runDoubling(kernel("while (true) store<i32>(to, load<i32>(to) + 1);"), { checkMs: 500 });
    expect(report.failure).toMatchObject({ side: "candidate", stage: "check", kind: "limit", limitMs: 500 });
    expect(report.failure?.label).toBe("test 1 (size=1)");
  });

  it("keeps what was measured before it hangs", async () => {
    const hang = `if (++calls > 12 && count == 9000) while (true) store<i32>(to, load<i32>(to) + 1); ${honestBody}`;
    const { report } = await runDoubling(kernel(hang, "let calls = 0;"), { caseMs: 700 });
    expect(report.failure).toMatchObject({ side: "candidate", stage: "time", kind: "limit", label: "large" });
    expect(report.checks.filter(({ stage }) => stage === "check").every(({ mismatched }) => mismatched === 0)).toBe(
      true,
    );
  });

  it("crashes by a trap, with the machine's own words", async () => {
    const { report } = await runDoubling(kernel("store<f32>(0xfffffff0, 1);"));
    expect(report.failure).toMatchObject({
      side: "candidate",
      stage: "check",
      kind: "crash",
      label: "test 1 (size=1)",
    });
    expect(report.failure?.message).toContain("memory access out of bounds");
  });

  it("crashes in its top-level code before any case", async () => {
    const { report } = await runDoubling(kernel(honestBody, "unreachable();"));
    expect(report.failure).toMatchObject({ side: "candidate", stage: "check", kind: "crash" });
    expect(report.failure?.label).toBeUndefined();
  });

  it("gets no more memory than the limit", async () => {
    const grow = "while (memory.grow(16) >= 0) {} unreachable();";
    const { report } = await runDoubling(kernel(grow), { memoryMb: 64 });
    expect(report.failure).toMatchObject({ side: "candidate", stage: "check", kind: "crash" });
  });

  it("can't make the compiler take all memory", async () => {
    const table = "const table: usize = memory.data(2000000000);";
    const { report } = await runDoubling(kernel(`store<usize>(to, table); ${honestBody}`, table), {
      memoryMb: 64,
    });
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build" });
  });

  it("is a compile error when it crashes the compiler", async () => {
    const { report } = await runDoubling(
      kernel(honestBody, `const deep = ${"(".repeat(20_000)}1${")".repeat(20_000)};`),
    );
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "crash" });
    expect(report.failure?.message).toBe("The compiler crashed: RangeError: Maximum call stack size exceeded");
  });

  it("may be large: a module of a megabyte arrives whole", async () => {
    const table = `const table = memory.data<i32>([${"1,".repeat(100_000)}1]);`;
    const { report } = await runDoubling(kernel(`store<usize>(to, table); ${honestBody}`, table));
    expect(report.failure).toBeUndefined();
  });
});

import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeReport } from "../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Bundle, Files } from "../../src/runner/protocol.ts";
import { cudaOnHost, evaluatorBundle, evaluatorProblem, fileOf } from "./evaluator-problem.ts";
import { openHarness, startOf, whyNoPython } from "./python-run.ts";
import { lacks } from "./requirements.ts";
import { standInNvcc, whyNoStandIn } from "./stand-in-nvcc.ts";

const written = evaluatorProblem("cuda-own-evaluator");
const onHost = cudaOnHost();
const kernel = (name: string): Files => ({ "submission.cu": fileOf("cuda-own-evaluator", name) });
const baseline = kernel("baseline.cu");

describe.skipIf(whyNoStandIn)(`a problem in CUDA, built by a stand-in for nvcc ${whyNoStandIn ?? ""}`, () => {
  const nvcc = standInNvcc();
  let harness: ReturnType<typeof openHarness>;
  beforeAll(() => {
    harness = openHarness(startOf(undefined, nvcc.path), 110_000);
  });
  afterAll(async () => {
    await harness[Symbol.asyncDispose]();
    nvcc[Symbol.dispose]();
  });

  const verdictOf = async (candidate: Files, problem = onHost) => {
    const { report } = await harness.run(evaluatorBundle(problem, baseline, candidate, { checkOnly: true }));
    const judged = judgeReport(report, VerdictRules.parse({}));
    return { report, text: "detail" in judged ? `${judged.verdict}: ${judged.detail}` : judged.fault.detail };
  };

  it("is built, checked and timed by its own main program", { timeout: 120_000 }, async () => {
    const { report, events } = await harness.run(evaluatorBundle(onHost, baseline, kernel("block-scan.cu")));
    expect(report).not.toHaveProperty("failure");
    expect(events.flatMap((each) => (each.event === "built" ? [each.side] : []))).toEqual(["baseline", "candidate"]);
    expect(report.versions).toMatchObject({ nvcc: "0.0.0" });
    expect(report.checks.filter(({ stage }) => stage === "check")).toHaveLength(4);
    expect(report.cases.map(({ clock, blocks }) => [clock, blocks.length])).toEqual([
      ["evaluator", 5],
      ["evaluator", 5],
    ]);
  });

  it("tells a compile error by its first line, in the candidate's file", async () => {
    const { report, text } = await verdictOf({
      "submission.cu":
        '#include "task.h"\n#include "scan.h"\n\nvoid custom_kernel(const std::uint32_t*, std::uint32_t*, std::size_t, std::size_t) { scan(); }\n',
      "scan.h": "inline void scan() {\n  no_such_function();\n}\n",
    });
    expect(text).toMatch(/^compile error: Did not build: scan\.h:2: error: .no_such_function. was not declared/);
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "error" });
  });

  it("tells a function that is missing at linking", async () => {
    const { text } = await verdictOf({ "submission.cu": '#include "task.h"\n' });
    expect(text).toMatch(/^compile error: Did not build: linker: error: undefined reference to .custom_kernel/);
  });

  it("tells a wrong result and a crash", async () => {
    const signature =
      "void custom_kernel(const std::uint32_t* in, std::uint32_t* out, std::size_t rows, std::size_t width)";
    const wrong = await verdictOf({ "submission.cu": `#include "task.h"\n${signature} { out[0] = in[0]; }\n` });
    expect(wrong.text).toMatch(/^wrong result: test 2 .*: row 0, column 1: got 3735928559, want \d+\.$/);
    const crash = await verdictOf({ "submission.cu": `#include "task.h"\n${signature} { *(volatile int*)8 = 1; }\n` });
    expect(crash.text).toMatch(/^crashed: Died on test 1 .*: its evaluator was killed by SIGSEGV/);
    const failed = await verdictOf({
      "submission.cu": `#include "task.h"\n#include <cstdlib>\n${signature} { std::exit(110); }\n`,
    });
    expect(failed.text).toMatch(/^crashed: Died on test 1 .*: a call of CUDA failed \(exit code 110\)$/);
  });

  it("refuses a config that nothing can be built of", async () => {
    const odd = { ...onHost, config: { ...onHost.config, compile_flags: ["rm"] } };
    const { text } = await verdictOf(baseline, odd);
    expect(text).toBe(
      'The runner failed at the stage "build": the problem\'s config has a compile flag without a dash: rm: mend its task.yml.',
    );
  });
});

/** Where it lies in the usual place it is found without a PATH. */
const whyFound = whyNoPython ?? (existsSync("/usr/local/cuda/bin/nvcc") ? "has one in the usual place" : undefined);

describe.skipIf(whyFound)(`a machine without nvcc ${whyFound ?? ""}`, () => {
  it("is told what it lacks", async () => {
    await using harness = openHarness(startOf(undefined, "/usr/bin:/bin"));
    const { report } = await harness.run(evaluatorBundle(onHost, baseline, null, { checkOnly: true }));
    expect(report.failure).toMatchObject({ side: "runner", stage: "build" });
    expect(report.failure?.message).toMatch(/^this machine has no nvcc, which builds problems in CUDA: install/);
  });
});

const whyNoNvcc = whyNoPython ?? (lacks("nvcc") ? "no nvcc" : undefined);

describe.skipIf(whyNoNvcc)(`nvcc itself ${whyNoNvcc ?? ""}`, () => {
  it("builds CUDA files, and its errors are told in the candidate's lines", { timeout: 120_000 }, async () => {
    await using harness = openHarness(startOf(), 110_000);
    // As little as it can be: nvcc takes a minute for a program of some length on a busy machine.
    const small: Bundle["problem"] = {
      ...written,
      files: {
        "task.h": "void custom_kernel(int* out);\n",
        "eval.cu": '#include "task.h"\nint main() { custom_kernel(0); }\n',
      },
      config: { sources: ["eval.cu", "submission.cu"] },
    };
    const of = (line: string): Files => ({
      "submission.cu": `#include "task.h"\n__global__ void fill(int* out) { ${line} }\nvoid custom_kernel(int* out) { fill<<<1, 1>>>(out); }\n`,
    });
    const bundle = evaluatorBundle(small, of("out[0] = 1;"), of("out[0] = first;"), { checkOnly: true });
    const { report } = await harness.run(bundle);
    expect(report.versions["nvcc"]).toMatch(/^\d+\.\d+/);
    expect(report.failure).toMatchObject({ side: "candidate", stage: "build", kind: "error" });
    expect(report.failure?.message).toBe('submission.cu:2: error: identifier "first" is undefined');
    expect(report.failure?.log).toContain('submission.cu(2): error: identifier "first" is undefined');
  });
});

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fileOf } from "./evaluator-problem.ts";
import { python, whyNoPython } from "./python-run.ts";

const harness = fileURLToPath(new URL("../../src/runner/harness/python", import.meta.url));
const program = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from tank_harness.compiler_output import first_errors
given = json.load(sys.stdin)
print(json.dumps(first_errors(given["text"], given["sources"])))
`;

function firstErrors(text: string, sources: Readonly<Record<string, string>> = {}): unknown {
  const input = JSON.stringify({ text, sources });
  return JSON.parse(execFileSync(python, ["-c", program, harness], { input, encoding: "utf8" }));
}

/** As they were printed by the tools that they name. */
const told: readonly (readonly [what: string, text: string, sources: Record<string, string>, errors: string[]])[] = [
  [
    "nvcc's front end, after its warnings",
    'submission.cu(3): warning #177-D: variable "x" was declared but never referenced\n\nsubmission.cu(12): error: identifier "foo" is undefined\n      foo = 1;\n      ^\n\n1 error detected in the compilation of "submission.cu".\n',
    { "submission.cu": "" },
    ['submission.cu:12: error: identifier "foo" is undefined'],
  ],
  [
    "a file of load_inline's, below ninja's command line",
    '[1/2] /usr/local/cuda/bin/nvcc -c /tmp/compiled/torch-extensions/x/cuda.cu -o cuda.cuda.o\nFAILED: cuda.cuda.o\n/usr/local/cuda/bin/nvcc -c /tmp/compiled/torch-extensions/x/cuda.cu -o cuda.cuda.o\n/tmp/compiled/torch-extensions/x/cuda.cu(14): error: identifier "gate_of" is undefined\n          out[i] = gate_of(x, i);\n                   ^\n\n1 error detected in the compilation of "/tmp/x/cuda.cu".\nninja: build stopped: subcommand failed.\n',
    { "submission.py": fileOf("torch-own-evaluator", "broken-inline.py") },
    ['submission.py:9: error: identifier "gate_of" is undefined'],
  ],
  [
    "a line of a kernel that nvcc has rewritten",
    'cuda.cu(6): error: identifier "missing" is undefined\n  __attribute__((global)) void k(float* x) { x[0] = missing; }\n                                                    ^\n',
    { "submission.py": 'code = """\n__global__ void k(float* x) { x[0] = missing; }\n"""\n' },
    ['submission.py:2: error: identifier "missing" is undefined'],
  ],
  [
    "a line that stands in two places",
    'cuda.cu(6): error: identifier "x" is undefined\n  return x;\n         ^\n',
    { "submission.py": "return x;\nreturn x;\n" },
    ['cuda.cu:6: error: identifier "x" is undefined'],
  ],
  [
    "a template of a library, by who asked for it",
    '/opt/cutlass/cute/tensor.hpp(120): error: static assertion failed with "bad layout"\n          static_assert(x, "bad layout");\n          ^\n          detected during:\n            instantiation of "void f<T>()" at line 44\n            instantiation of "void g()" at line 33 of submission.cu\n',
    { "submission.cu": "" },
    ['submission.cu:33: error: static assertion failed with "bad layout"'],
  ],
  [
    "gcc's, which says that above",
    "In file included from submission.cpp:3:\n/usr/include/c++/12/x.h: In instantiation of 'class X':\nsubmission.cpp:9:20:   required from here\n/usr/include/c++/12/x.h:33:5: error: static assertion failed: no\n   33 |     static_assert(false);\n",
    { "submission.cpp": "" },
    ["submission.cpp:9: error: static assertion failed: no"],
  ],
  [
    "a header that is missing",
    "submission.cu:2:10: fatal error: scan.h: No such file or directory\n    2 | #include <scan.h>\n      |          ^~~~~~~~\ncompilation terminated.\n",
    { "submission.cu": "" },
    ["submission.cu:2: error: scan.h: No such file or directory"],
  ],
  [
    "ptxas",
    "ptxas /tmp/tmpabc.ptx, line 12; error   : Unknown symbol 'a'\nptxas fatal   : Ptx assembly aborted due to errors\n",
    {},
    ["ptxas: error: Unknown symbol 'a'", "ptxas: error: Ptx assembly aborted due to errors"],
  ],
  [
    "the linker",
    "/usr/bin/ld: /tmp/ccK.o: in function `main':\neval.cu:(.text+0x1d): undefined reference to `custom_kernel(int)'\ncollect2: error: ld returned 1 exit status\n",
    {},
    ["linker: error: undefined reference to `custom_kernel(int)'"],
  ],
  [
    "nvcc's own arguments",
    "nvcc fatal   : Unsupported gpu architecture 'compute_90x'\n",
    {},
    ["nvcc: error: Unsupported gpu architecture 'compute_90x'"],
  ],
  ["no compiler", "ValueError: rows must be even\n", {}, []],
];

describe.skipIf(whyNoPython)(`the first errors of a compiler ${whyNoPython ?? ""}`, () => {
  it.each(told)("are found in the words of %s", (_, text, sources, errors) => {
    expect(firstErrors(text, sources)).toEqual(errors);
  });

  it("are three at most, each once", () => {
    const line = (name: string) => `a.cu(1): error: ${name}\n`;
    const text = ["a", "a", "b", "c", "d"].map(line).join("");
    expect(firstErrors(text)).toEqual(["a.cu:1: error: a", "a.cu:1: error: b", "a.cu:1: error: c"]);
  });

  it("are looked for in hostile text without delay", () => {
    const begin = performance.now();
    firstErrors(`${":(".repeat(30_000)}\n${"ld: ".repeat(20_000)}\n${"a(1".repeat(20_000)}`);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

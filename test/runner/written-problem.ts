import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const written: string[] = [];
afterAll(() => {
  for (const folder of written) rmSync(folder, { recursive: true });
});

/** A folder that holds these files by their paths, gone after the file's tests. */
export function writtenFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "problem-"));
  written.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A problem as GPU MODE's repository holds them: shared files above it, and no word of this game. */
export const fieldProblem: Readonly<Record<string, string>> = {
  "eval.py": "# measures by itself\n",
  "utils.py": "# helpers\n",
  "vector_scale_py/task.yml": `
files:
  - {"name": "submission.py", "source": "@SUBMISSION@"}
  - {"name": "task.py", "source": "task.py"}
  - {"name": "utils.py", "source": "../utils.py"}
  - {"name": "reference.py", "source": "reference.py"}
  - {"name": "eval.py", "source": "../eval.py"}
lang: "py"
description: |
  Scale a vector.
config:
  main: "eval.py"
templates:
  Python: "template.py"
test_timeout: 180
benchmark_timeout: 90
ranked_timeout: 420
ranking_by: "geom"
gpus:
  - A100
tests:
  - {"size": 127, "seed": 4242, "has_bias": True, "shape": [1, 2]}
benchmarks:
  - {"size": 1024, "seed": 3, "has_bias": False, "mode": "plain", "factor": 0.5}
  - {"size": 2048, "seed": 4, "has_bias": yes, "mode": "7", "factor": 1.5}
`,
  "vector_scale_py/task.py": "input_t = output_t = object\n",
  "vector_scale_py/reference.py": `
def generate_input(size, seed): ...
def ref_kernel(data): ...
check_implementation = make_match_reference(ref_kernel)
`,
  "vector_scale_py/template.py": "def custom_kernel(data):\n    pass\n",
  "vector_scale_py/submission.py": "def custom_kernel(data):\n    return data\n",
};

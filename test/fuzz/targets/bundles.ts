import assert from "node:assert/strict";
import { hashFiles } from "../../../src/rounds/source-hash.ts";
import { hashProblem } from "../../../src/runner/problem/hash.ts";
import { Bundle } from "../../../src/runner/protocol.ts";
import { runLimitMs } from "../../../src/runner/run-limit.ts";
import { lacks } from "../../runner/requirements.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { mutatedJson } from "../mutated-json.ts";
import { openPythonReader } from "../python-reader.ts";
import { sampleBundles } from "../sample-bundle.ts";
import { openStorage } from "../storage.ts";

export const bundles = fuzzTarget({
  name: "bundles",
  about:
    "bundles into both harnesses' readers: refused in words, or read; of what ours takes, Python's makes the same hashes",
  casesInTest: 250,
  inputs: mutatedJson(sampleBundles, 3),
  async open() {
    const storage = await openStorage();
    const python = lacks("python") ? null : openPythonReader();
    return {
      async feed(raw) {
        const text = JSON.stringify(raw) ?? "null";
        const answer = await python?.read(text);
        if (answer?.outcome === "crashed") throw new Error(`Python: ${answer.said}`);
        const read = Bundle.safeParse(JSON.parse(text));
        if (!read.success) return "refused" as const;
        const { problem, baseline, candidate } = read.data;
        assert.ok(runLimitMs(read.data) > 0);
        const { name: _, sha256: __, ...definition } = problem;
        const hashes = { problem: hashProblem(definition), baseline: hashFiles(baseline) };
        await storage.keeps(hashes);
        // zod leaves a file of that name out; Python's reader refuses it.
        if (answer === undefined || problem.lang !== "py" || text.includes('"__proto__"')) return "accepted" as const;
        assert.deepEqual(answer, {
          outcome: "read",
          hashes: { ...hashes, candidate: candidate && hashFiles(candidate) },
        });
        return "accepted" as const;
      },
      async [Symbol.asyncDispose]() {
        python?.[Symbol.dispose]();
        await storage[Symbol.asyncDispose]();
      },
    };
  },
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { givenFiles } from "../../../src/bot/commands/given-files.ts";
import { readCandidate } from "../../../src/rounds/candidate.ts";
import { refuseLockedConstants } from "../../../src/rounds/code/locked-constants.ts";
import { hashNormalSource } from "../../../src/rounds/code/normal-source.ts";
import { rebaseKnobs } from "../../../src/rounds/knobs/knob-rebase.ts";
import { readKnobs } from "../../../src/rounds/knobs/knobs.ts";
import { turnedKernels } from "../../../src/rounds/knobs/turned-kernels.ts";
import { hashFiles } from "../../../src/rounds/source-hash.ts";
import { Files } from "../../../src/runner/protocol.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { mutatedText } from "../mutated-text.ts";
import { baselines, oddFile } from "../odd-files.ts";
import { openStorage } from "../storage.ts";

const settings = mutatedText(["num_ab_stage=2", "num_ab_stage=2|3 tile=128", "STAGES=4, kTile=64"], 2);
const locks = [{ knob: "num_ab_stage", says: "CANNOT CHANGE", why: "it deadlocks", taughtBy: "round 1" }];

export const candidates = fuzzTarget({
  name: "candidates",
  about:
    "files, zips and patches of a kernel, its knobs and constants: plain names and text that can be stored, or refused",
  casesInTest: 400,
  inputs: fc.record({
    files: fc.array(oddFile, { minLength: 1, maxLength: 2 }),
    baseline: fc.constantFrom(...baselines),
    settings: fc.option(settings, { freq: 2 }),
  }),
  async open() {
    const storage = await openStorage();
    return {
      async feed({ files, baseline, settings }) {
        const given = givenFiles(files, baseline);
        // What comes beside the baseline's files comes with one of them.
        assert.ok(Object.keys(given).some((name) => Object.hasOwn(baseline, name)));
        const code = { ...baseline, ...given };
        assert.deepEqual(Files.parse(code), code);
        readCandidate(bytesOf(code));
        hashNormalSource(code);
        refuseLockedConstants(code, baseline, locks);
        rebaseKnobs(code, { from: baseline, onto: baseline });
        const kernels = turnedKernels(code, settings, []);
        for (const { files: turned } of kernels) {
          assert.equal(readKnobs(turned).length, readKnobs(code).length);
          // What is made of a candidate is a candidate itself.
          readCandidate(bytesOf(turned));
          await storage.keeps({ turned, hash: hashFiles(turned) });
        }
        return "accepted" as const;
      },
      [Symbol.asyncDispose]: storage[Symbol.asyncDispose],
    };
  },
});

function bytesOf(files: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
}

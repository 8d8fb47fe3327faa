import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Files } from "../../src/runner/protocol.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { behind, newMark, openHarness, processesWith, startOf, whyNoPython } from "./python-run.ts";
import { tiers, whyNot } from "./python-sandbox.ts";

/** Leaves a daemon behind, forked twice, that ignores what can be ignored and forks on; and then never returns. */
const escapes: Files = {
  "submission.py": `
import os, signal, time
def custom_kernel(data):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            while os.fork() != 0:
                time.sleep(0.02)
            os.setsid()
            time.sleep(1000)
        os._exit(0)
    while True:
        pass
`,
};

for (const tier of tiers) {
  const reason = whyNoPython ?? whyNot(tier);
  describe.skipIf(reason)(`a hostile kernel in the tier ${tier} ${reason ?? ""}`, () => {
    const mark = newMark();
    let temporary = "";
    let harness: ReturnType<typeof openHarness>;
    beforeAll(() => {
      temporary = mkdtempSync(join(tmpdir(), "tank-harness-test-"));
      chmodSync(temporary, 0o777);
      const start = startOf([...behind[tier], mark]);
      harness = openHarness({ ...start, env: { ...start.env, TMPDIR: temporary } });
    });
    afterAll(() => rmSync(temporary, { recursive: true }));

    const runs = async (candidate: Files, isTimed = false) => {
      const bundle = pySumsBundle(candidate, { buildMs: 1000 });
      const timing = { ...bundle.timing, ...(isTimed ? {} : { cases: [], integrity: false }) };
      const { report } = await harness.run({ ...bundle, timing, sandbox: { required: "container" } });
      expect(report.sandbox).toBe(tier);
      return report;
    };
    /** The supervisor, the warm parent and the janitor stay, and an empty folder. */
    const onlyTheHarnessIsLeft = () => {
      expect(processesWith(mark)).toHaveLength(3);
      expect(readdirSync(temporary).flatMap((name) => readdirSync(join(temporary, name)))).toEqual([]);
    };

    it.for([["fork-bomb"], ["escapes"]] as const)(
      "R18: %s ends at its limit, and leaves no process and no file",
      async ([name]) => {
        const report = await runs(name === "escapes" ? escapes : await pySumsCandidate(name));
        expect(report.failure).toMatchObject({ side: "candidate", kind: "limit", stage: "build", limitMs: 1000 });
        onlyTheHarnessIsLeft();
      },
    );

    it("R18: children that outlive their parent end with a run that goes well", async () => {
      const report = await runs(await pySumsCandidate("forks"), true);
      expect(report).not.toHaveProperty("failure");
      onlyTheHarnessIsLeft();
    });

    // What a sandbox closes is tried in every tier by `python-sandbox-walls.test.ts`.
    const nosy = tier === "full" ? ["looks-around", "asks-the-network", "cheat-reads-reference"] : [];
    it.for(nosy.map((name) => [name] as const))(
      "R17: %s finds no secret, no network and no reference",
      async ([name]) => {
        const report = await runs(await pySumsCandidate(name));
        expect(report).not.toHaveProperty("failure");
      },
    );

    it("R18: nothing is left when the harness is let go", async () => {
      await harness[Symbol.asyncDispose]();
      await vi.waitFor(() => expect([processesWith(mark), readdirSync(temporary)]).toEqual([[], []]), {
        timeout: 10_000,
        interval: 20,
      });
    });
  });
}

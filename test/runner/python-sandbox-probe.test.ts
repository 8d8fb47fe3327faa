import { expect, describe as group, it } from "vitest";
import { builders, runPython, runSandboxed, tiers, whyNot } from "./python-sandbox.ts";

/** Lays bait and tries one plan, as a supervisor does at its start. */
const probe = (tier: string, then: string) => `
import os, tempfile
from pathlib import Path
from tank_harness.sandbox import libc
from tank_harness.sandbox.bait import laid_bait
from tank_harness.sandbox.plan import SandboxPlan
from tank_harness.sandbox.probe import choose_tier, try_plan
from tank_harness.sandbox.remove_folder import remove_folder
from tank_harness.sandbox.uids import own_user
libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
user = own_user()
uid = user.uid if user else os.getuid()
def attempt(tier, **more):
    work = Path(tempfile.mkdtemp())
    os.chown(work, uid, uid)
    with laid_bait() as bait:
        faults = try_plan(SandboxPlan(tier, uid, uid, work, **more), bait)
    remove_folder(work)
    return faults
tier = "${tier}"
${then}`;

for (const tier of tiers) {
  const reason = whyNot(tier);
  group.skipIf(reason)(`probing tier ${tier}${reason ? ` (${reason})` : ""}`, () => {
    it("finds no way out of what it promises to close, and everything that Python needs", async () => {
      expect(await runPython(probe(tier, "print(attempt(tier))"))).toBe("[]\n");
    });

    it("finds a GPU missing where one is expected", async () => {
      const told = await runPython(
        probe(tier, "print(attempt(tier, allow_gpu=True) or os.path.exists('/dev/nvidia0'))"),
      );
      expect(told).toMatch(/^(\["no GPU's device node \(\/dev\/nvidia0\) can be seen"\]|True)\n$/);
    });
  });
}

group.skipIf(whyNot("container"))("a probe without walls", () => {
  it("gets out every way, and says so in a sentence each", async () => {
    const told = await runPython(`
import os, sys, tempfile
from tank_harness.sandbox.bait import laid_bait
from tank_harness.sandbox.escapes import every_escape
with laid_bait() as bait:
    child = os.fork()
    if child == 0:
        found = every_escape(bait)
        print("\\n".join(f"{kind}: {sentence}" for kind, sentence in found), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
`);
    for (const sentence of [
      "network: a port of this machine can be reached",
      "network: an abstract socket of this machine can be reached",
      /^processes: \d+ processes of this machine can be seen$/m,
      "memory: the supervisor's environ can be opened",
      "memory: the supervisor's open files can be listed",
      "signal: the supervisor can be sent signals",
      "read: a file that only another user may read can be read",
      "read: a file in another run's folder can be read",
      /^write: a file can be written in /m,
      /^environment: variables of the supervisor can be read \(.*TANK_TOKEN.*\)$/m,
    ]) {
      expect(told).toMatch(sentence);
    }
  });
});

group.skipIf(whyNot("container"))("the choice of a tier", () => {
  const choose = (required: string, faults: Record<string, string[]>) =>
    runPython(`
import json
from tank_harness.sandbox.probe import choose_tier
print(choose_tier("${required}", json.loads('${JSON.stringify(faults)}').get))`);

  it("is the strongest that holds, even where less is required", async () => {
    expect(await choose("container", { full: [], user: [], container: [] })).toBe("full\n");
    expect(await choose("user", { full: ["no root"], user: [], container: [] })).toBe("user\n");
  });

  it("is a refusal with its reason and the remedy where the machine gives less than required", async () => {
    expect(await choose("full", { full: ["no root"], user: ["no namespaces"], container: [] })).toContain(
      "this machine gives only the sandbox `container`, and `full` is required (no root): " +
        "reach it as root (launcher: [ssh, root@HOST]), in a container with CAP_SYS_ADMIN, " +
        "or set `rules.sandbox: container` in the season's file where that is wall enough",
    );
    expect(await choose("user", { full: ["no root"], user: ["no namespaces"], container: [] })).toContain(
      "(no namespaces): reach it as root, or allow user namespaces",
    );
    expect(await choose("full", { full: ["no root"], user: ["no"], container: ["no Python"] })).toContain(
      "this machine gives no sandbox at all (no Python)",
    );
  });
});

for (const tier of tiers) {
  group.skipIf(whyNot(tier)).for(builders(tier))(`the process in front of tier ${tier}, built by %s`, (builder) => {
    it.for([
      ["the same exit code", "import os; os._exit(3)", { code: 3, signal: null }],
      ["the same signal", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", { code: null, signal: 11 }],
      ["the signal of an abort", "import os; os.abort()", { code: null, signal: 6 }],
    ] as const)("ends with %s", async ([, snippet, how]) => {
      expect(await runSandboxed({ tier, builder, snippet })).toMatchObject(how);
    });
  });
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { launch } from "../../src/runner/launching/launch.ts";
import { pythonCommand, readPythonHarness } from "../../src/runner/launching/python-harness.ts";
import type { Bundle } from "../../src/runner/protocol.ts";
import { pySumsBundle, pySumsCandidate } from "./py-sums.ts";
import { newMark, openHarness, processesWith, python, startOf, whyNoPython } from "./python-run.ts";

let temporary = "";
let mark = "";
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "tank-harness-test-"));
  mark = newMark();
});
afterEach(() => rmSync(temporary, { recursive: true }));

const nothingIsLeft = () =>
  vi.waitFor(
    () =>
      expect({ processes: processesWith(mark), files: readdirSync(temporary) }).toEqual({ processes: [], files: [] }),
    { timeout: 10_000, interval: 20 },
  );

/** A harness whose processes and files can be told from all others. */
const marked = () => {
  const start = startOf([...pythonCommand(python), mark]);
  return { ...start, env: { ...start.env, TMPDIR: temporary } };
};

describe.skipIf(whyNoPython)(`a Python harness that stays ${whyNoPython ?? ""}`, () => {
  it("gives the second run nothing of the first, and is over with its folder when it is let go", async () => {
    const leaves = `
import builtins, os, time
builtins.left_by_another_run = True
os.environ["LEFT_BY_ANOTHER_RUN"] = "yes"
time.perf_counter_ns = lambda: 0
for folder in ("/tmp", "/var/tmp", "/dev/shm", os.environ["XDG_CACHE_HOME"], os.getcwd()):
    os.makedirs(folder, exist_ok=True)
    open(os.path.join(folder, "left-by-another-run"), "w").close()
def custom_kernel(data):
    rows, sums = data
    for index, row in enumerate(rows):
        sums[index] = sum(row)
    return sums
`;
    const finds = `
import builtins, os, time
found = [name for name in ("left_by_another_run",) if hasattr(builtins, name)]
found += [name for name in os.environ if name.startswith("LEFT")]
found += ["a clock that stands"] if time.perf_counter_ns() == 0 else []
for folder in ("/tmp", "/var/tmp", "/dev/shm", os.environ["XDG_CACHE_HOME"], os.getcwd()):
    if os.path.exists(os.path.join(folder, "left-by-another-run")):
        found.append(folder)
if found:
    raise RuntimeError(f"found {found}")
${leaves.slice(leaves.indexOf("def custom_kernel"))}`;
    {
      await using harness = openHarness(marked());
      const first = await harness.run(pySumsBundle({ "submission.py": leaves }));
      const second = await harness.run({ ...pySumsBundle({ "submission.py": finds }), runId: "run-2" });
      expect(first.report).not.toHaveProperty("failure");
      expect(second.report).not.toHaveProperty("failure");
      expect(second.report.runId).toBe("run-2");
    }
    await nothingIsLeft();
  });

  it.each([true, false])("compiles the same code once, timed alone or not (%s)", async (integrity) => {
    const compiles = `
import os, random
compiled = os.path.join(os.environ["XDG_CACHE_HOME"], "compiled")
if not os.path.exists(compiled):
    os.makedirs(os.path.dirname(compiled), exist_ok=True)
    with open(compiled, "w") as file:
        file.write(str(random.SystemRandom().randrange(10**9)))
def custom_kernel(data):
    rows, sums = data
    with open(compiled) as file:
        sums[0] = float(file.read())
    return sums
`;
    const bundle = pySumsBundle({ "submission.py": compiles });
    const timing = { ...bundle.timing, integrity };
    const compiledAs = async (harness: ReturnType<typeof openHarness>) => {
      const { report } = await harness.run({ ...bundle, timing });
      expect(report.failure).toBeUndefined();
      return report.checks.find(({ mismatched }) => mismatched > 0)?.first?.got;
    };
    await using harness = openHarness(marked());
    const first = await compiledAs(harness);
    expect(first).toBeTypeOf("string");
    expect(await compiledAs(harness)).toBe(first);
    await using another = openHarness(marked());
    expect(await compiledAs(another)).not.toBe(first);
  });

  it("holds no more descriptors, and so no more shared memory, after four runs than after one", async () => {
    const held = () => processesWith(mark).map((pid) => readdirSync(`/proc/${pid}/fd`).length);
    await using harness = openHarness(marked());
    const bundle = pySumsBundle(await pySumsCandidate("same"));
    const afterRun = async () => {
      expect((await harness.run(bundle)).report).not.toHaveProperty("failure");
      return held();
    };
    const first = await afterRun();
    await afterRun();
    await afterRun();
    expect(await afterRun()).toEqual(first);
  });

  it("R18: ends with everything that it started when its stdin ends in the middle of a run", async () => {
    const stop = new AbortController();
    const bundle = pySumsBundle(await pySumsCandidate("hangs-deaf"));
    const outcome = await launch({
      ...marked(),
      bundle,
      limitMs: 50_000,
      signal: stop.signal,
      onEvent: ({ event }) => event === "built" && stop.abort(),
    });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "stopped", log: "" } });
    await nothingIsLeft();
  });

  const underWay = async (bundle: Bundle) => {
    const { command, preamble, env: variables } = marked();
    const [file = "", ...argv] = command;
    const harness = spawn(file, argv, { env: variables ?? {}, stdio: "pipe" });
    const said: string[] = [];
    harness.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    harness.stdin.write(preamble);
    harness.stdin.write(`${JSON.stringify(bundle)}\n`);
    let events = "";
    for await (const chunk of harness.stdout.iterator({ destroyOnReturn: false })) {
      events += chunk;
      if (events.includes('"built"')) break;
    }
    return { harness, said, ended: once(harness, "exit") };
  };

  it("R18: ends quietly, with everything that it started, when nobody reads its events any more", async () => {
    const { harness, said, ended } = await underWay(pySumsBundle(await pySumsCandidate("faster")));
    harness.stdout.destroy();
    expect(await ended).toEqual([0, null]);
    expect(said.join("")).toBe("");
    await nothingIsLeft();
  });

  it("R18: leaves nothing behind when it is killed", async () => {
    const { harness, ended } = await underWay(pySumsBundle(await pySumsCandidate("hangs-deaf")));
    harness.kill("SIGKILL");
    await ended;
    await nothingIsLeft();
  });

  it("is told in one sentence what it can't understand, and ends", async () => {
    const { preamble } = readPythonHarness();
    const [file = "", ...argv] = pythonCommand(python);
    const harness = spawn(file, argv, { env: startOf().env ?? {}, stdio: "pipe" });
    let said = "";
    harness.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    harness.stdin.write(preamble);
    harness.stdin.end('{"protocol": 2}\n');
    expect(await once(harness, "close")).toEqual([2, null]);
    expect(said).toBe("tank-python: this harness speaks protocol 1, the bundle 2\n");
  });
});

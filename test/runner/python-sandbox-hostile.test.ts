import { expect, describe as group, it, vi } from "vitest";
import { builders, type Order, runSandboxed, SandboxRun, tiers, whyNot } from "./python-sandbox.ts";

const gone = { left: [], processes: [], files: [] };

/** What a kernel might do to outlive its run: `code` and `signal` where it ends by itself, else it runs into its limit. */
const hostile: readonly (Partial<Order> & {
  readonly name: string;
  readonly snippet: string;
  readonly ends?: object;
  /** Where nothing of ours bounds this: the launcher is the wall. */
  readonly unbounded?: readonly string[];
})[] = [
  {
    name: "a fork bomb",
    snippet: `
import os
while True:
    try:
        os.fork()
    except OSError:
        pass`,
  },
  { name: "an endless loop", snippet: "while True: pass" },
  {
    name: "10 GB of output",
    snippet: `
import os
for _ in range(10 << 10):
    os.write(1, bytes(1 << 20))
while True:
    pass`,
  },
  {
    name: "a file of 10 GB",
    snippet: `
with open("big", "wb") as file:
    for _ in range(10 << 10):
        file.write(bytes(1 << 20))`,
    // SIGXFSZ.
    ends: { signal: 25 },
  },
  {
    name: "many files of 10 GB together, in its folder",
    snippet: `
import errno
number = 0
try:
    while True:
        with open(f"big-{number}", "wb") as file:
            file.write(bytes(1 << 20))
        number += 1
except OSError as error:
    print(errno.errorcode[error.errno], number < 64)`,
    work_bytes: 32 << 20,
    ends: { code: 0, output: "ENOSPC True\n" },
    unbounded: ["container/root", "container/nobody"],
  },
  {
    name: "scratch space filled to the brim",
    snippet: `
import errno
for folder in ("/tmp", "/var/tmp", "/dev/shm"):
    try:
        for number in range(10 << 10):
            with open(f"{folder}/{MARK}-{number}", "wb") as file:
                file.write(bytes(1 << 20))
    except OSError as error:
        print(errno.errorcode[error.errno])`,
    scratch_bytes: 16 << 20,
    ends: { code: 0, output: "ENOSPC\nENOSPC\nENOSPC\n" },
    unbounded: ["container/root", "container/nobody"],
  },
  {
    name: "an allocation of 1 TB",
    snippet: `
try:
    bytearray(1 << 40)
except MemoryError:
    print("refused")`,
    ends: { code: 0, output: "refused\n" },
  },
  {
    name: "SIGTERM and every other signal ignored",
    snippet: `
import signal
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
while True:
    pass`,
  },
  {
    name: "a child in a session of its own",
    snippet: `
import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(1000)`,
    ends: { code: 0 },
  },
  {
    name: "files where everybody may write",
    snippet: `
import os
for folder in ("/tmp", "/var/tmp", "/dev/shm"):
    os.makedirs(f"{folder}/{MARK}/deep")
    open(f"{folder}/{MARK}/deep/file", "w").close()
    os.chmod(f"{folder}/{MARK}", 0)`,
    ends: { code: 0 },
    // Its files can't be told from those of its user.
    unbounded: ["container/nobody"],
  },
  {
    name: "a daemon, forked twice, that ignores signals and forks on",
    snippet: `
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 100)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        while True:
            if os.fork() == 0:
                os.setsid()
            else:
                time.sleep(0.001)
    os._exit(0)
time.sleep(0.2)`,
    ends: { code: 0 },
  },
  {
    name: "a program of the machine, started and left behind",
    snippet: `
import subprocess
subprocess.Popen(["sleep", "1000"], start_new_session=True)`,
    ends: { code: 0 },
  },
  {
    name: "a folder of strange names, forbidden folders, links to elsewhere and 2,000 levels",
    snippet: `
import os
os.symlink("/etc", "link")
os.symlink("/", "loop")
os.mkdir(b"\\xff\\n -rf *")
os.mkdir("closed")
open("closed/file", "w").close()
os.mkfifo("pipe")
for number in range(1000):
    os.makedirs("d" * 200 + "/e")
    os.chdir("d" * 200 + "/e")
os.chdir(os.environ["HOME"])
os.chmod("closed", 0)
print("filled")`,
    ends: { code: 0, output: "filled\n" },
  },
];

for (const tier of tiers) {
  const reason = whyNot(tier);
  group.skipIf(reason).for(builders(tier))(
    `R18: tier ${tier}, built by %s${reason ? ` (${reason})` : ""}`,
    (builder) => {
      const bounded = hostile.filter(({ unbounded = [] }) => !unbounded.includes(`${tier}/${builder}`));
      it.for(bounded)("$name ends within its limit and leaves no process and no file", async ({ ends, ...what }) => {
        const { name: _, unbounded: __, ...order } = what;
        const limit = ends ? 20 : 1;
        const ended = await runSandboxed({
          memory_bytes: 8 << 30,
          processes: 64,
          cgroup: true,
          file_bytes: 64 << 20,
          ...order,
          tier,
          builder,
          limit,
        });
        expect(ended).toMatchObject({ ...gone, timedOut: !ends, ...ends });
        expect(ended.reapedMs).toBeLessThan(10_000);
      });

      it("dies with a supervisor that is killed, escapees and folder included", async () => {
        await using run = await SandboxRun.start({
          tier,
          ...(builder ? { builder } : {}),
          snippet: `
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open("ready", "w").close()
    time.sleep(1000)
time.sleep(1000)`,
        });
        await run.started();
        await vi.waitFor(() => expect(run.files("ready")).not.toEqual([]), { timeout: 10_000, interval: 20 });
        expect(run.processes().length).toBeGreaterThan(4);
        run.killSupervisor();
        await vi.waitFor(() => expect([...run.processes(), ...run.files()]).toEqual([]), {
          timeout: 10_000,
          interval: 20,
        });
      });
    },
  );
}

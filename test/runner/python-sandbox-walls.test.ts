import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, describe as group, it } from "vitest";
import { builders, type Order, runSandboxed, secret, tiers, whyNot } from "./python-sandbox.ts";

/** Says what worked, a line each; an error's name where it did not. */
const attempts = `
import os, socket, sys, ctypes
def attempt(name, action):
    try:
        print(name, "worked:", action())
    except Exception as error:
        print(name, "failed:", type(error).__name__)
`;

/** Looks through all memory that it may read for a text, built backwards so that the search itself is not found. */
const searchMemory = (text: string) => `
needle = bytes(reversed(b"${[...text].reverse().join("")}"))
found = ctypes.CDLL(None).memmem
found.restype, found.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t)
copy = bytearray(needle)
own = {ctypes.cast(ctypes.c_char_p(needle), ctypes.c_void_p).value}
with open("/proc/self/maps") as maps:
    areas = [line.split()[0].split("-") for line in maps if " rw" in line]
hits = 0
for start, end in areas:
    at, end = int(start, 16), int(end, 16)
    while at and at < end:
        at = found(at, end - at, needle, len(needle))
        if at:
            hits += at not in own
            at += 1
print("copies in memory:", hits)
`;

for (const tier of tiers) {
  const reason = whyNot(tier);
  group.skipIf(reason).for(builders(tier))(
    `R17: tier ${tier}, built by %s${reason ? ` (${reason})` : ""}`,
    (builder) => {
      const run = async (snippet: string, more: Partial<Order> = {}) => {
        const ended = await runSandboxed({ tier, builder, snippet: attempts + snippet, ...more });
        expect(ended).toMatchObject({ code: 0, left: [], processes: [], files: [] });
        return ended.output;
      };

      it("shows no variable of the supervisor's, and no memory of one", async () => {
        const output = await run(`
print(sorted(os.environ))
attempt("environ", lambda: open("/proc/self/environ", "rb").read().strip(b"\\0"))
${searchMemory(secret)}`);
        expect(output).not.toContain("TANK_TOKEN");
        expect(output).toMatch(/environ (failed: PermissionError|worked: b'')/);
        // The one that the search made itself, to see that it would find another.
        expect(output).toContain("copies in memory: 1\n");
      });

      it("takes no open file along but those it is given", async () => {
        const output = await run(
          `print(sorted(int(fd) for fd in os.listdir("/proc/self/fd"))[:-1], os.readlink("/proc/self/fd/0"))`,
        );
        expect(output).toBe("[0, 1, 2] /dev/null\n");
      });

      it("gives no way back to any right", async () => {
        const output = await run(`
attempt("mount", lambda: ctypes.CDLL(None).mount(b"x", b"/tmp", b"tmpfs", 0, None))
attempt("setuid", lambda: os.getuid() and os.setuid(0))
status = open("/proc/self/status").read()
print([line.split() for line in status.splitlines() if line.startswith(("CapEff", "CapPrm", "NoNewPrivs"))])
attempt("namespace", lambda: ctypes.CDLL(None).unshare(0x10000000))
attempt("shared memory", lambda: ctypes.CDLL(None).shmget(0, 4096, 0o1600))
`);
        expect(output).toContain("mount worked: -1");
        expect(output).toMatch(/setuid failed: (PermissionError|OSError)/);
        expect(output).toContain("namespace worked: -1\nshared memory worked: -1");
        expect(output).toContain(
          `['CapPrm:', '${"0".repeat(16)}'], ['CapEff:', '${"0".repeat(16)}'], ['NoNewPrivs:', '1']`,
        );
      });

      if (tier === "container") return;

      it("reaches no network: no port, no socket file, no abstract socket, no other machine, no host of this one", async () => {
        const folder = await mkdtemp(join(tmpdir(), "tank-socket-"));
        await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
        using port = listening(createServer().listen(0, "127.0.0.1"));
        using file = listening(createServer().listen(join(folder, "socket")));
        await Promise.all([port, file].map(({ server }) => server.listening || once(server, "listening")));
        const address = port.server.address();
        const output = await run(`
attempt("port", lambda: socket.create_connection(("127.0.0.1", ${typeof address === "object" ? address?.port : 0}), 2))
def connect(path):
    with socket.socket(socket.AF_UNIX) as local:
        local.connect(path)
attempt("file", lambda: connect("${join(folder, "socket")}"))
attempt("route", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 9)))
attempt("vsock", lambda: socket.socket(40, socket.SOCK_STREAM))
`);
        expect(output).toBe(
          "port failed: OSError\nfile failed: FileNotFoundError\nroute failed: OSError\nvsock failed: OSError\n",
        );
      });

      it("sees no process but its own", async () => {
        const output = await run(
          `print([name for name in os.listdir("/proc") if name.isdigit()], os.getpid(), os.getppid())`,
        );
        expect(output).toBe("['1', '2'] 2 1\n");
      });

      it("sees no file of another run, of a home, or of any folder that is not the system's", async () => {
        const other = await mkdtemp(join(tmpdir(), "tank-other-"));
        await using _ = { [Symbol.asyncDispose]: () => rm(other, { recursive: true }) };
        await writeFile(join(other, "expected.txt"), "42", { mode: 0o644 });
        const output = await run(`
attempt("other", lambda: open("${join(other, "expected.txt")}").read())
for folder in ("/home", "/srv", "/mnt", "/media", "/run"):
    attempt(folder, lambda: os.listdir(folder) if os.path.isdir(folder) else [])
print(sorted(os.listdir("/tmp")))
`);
        expect(output).toContain("other failed: FileNotFoundError");
        expect(output.match(/worked: \[\]/g)).toHaveLength(5);
        expect(output).toMatch(/\['tank-sandbox-[^',]*'\]/);
      });

      it("has a folder in memory that starts with what the supervisor put there", async () => {
        const output = await run(
          `
print(open("kernel.py").read(), os.getcwd() == os.environ["HOME"])
open("kernel.py", "a").write("changed")
print(open("kernel.py").read(), os.statvfs(".").f_blocks * os.statvfs(".").f_frsize)`,
          { files: { "kernel.py": "x = 1\n" }, work_bytes: 8 << 20 },
        );
        expect(output).toBe(`x = 1\n True\nx = 1\nchanged ${8 << 20}\n`);
      });

      it("hides a folder that it is told to hide", async () => {
        const output = await run(`print(os.listdir("/usr/include"), len(os.listdir("/usr/lib")) > 1)`, {
          hidden: ["/usr/include"],
        });
        expect(output).toBe("[] True\n");
      });

      it("writes nowhere but in its folder and in scratch space of its own", async () => {
        const output = await run(`
for folder in ("/", "/usr", "/etc", "/var", "/dev", "/root", "/proc", "/sys", "/tmp/.."):
    attempt(folder, lambda: open(folder + "/" + MARK, "w") and None)
for folder in (os.getcwd(), "/tmp", "/var/tmp", "/dev/shm"):
    open(folder + "/" + MARK, "w").close()
`);
        expect(output).not.toContain("worked");
      });

      it("opens no device but those that compute nothing", async () => {
        const output = await run(`print(sorted(os.listdir("/dev")))`);
        const devices = ["fd", "full", "null", "random", "shm", "stderr", "stdin", "stdout", "urandom", "zero"];
        expect(output).toBe(`[${devices.map((name) => `'${name}'`).join(", ")}]\n`);
      });
    },
  );
}

function listening(server: ReturnType<typeof createServer>) {
  return { server, [Symbol.dispose]: () => void server.close() };
}

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { freePort } from "../free-port.ts";
import { processesWith } from "../runner/python-run.ts";
import { canConnect } from "./can-connect.ts";
import { Daemon } from "./daemon.ts";
import { endAllOf } from "./end-all-of.ts";
import { type MarkedPython, markedPython } from "./marked-python.ts";

/** An OpenSSH server on loopback for this user alone, with keys of its own, and a client's configuration for it. */
export interface SshServer extends AsyncDisposable {
  readonly folder: string;
  readonly port: number;
  /** The Python behind it, by a path that no other process has. */
  newPython(): MarkedPython;
  /** The process of sshd that holds the connection behind which this Python runs. */
  sessionOf(python: MarkedPython): number;
  /** Writes a configuration for ssh, in which the host is `gpu-box`; what is given wins. */
  client(other?: Readonly<Record<string, string | number>>): string;
  /** Makes a pair of keys that the server does not know; returns the private one's path. */
  newKey(name: string): string;
}

/** OpenSSH won't start without it where it is root's; it holds nothing. */
const emptyFolder = "/run/sshd";

export async function startSshServer(): Promise<SshServer> {
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "tank-ssh-"));
  started.defer(() => rmSync(folder, { recursive: true }));
  started.defer(() => endAllOf(folder));
  const newKey = (name: string) => {
    const key = join(folder, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    return key;
  };
  const [hostKey, userKey] = [newKey("host"), newKey("user")];
  writeFileSync(join(folder, "authorized"), readFileSync(`${userKey}.pub`));
  const port = await freePort();
  writeFileSync(join(folder, "known"), `gpu-box ${readFileSync(`${hostKey}.pub`, "utf8")}`);
  writeFileSync(join(folder, "sshd_config"), serverLines(folder, port));
  if (userInfo().uid === 0 && !existsSync(emptyFolder)) {
    mkdirSync(emptyFolder, { mode: 0o755 });
    started.defer(() => rmdirSync(emptyFolder));
  }
  const server = started.use(new Daemon("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "sshd_config")]));
  await vi.waitFor(
    async () => {
      if (!(await canConnect(port))) throw new Error(`sshd does not listen: ${server.said}`);
    },
    { timeout: 10_000 },
  );
  const running = started.move();
  let clients = 0;
  return {
    folder,
    port,
    newKey,
    newPython: () => markedPython(folder),
    sessionOf: ({ mark }) => {
      const found = childrenOf(server.pid).find((session) =>
        processesWith(mark).some((pid) => comesFrom(pid, session)),
      );
      if (found === undefined) throw new Error("no session of sshd runs it");
      return found;
    },
    client(other = {}) {
      const file = join(folder, `client-${++clients}`);
      const settings = {
        HostName: "127.0.0.1",
        HostKeyAlias: "gpu-box",
        Port: port,
        User: userInfo().username,
        IdentityFile: userKey,
        IdentitiesOnly: "yes",
        IdentityAgent: "none",
        UserKnownHostsFile: join(folder, "known"),
        GlobalKnownHostsFile: "none",
        ...other,
      };
      const lines = Object.entries(settings).map(([name, value]) => `  ${name} ${value}\n`);
      writeFileSync(file, `Host gpu-box\n${lines.join("")}`);
      return file;
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

function serverLines(folder: string, port: number): string {
  return [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${join(folder, "host")}`,
    `AuthorizedKeysFile ${join(folder, "authorized")}`,
    "PidFile none",
    "UsePAM no",
    "PermitRootLogin prohibit-password",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "StrictModes no",
    "",
  ].join("\n");
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text
    .split(" ")
    .filter((each) => each !== "")
    .map(Number);
}

function comesFrom(pid: number, ancestor: number): boolean {
  return pid === ancestor || childrenOf(ancestor).some((child) => comesFrom(pid, child));
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as after } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import { prepareServerFolder, type ServerFolder } from "./binaries.ts";

// Run as a process of its own, so that a PostgreSQL and its folder never outlive whoever started it: when stdin ends,
// for whatever reason, both are gone. Lines on stdin: `stop`, `start`, `kill`; each is answered with a line on stdout.

const user = "tank";
const password = "tank-p4ssword";

// Ctrl-C, or a CI that gives up, reaches the whole group; the starter's own end is what counts.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

const folder = await prepareServerFolder();
const data = join(folder.path, "data");
process.on("exit", () => rmSync(folder.path, { recursive: true, force: true }));
initialise(folder);
const port = await freePort();
let server = await start(folder);
answer({ url: `postgres://${user}:${password}@127.0.0.1:${port}` });

for await (const line of createInterface(process.stdin)) {
  if (line === "start") server = await start(folder);
  else await end(server, line === "kill" ? "SIGKILL" : "SIGINT");
  answer({ done: line });
}
await end(server, "SIGQUIT");
process.exit();

function answer(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function initialise({ path, binaries, user: owner }: ServerFolder): void {
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(path, "password");
  writeFileSync(passwordFile, `${password}\n`);
  for (const each of [data, passwordFile]) if (owner) chownSync(each, owner.uid, owner.gid);
  const argv = ["-D", data, "-U", user, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
  const options = { ...owner, cwd: path, env: { LC_ALL: "C", TZ: "UTC" }, encoding: "utf8" } as const;
  const made = spawnSync(join(binaries, "bin", "initdb"), [...argv, "--no-sync", "--locale=C"], options);
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? ""}${made.stderr}`);
}

/** A server that was killed leaves its connections' processes behind for a moment, and they hold its memory. */
async function start(where: ServerFolder): Promise<ChildProcess> {
  for (let triesLeft = 100; ; triesLeft--) {
    const { child, log } = await tryToStart(where);
    if (child.exitCode === null) return child;
    if (triesLeft === 0 || !log.includes("pre-existing shared memory")) throw new Error(`PostgreSQL ended:\n${log}`);
    await after(50);
  }
}

async function tryToStart({ path, binaries, user: owner }: ServerFolder) {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "32MB",
    // The tests kill processes, not machines: what was written is in the system's hands, and that is enough.
    fsync: "off",
    full_page_writes: "off",
  };
  const argv = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const options = { ...owner, cwd: path, env: { LC_ALL: "C", TZ: "UTC" } };
  const child = spawn(join(binaries, "bin", "postgres"), argv, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  if (child.stderr === null) throw new Error("stderr is piped");
  const exit = once(child, "exit");
  const log: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    log.push(line);
    if (!line.includes("ready to accept connections")) continue;
    child.stderr.resume();
    return { child, log: log.join("\n") };
  }
  await exit;
  return { child, log: log.join("\n") };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

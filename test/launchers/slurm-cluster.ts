import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { freePort } from "../free-port.ts";
import { Daemon, daemonPath } from "./daemon.ts";
import { endAllOf } from "./end-all-of.ts";

const nodes = ["gpu-a", "gpu-b"] as const;
export type Node = (typeof nodes)[number];

/** Slurm on loopback, run by hand: a controller and two nodes of this machine, each with a GPU that is none. */
export interface SlurmCluster extends AsyncDisposable {
  readonly folder: string;
  /** What srun and scancel need. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the jobs that it knows of. */
  jobs(format?: string): readonly string[];
  killController(): Promise<void>;
  startController(): void;
  /** As if the controller had died before it could write its jobs down. */
  forgetJobs(): void;
  /** The daemon alone: what it had started goes on without it. */
  killNode(node: Node): Promise<void>;
  startNode(node: Node): void;
  stateOf(node: Node): string;
}

export async function startSlurm(): Promise<SlurmCluster> {
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "tank-slurm-"));
  started.defer(() => rmSync(folder, { recursive: true, maxRetries: 20 }));
  const config = join(folder, "slurm.conf");
  for (const each of ["state", "spool"]) mkdirSync(join(folder, each));
  for (const node of nodes) execFileSync("mknod", [join(folder, `dev-${node}`), "c", "1", "3"]);
  writeFileSync(config, await configLines(folder));
  const gpus = nodes.map((node) => `NodeName=${node} Name=gpu File=${join(folder, `dev-${node}`)}\n`);
  writeFileSync(join(folder, "gres.conf"), gpus.join(""));
  const env = { PATH: daemonPath, SLURM_CONF: config };
  const ask = (file: string, argv: readonly string[]) =>
    execFileSync(file, argv, { env, encoding: "utf8", timeout: 20_000, stdio: ["ignore", "pipe", "pipe"] });
  started.defer(() => endAllOf(folder));
  const daemons = new Map<string, Daemon>();
  started.defer(async () => {
    for (const daemon of daemons.values()) await daemon.kill();
  });
  const begin = (name: string, argv: readonly string[]) => {
    const [file = "", ...rest] = argv;
    daemons.set(name, new Daemon(file, rest, env));
  };
  const kill = async (name: string) => await daemons.get(name)?.kill();
  const startController = () => begin("controller", ["/usr/sbin/slurmctld", "-D", "-f", config]);
  const startNode = (node: Node) => begin(node, ["/usr/sbin/slurmd", "-D", "-f", config, "-N", node]);
  const stateOf = (node: Node) => ask("sinfo", ["-h", "-n", node, "-o", "%T"]).trim();
  startController();
  for (const node of nodes) startNode(node);
  const isUp = () => {
    const states = nodes.map(stateOf);
    if (states.some((state) => state !== "idle")) throw new Error(`Slurm is not up: ${states.join(", ")}`);
  };
  await vi.waitFor(isUp, { timeout: 30_000, interval: 200 });
  const running = started.move();
  return {
    folder,
    env,
    startController,
    forgetJobs: () => {
      for (const file of ["job_state", "job_state.old"]) rmSync(join(folder, "state", file), { force: true });
    },
    startNode,
    stateOf,
    jobs: (format = "%j") =>
      ask("squeue", ["-h", "-o", format])
        .split("\n")
        .filter((line) => line !== ""),
    killController: () => kill("controller"),
    killNode: (node) => kill(node),
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

async function configLines(folder: string): Promise<string> {
  const [host = ""] = hostname().split(".");
  const each = await Promise.all(
    nodes.map(
      async (node) =>
        `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${await freePort()} CPUs=1 RealMemory=100 Gres=gpu:1`,
    ),
  );
  return [
    "ClusterName=tank",
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmctldPort=${await freePort()}`,
    "SlurmUser=root",
    "SlurmdUser=root",
    "AuthType=auth/none",
    "CredType=cred/none",
    "ProctrackType=proctrack/linuxproc",
    "TaskPlugin=task/none",
    "MpiDefault=none",
    "SelectType=select/cons_tres",
    "SelectTypeParameters=CR_CPU",
    "ReturnToService=2",
    "SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1",
    "GresTypes=gpu",
    // As soon as it can be: a node counts as down after two pings.
    "SlurmdTimeout=4",
    "KillWait=1",
    `StateSaveLocation=${join(folder, "state")}`,
    `SlurmdSpoolDir=${join(folder, "spool")}/%n`,
    `SlurmctldPidFile=${join(folder, "controller.pid")}`,
    `SlurmdPidFile=${join(folder, "%n.pid")}`,
    `SlurmctldLogFile=${join(folder, "controller.log")}`,
    `SlurmdLogFile=${join(folder, "%n.log")}`,
    ...each,
    "PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
    "",
  ].join("\n");
}

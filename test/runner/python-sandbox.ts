import { execFile, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import { z } from "zod";
import { lacks, systemPython } from "./requirements.ts";

export const tiers = ["full", "user", "container"] as const;
export type Tier = (typeof tiers)[number];

const isRoot = process.getuid?.() === 0;

/** Why a tier can't be tried here; undefined when it can, or when TANK_REQUIRE says that it must. */
export function whyNot(tier: Tier): string | undefined {
  if (lacks("python")) return "no python3 on this machine";
  if (tier === "full" && lacks("root")) return "tier full needs root";
  return undefined;
}

const Started = z.object({ child: z.number(), uid: z.number(), isOwn: z.boolean() });
const Ended = z.object({
  output: z.string(),
  signal: z.number().nullable(),
  code: z.number().nullable(),
  timedOut: z.boolean(),
  /** What outlived its end. */
  left: z.array(z.number()),
  reapedMs: z.number(),
});

export interface Order {
  readonly tier: Tier;
  /** Python, run inside; `MARK` is a word by which its files can be found. */
  readonly snippet: string;
  /** Seconds. */
  readonly limit?: number;
  /** Who the supervisor is; left out: who runs the tests. */
  readonly builder?: Builder;
  readonly hidden?: readonly string[];
  readonly cgroup?: boolean;
  /** What the supervisor puts into the child's folder: name → text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly memory_bytes?: number;
  readonly processes?: number;
  readonly file_bytes?: number;
  readonly scratch_bytes?: number;
  readonly work_bytes?: number;
}

/** A supervisor in small with one sandboxed child, and what is left when both are gone. */
export class SandboxRun implements AsyncDisposable {
  readonly mark = `tank-mark-${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
  readonly #folder: string;
  readonly #process: ReturnType<typeof spawn>;
  readonly #lines: AsyncIterator<string>;

  static async start(order: Order): Promise<SandboxRun> {
    const folder = await mkdtemp(join(tmpdir(), "tank-sandbox-"));
    await chmod(folder, 0o777);
    return new SandboxRun(order, folder);
  }

  private constructor({ builder, snippet, ...order }: Order, folder: string) {
    this.#folder = folder;
    this.#process = spawn(
      systemPython ?? "python3",
      ["-B", "-c", "import sys, runpy; runpy.run_path(sys.argv[1], run_name='__main__')", driver, this.mark],
      {
        cwd: folder,
        env: environment(),
        stdio: ["pipe", "pipe", "inherit"],
        ...(builder === "nobody" && isRoot ? { uid: nobody, gid: nobody } : {}),
      },
    );
    this.#lines = createInterface({ input: this.#process.stdout ?? process.stdin })[Symbol.asyncIterator]();
    const text = JSON.stringify({ ...order, work: this.work, snippet: `MARK = "${this.mark}"\n${snippet}` });
    this.#process.stdin?.write(`${text}\n`);
  }

  get work(): string {
    return join(this.#folder, "work");
  }

  /** The child's process id outside, and its user. */
  async started(): Promise<z.infer<typeof Started>> {
    return Started.parse(JSON.parse((await this.#lines.next()).value ?? "null"));
  }

  async ended(): Promise<z.infer<typeof Ended>> {
    return Ended.parse(JSON.parse((await this.#lines.next()).value ?? "null"));
  }

  killSupervisor(): void {
    this.#process.kill("SIGKILL");
  }

  /** Living processes that bear our mark in their command line, or are the child's own user; not the supervisor. */
  processes(ownUser?: number): number[] {
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number)
      .filter((pid) => pid !== this.#process.pid && this.#isOurs(pid, ownUser));
  }

  #isOurs(pid: number, ownUser: number | undefined): boolean {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      if (/^State:\s+[ZX]/m.test(status)) return false;
      return (
        status.includes(`\nUid:\t${ownUser}\t`) || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(this.mark)
      );
    } catch {
      return false;
    }
  }

  /** Files with our mark in their name where everybody may write, and the child's folder; or one file of that. */
  files(inWork?: string): string[] {
    if (inWork) return existsSync(join(this.work, inWork)) ? [inWork] : [];
    const shared = ["/tmp", "/var/tmp", "/dev/shm"].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.includes(this.mark))
        .map((name) => join(folder, name)),
    );
    return existsSync(this.work) ? [...shared, this.work] : shared;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export const secret = "token-that-no-kernel-may-see-0123456789";
const nobody = 65_534;
/** Where every user may read it, which a checkout need not be. */
const harnessFolder = mkdtempSync(join(tmpdir(), "tank-drive-"));
chmodSync(harnessFolder, 0o755);
afterAll(() => rmSync(harnessFolder, { recursive: true }));
cpSync(resolve(import.meta.dirname, "../../src/runner/harness/python"), harnessFolder, { recursive: true });
const driver = join(harnessFolder, "drive_sandbox.py");
cpSync(resolve(import.meta.dirname, "../fixtures/python/drive_sandbox.py"), driver);

/** Runs to the end. */
export async function runSandboxed(order: Order) {
  await using run = await SandboxRun.start(order);
  const { uid, isOwn } = await run.started();
  const ended = await run.ended();
  return { ...ended, uid, processes: run.processes(isOwn ? uid : undefined), files: run.files(), mark: run.mark };
}

export type Builder = "root" | "nobody";

/** Runs Python beside the harness, outside of any sandbox; what it printed. */
export async function runPython(code: string): Promise<string> {
  const { stdout } = await promisify(execFile)(systemPython ?? "python3", ["-B", "-c", code], { env: environment() });
  return stdout;
}

function environment(): Record<string, string> {
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    PYTHONPATH: harnessFolder,
    TANK_TOKEN: secret,
  };
}

/** Who can build a tier here: root tests for both. */
export function builders(tier: Tier): readonly Builder[] {
  if (tier === "full") return ["root"];
  return isRoot ? ["root", "nobody"] : ["nobody"];
}

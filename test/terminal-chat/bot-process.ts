import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { problemFolder } from "../../src/bot/cli/paths.ts";

const start = fileURLToPath(new URL("../../src/start.js", import.meta.url));
export const quickSeason = fileURLToPath(new URL("../fixtures/seasons/quick-replay.yml", import.meta.url));

/** A folder of its own for one bot, with a kernel in it that computes the wrong thing. */
export class BotFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), "tank-chat-"));
  readonly data = join(this.path, "data");

  constructor() {
    mkdirSync(join(this.path, "home"));
    const baseline = readFileSync(join(problemFolder("nvfp4-group-gemm-wasm"), "baseline.ts"), "utf8");
    const doubled = baseline.replace("[0, 0.5, 1, 1.5, 2, 3, 4, 6,", "[9, 9, 9, 9, 9, 9, 9, 9,");
    writeFileSync(join(this.path, "kernel.ts"), doubled);
  }

  /** `npm start` as a process of its own, its stdin a pipe. */
  start(
    argv: readonly string[] = [],
    variables: Readonly<Record<string, string>> = {},
  ): ChildProcessWithoutNullStreams {
    const options = ["--season", quickSeason, "--data", this.data, ...argv];
    const env = { HOME: join(this.path, "home"), TMPDIR: this.path, ...variables };
    return spawn(process.execPath, [start, "start", ...options], { cwd: this.path, env });
  }

  /** The same with all of its input given; resolves when it has ended. */
  async talk(
    input: string | Uint8Array,
    argv: readonly string[] = [],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    const bot = this.start(argv, variables);
    // A bot that refuses to start reads nothing.
    bot.stdin.on("error", () => undefined);
    bot.stdin.end(input);
    const [out, err, [code]] = await Promise.all([text(bot.stdout), text(bot.stderr), once(bot, "close")]);
    return { code, out, err };
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../src/start.js", import.meta.url));

type Variables = Readonly<Record<string, string>>;

export interface BotProcessOptions {
  readonly season?: string;
  /** What it says when people can reach it. */
  readonly ready: string;
  /** config/tank.yml, where it is not the project's own. */
  readonly config?: string;
  /** Without a chat. */
  readonly headless?: boolean;
}

/** The bot as a process of its own, with a data folder that outlives a kill. */
export class BotProcess implements AsyncDisposable {
  readonly #root = mkdtempSync(join(tmpdir(), "tank-bot-"));
  readonly #season: string;
  readonly #ready: string;
  readonly #config: readonly string[];
  #child: ChildProcess | null = null;
  /** Everything that all starts together said. */
  said = "";

  constructor({ season = "practice", ready, config, headless = false }: BotProcessOptions) {
    this.#season = season;
    this.#ready = ready;
    for (const name of ["home", "tmp"]) mkdirSync(join(this.#root, name));
    const file = join(this.#root, "tank.yml");
    if (config !== undefined) writeFileSync(file, config);
    this.#config = [...(config === undefined ? [] : ["--config", file]), ...(headless ? ["--headless"] : [])];
  }

  get dataFolder(): string {
    return join(this.#root, "data");
  }

  get log(): string {
    return readFileSync(join(this.dataFolder, "tank.log"), "utf8");
  }

  /** Resolves when people can reach it. */
  async start(variables: Variables): Promise<void> {
    const child = this.#spawn(variables);
    const ended = once(child, "close").then(([code]) => {
      throw new Error(`the bot ended with ${code}: ${this.said}`);
    });
    const before = this.said.split(this.#ready).length;
    const begun = Promise.withResolvers<void>();
    child.stdout?.on("data", () => {
      if (this.said.split(this.#ready).length > before) begun.resolve();
    });
    await Promise.race([begun.promise, ended]);
    ended.catch(() => undefined);
  }

  /** Starts it with wrong settings, or lets it run into its end, and resolves with its exit code. */
  async ends(variables: Variables): Promise<number | null> {
    const [code] = await once(this.#spawn(variables), "close");
    return code;
  }

  /** Resolves with its exit code, when it ends by itself. */
  async ended(): Promise<number | null> {
    const child = this.#child;
    if (child === null) throw new Error("the bot was never started");
    if (child.exitCode === null) await once(child, "close");
    return child.exitCode;
  }

  /** Kills it without a warning. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end("SIGKILL");
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, "close");
    child.kill(signal);
    await closed;
  }

  #spawn(variables: Variables): ChildProcess {
    const { PATH = "" } = env;
    const own = { PATH, HOME: join(this.#root, "home"), TMPDIR: join(this.#root, "tmp") };
    const argv = [program, "start", "--season", this.#season, "--data", this.dataFolder, ...this.#config];
    const child = spawn(process.execPath, argv, { env: { ...own, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    const hear = (chunk: Buffer) => {
      this.said += chunk;
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    return child;
  }
}

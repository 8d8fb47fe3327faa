import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import type { FakeSlack } from "../fakes/slack/fake-slack.ts";
import { freePort } from "../free-port.ts";

const start = fileURLToPath(new URL("../../src/start.js", import.meta.url));

export type SlackMode = "socket" | "http";

/** The bot as a process of its own, in one of Slack's two modes, with a data folder that outlives a kill. */
export class SlackBot implements AsyncDisposable {
  readonly #root = mkdtempSync(join(tmpdir(), "tank-slack-"));
  readonly #slack: FakeSlack;
  readonly #mode: SlackMode;
  readonly #season: string;
  #child: ChildProcess | null = null;
  /** Everything that all starts together said. */
  said = "";

  constructor(slack: FakeSlack, { mode = "socket", season = "practice" }: { mode?: SlackMode; season?: string } = {}) {
    this.#slack = slack;
    this.#mode = mode;
    this.#season = season;
    for (const name of ["home", "tmp"]) mkdirSync(join(this.#root, name));
  }

  get dataFolder(): string {
    return join(this.#root, "data");
  }

  get log(): string {
    return readFileSync(join(this.dataFolder, "tank.log"), "utf8");
  }

  /** Starts it with the fake's own secrets, but for those that are named; resolves when Slack reaches it. */
  async start(variables: Readonly<Record<string, string>> = {}): Promise<void> {
    const port = this.#mode === "http" ? await freePort() : 0;
    const child = this.#spawn({ ...this.#secrets(port), ...variables });
    this.#slack.deliverTo(
      this.#mode === "http" ? { mode: "http", url: `http://127.0.0.1:${port}/slack/events` } : { mode: "socket" },
    );
    const ended = once(child, "close").then(([code]) => {
      throw new Error(`the bot ended with ${code}: ${this.said}`);
    });
    const ready = "is in the Slack workspace";
    const before = this.said.split(ready).length;
    const begun = Promise.withResolvers<void>();
    child.stdout?.on("data", () => {
      if (this.said.split(ready).length > before) begun.resolve();
    });
    await Promise.race([begun.promise, ended]);
    ended.catch(() => undefined);
  }

  /** Starts it with wrong settings, and resolves with its exit code. */
  async fails(variables: Readonly<Record<string, string>>): Promise<number | null> {
    const child = this.#spawn({ ...this.#secrets(await freePort()), ...variables });
    const [code] = await once(child, "close");
    return code;
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

  #secrets(port: number): Readonly<Record<string, string>> {
    const { botToken, appToken, signingSecret, apiUrl } = this.#slack;
    const both = { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl };
    return this.#mode === "socket"
      ? { ...both, SLACK_APP_TOKEN: appToken }
      : { ...both, SLACK_SIGNING_SECRET: signingSecret, PORT: String(port) };
  }

  #spawn(variables: Readonly<Record<string, string>>): ChildProcess {
    const { PATH = "" } = env;
    const given = {
      PATH,
      HOME: join(this.#root, "home"),
      TMPDIR: join(this.#root, "tmp"),
      ...variables,
    };
    const argv = [start, "start", "--season", this.#season, "--data", this.dataFolder];
    const child = spawn(process.execPath, argv, { env: given, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    const hear = (chunk: Buffer) => {
      this.said += chunk;
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    return child;
  }
}

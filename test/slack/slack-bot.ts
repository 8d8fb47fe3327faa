import { BotProcess } from "../bot-process.ts";
import type { FakeSlack } from "../fakes/slack/fake-slack.ts";
import { freePort } from "../free-port.ts";

export type SlackMode = "socket" | "http";

type Variables = Readonly<Record<string, string>>;

/** The bot as a process of its own, in one of Slack's two modes. */
export class SlackBot implements AsyncDisposable {
  readonly #process: BotProcess;
  readonly #slack: FakeSlack;
  readonly #mode: SlackMode;

  constructor(slack: FakeSlack, { mode = "socket", season }: { mode?: SlackMode; season?: string } = {}) {
    this.#slack = slack;
    this.#mode = mode;
    this.#process = new BotProcess({ ready: "is in the Slack workspace", ...(season !== undefined && { season }) });
  }

  get dataFolder(): string {
    return this.#process.dataFolder;
  }

  get log(): string {
    return this.#process.log;
  }

  get said(): string {
    return this.#process.said;
  }

  /** Starts it with the fake's own secrets, but for those that are named; resolves when Slack reaches it. */
  async start(variables: Variables = {}): Promise<void> {
    const port = this.#mode === "http" ? await freePort() : 0;
    this.#slack.deliverTo(
      this.#mode === "http" ? { mode: "http", url: `http://127.0.0.1:${port}/slack/events` } : { mode: "socket" },
    );
    await this.#process.start({ ...this.#secrets(port), ...variables });
  }

  /** Starts it with wrong settings, and resolves with its exit code. */
  async fails(variables: Variables): Promise<number | null> {
    return this.#process.ends({ ...this.#secrets(await freePort()), ...variables });
  }

  /** Kills it without a warning. */
  async kill(): Promise<void> {
    await this.#process.kill();
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }

  #secrets(port: number): Variables {
    const { botToken, appToken, signingSecret, apiUrl } = this.#slack;
    const both = { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl };
    return this.#mode === "socket"
      ? { ...both, SLACK_APP_TOKEN: appToken }
      : { ...both, SLACK_SIGNING_SECRET: signingSecret, PORT: String(port) };
  }
}

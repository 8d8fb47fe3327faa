import { setTimeout as after } from "node:timers/promises";
import { SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { UserError } from "../../rounds/user-error.ts";
import { backoffMs } from "../patient-announcer.ts";
import { slackFailure } from "./slack-failure.ts";
import { slackLogger } from "./slack-logger.ts";

/** Slack's answer, and its greeting on a new socket, take a second or two. */
const longestOpeningMs = 20_000;
/** A socket that stayed open for so long was a good one. */
const steadyMs = 30_000;

type Opened = Awaited<ReturnType<SocketModeReceiver["start"]>>;

/**
 * Socket Mode that outlives what its library ends the process for, such as a token revoked meanwhile: whenever the
 * socket closes it is opened again, at once after a good one, else later and later. What is said while it is away is
 * lost. Only the first opening fails.
 */
export class SteadySocket extends SocketModeReceiver {
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #openedAtMs = 0;
  #isOpening = false;

  constructor(appToken: string, apiUrl: string, log: Logger) {
    const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: longestOpeningMs };
    super({
      appToken,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { slackApiUrl: apiUrl, ...once } },
      logger: slackLogger(log),
    });
    this.#log = log;
  }

  override async start(): Promise<Opened> {
    const opened = await this.#open();
    this.client.on("disconnected", () => void this.#openAgain());
    return opened;
  }

  override async stop(): Promise<void> {
    this.#stopping.abort();
    await super.stop();
  }

  async #openAgain(): Promise<void> {
    const { signal } = this.#stopping;
    if (this.#isOpening) return;
    this.#isOpening = true;
    let failures = performance.now() - this.#openedAtMs < steadyMs ? 1 : 0;
    let waitMs = failures === 0 ? 0 : backoffMs(failures);
    while (!signal.aborted) {
      await after(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#open();
        break;
      } catch (error) {
        failures++;
        const failure = slackFailure(error);
        waitMs = (failure?.kind === "later" ? failure.afterMs : null) ?? backoffMs(failures);
        this.#log.warn({ failure, err: error, failures, waitMs }, "socket-waits");
      }
    }
    this.#isOpening = false;
  }

  async #open(): Promise<Opened> {
    const limit = setTimeout(() => this.client.websocket?.disconnect(), longestOpeningMs);
    try {
      const opened = await this.client.start();
      this.#openedAtMs = performance.now();
      return opened;
    } catch (error) {
      // The library gives no reason for a socket that closes before Slack's greeting.
      if (error !== undefined) throw error;
      const hint = "Check the network and status.slack.com, and start again.";
      throw new UserError("slack-away", "Slack closed the socket before it was open.", hint);
    } finally {
      clearTimeout(limit);
    }
  }
}

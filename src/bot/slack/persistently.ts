import { setTimeout as after } from "node:timers/promises";
import { backoffMs } from "../patient-announcer.ts";
import { slackFailure } from "./slack-failure.ts";

const mostTries = 4;

/**
 * Asks Slack again where it is busy or away, since somebody waits for what comes of it: only for what may happen twice
 * without harm. The last failure is thrown as it came.
 */
export async function persistently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const failure = slackFailure(error);
      if (failure?.kind !== "later" || tries === mostTries) throw error;
      await after(failure.afterMs ?? backoffMs(tries), undefined, { ref: false });
    }
  }
}

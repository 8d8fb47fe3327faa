import { persistently } from "../chat/persistently.ts";
import { backoffMs } from "../patient-announcer.ts";
import { slackFailure } from "./slack-failure.ts";

/** Asks Slack again where it is busy or away, as long as somebody waits: only for what may happen twice without harm. */
export function askSlack<Result>(call: () => Promise<Result>): Promise<Result> {
  return persistently(call, {
    failureOf: slackFailure,
    mostTries: 4,
    waitMs: ({ afterMs }, tries) => afterMs ?? backoffMs(tries),
  });
}

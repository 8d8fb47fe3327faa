import type { Json } from "./json.ts";

/** One request of the app, as Slack saw it; the token is left out. */
export interface Call {
  /** A Web API method, or `upload`, `download`, `response_url`. */
  readonly method: string;
  readonly args: Json;
  readonly at: Date;
  readonly status: number;
  readonly error?: string;
  /** What the error said beside its code. */
  readonly details?: readonly string[];
}

/** The latest requests in a few lines, for the message of a test that fails. */
export function describeCalls(calls: readonly Call[]): string {
  const lines = calls.slice(-8).map(({ method, error, details = [] }) => {
    return `  ${method}: ${error === undefined ? "ok" : [error, ...details].join(" · ")}`;
  });
  return ["The app's latest requests:", ...(lines.length === 0 ? ["  none"] : lines)].join("\n");
}

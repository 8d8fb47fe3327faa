import type { Json } from "../slack/json.ts";

/** One request of the bot, as Discord saw it; the bot's token is left out. */
export interface Call {
  /** Method and path as the reference writes it: `POST /channels/{channel_id}/messages`. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly files: readonly string[];
  readonly at: Date;
  readonly status: number;
  /** Discord's code and words of a refusal, or the fault that a test had planned. */
  readonly error?: string;
  readonly errors?: Json;
}

/** The latest requests in a few lines, for the message of a test that fails. */
export function describeCalls(calls: readonly Call[]): string {
  const lines = calls.slice(-8).map(({ route, status, error, errors }) => {
    const details = errors === undefined ? [] : [JSON.stringify(errors)];
    return `  ${route}: ${[status, ...(error === undefined ? [] : [error, ...details])].join(" · ")}`;
  });
  return ["The bot's latest requests:", ...(lines.length === 0 ? ["  none"] : lines)].join("\n");
}

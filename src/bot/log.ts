import { join } from "node:path";
import pino, { type Logger } from "pino";

/** Nothing else of an error is logged: a database's holds what was to be stored, kernels among it. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly cause?: LoggedError;
}

const longestMessage = 500;

/** One JSON line an event, in the data folder; tokens are redacted and kernel source is never logged. */
export function fileLog(dataFolder: string): Logger {
  const redact = {
    paths: ["token", "*.token", "secretSeed", "*.secretSeed", "files", "*.files"],
    censor: "[redacted]",
  };
  return pino(
    { base: null, redact, serializers: { err: loggedError } },
    pino.destination({ dest: join(dataFolder, "tank.log"), sync: true, append: true }),
  );
}

/** What kind of error, in few words and where; its causes likewise, five deep. */
function loggedError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return `${typeof error}: ${String(error).slice(0, longestMessage)}`;
  const { name, stack, cause } = error;
  const message = error.message.slice(0, longestMessage);
  const code =
    "code" in error && (typeof error.code === "string" || typeof error.code === "number") ? error.code : null;
  // V8 writes the message once more before the frames.
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line));
  const told = cause instanceof Error && depth < 5 ? loggedError(cause, depth + 1) : null;
  return {
    type: name,
    message,
    ...(frames && { stack: frames.join("\n") }),
    ...(code !== null && { code: String(code) }),
    ...(told !== null && typeof told === "object" && { cause: told }),
  };
}

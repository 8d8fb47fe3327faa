import { join } from "node:path";
import pino, { type Logger } from "pino";

/** One JSON line an event, in the data folder; tokens are redacted and kernel source is never logged. */
export function fileLog(dataFolder: string): Logger {
  const redact = {
    paths: ["token", "*.token", "secretSeed", "*.secretSeed", "files", "*.files"],
    censor: "[redacted]",
  };
  return pino(
    { base: null, redact },
    pino.destination({ dest: join(dataFolder, "tank.log"), sync: true, append: true }),
  );
}

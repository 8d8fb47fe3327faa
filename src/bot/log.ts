import { join } from "node:path";
import pino, { type DestinationStream, type Logger } from "pino";
import { errorFacts } from "./error-facts.ts";
import { redact } from "./redact.ts";

/** One JSON line an event, in the data folder. */
export function fileLog(dataFolder: string): Logger {
  return safeLog(pino.destination({ dest: join(dataFolder, "tank.log"), sync: true, append: true }), null);
}

/** The same on stdout, for a process that has no data folder. */
export function stdoutLog(base: object): Logger {
  return safeLog(pino.destination({ dest: 1, sync: true }), base);
}

/** No line has a secret of this process in it, in whatever field; of an error only what may be known. */
export function safeLog(destination: DestinationStream, base: object | null): Logger {
  const paths = ["token", "*.token", "secretSeed", "*.secretSeed", "files", "*.files"];
  const options = { base, redact: { paths, censor: "[redacted]" }, serializers: { err: errorFacts } };
  let isFailing = false;
  return pino(options, {
    write(line: string) {
      try {
        destination.write(redact(line));
        isFailing = false;
      } catch (error) {
        // A full disk costs lines of the log, and nothing of the game.
        if (!isFailing) process.stderr.write(redact(`The log can't be written: ${String(error)}\n`));
        isFailing = true;
      }
    },
  });
}

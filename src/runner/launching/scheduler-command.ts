import { execa } from "execa";
import type { Bundle } from "../protocol.ts";
import type { Runner } from "../runner-settings.ts";
import { fillPlaceholders, placeholderValues } from "./launcher-placeholders.ts";
import { withSshOptions } from "./ssh-words.ts";

/** With a harness's grace and a worker's last 20 s this stays within the 30 s of a stop (PROMISES R7). */
const limitMs = 4_000;

/** A command of a runner's for one attempt of a run, such as its `cancel`, as it is started. */
export function schedulerWords(words: readonly string[], bundle: Bundle, attempt?: number): readonly string[] {
  return fillPlaceholders(withSshOptions(words), placeholderValues(bundle, attempt));
}

/** What it printed; null where it failed or gave no answer in time. */
export async function askScheduler(words: readonly string[], { env }: Pick<Runner, "env">): Promise<string | null> {
  const [file = "", ...argv] = words;
  const options = { env, extendEnv: false, reject: false, timeout: limitMs, forceKillAfterDelay: 500 } as const;
  const { failed, stdout } = await execa(file, argv, { ...options, stdio: ["ignore", "pipe", "ignore"] });
  return failed ? null : stdout;
}

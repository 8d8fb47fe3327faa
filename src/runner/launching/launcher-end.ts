import { launcherRemedy } from "./launcher-remedy.ts";

/** How a process ended, as execa tells it. */
interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
}

/** Of the launcher, or of the harness where there is none: its command holds a whole program, which nobody wants to read. */
export function launcherEnd({ exitCode, signal, code }: Ended, program: string, log: string): string {
  const remedy = launcherRemedy(program, exitCode, log);
  const then = remedy === null ? "" : ` ${remedy}`;
  if (exitCode !== undefined) return `${program} ended with exit code ${exitCode}.${then}`;
  if (signal !== undefined) return `${program} was killed by ${signal}.`;
  return `${program} can't be started${code === undefined ? "" : ` (${code})`}.`;
}

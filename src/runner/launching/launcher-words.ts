import type { RunnerSettings } from "../runner-settings.ts";
import { fillPlaceholders, type PlaceholderValues } from "./launcher-placeholders.ts";
import { isSsh, withSshOptions } from "./ssh-words.ts";

/**
 * The words that start a command on a runner's machine. Behind a launcher that hands them to a remote shell they are one
 * quoted word, so that the shell sees what we meant, and nothing that a user wrote is among them.
 */
export function launcherWords(
  { launcher, shell }: Pick<RunnerSettings, "launcher" | "shell">,
  command: readonly string[],
  values: PlaceholderValues,
): readonly string[] {
  const hasShell = shell ?? isSsh(launcher);
  const words = fillPlaceholders(withSshOptions(launcher), values);
  return [...words, ...(hasShell ? [shellText(command)] : command)];
}

/** A command as POSIX sh takes it. */
export function shellText(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

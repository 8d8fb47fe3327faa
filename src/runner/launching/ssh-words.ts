import { basename } from "node:path";

/**
 * How ssh is called where a launcher's words don't say otherwise: it never asks, it notices a line that is gone within
 * 45 s, and it never becomes the master of a shared connection, which would outlive its run.
 */
const usual = {
  BatchMode: "yes",
  ServerAliveInterval: "15",
  ServerAliveCountMax: "3",
  ConnectTimeout: "15",
  ControlMaster: "no",
} as const;

export function isSsh(words: readonly string[]): boolean {
  const [program] = words;
  return program !== undefined && basename(program) === "ssh";
}

/** Options come first: what follows a destination may be a command. */
export function withSshOptions(words: readonly string[]): readonly string[] {
  const [program, ...rest] = words;
  if (program === undefined || !isSsh(words)) return words;
  const said = rest.join(" ").toLowerCase();
  const missing = Object.entries(usual).filter(([name]) => !said.includes(name.toLowerCase()));
  return [program, ...missing.flatMap(([name, value]) => ["-o", `${name}=${value}`]), ...rest];
}

/** An ssh that takes whoever answers for the machine that measures. */
export function takesAnyHost(words: readonly string[]): boolean {
  const said = words.join(" ");
  return isSsh(words) && /StrictHostKeyChecking[= ]\s*(no|off)\b|UserKnownHostsFile[= ]\s*\/dev\/null/i.test(said);
}

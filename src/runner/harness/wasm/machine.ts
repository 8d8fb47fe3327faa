import { arch, cpus, freemem, loadavg, platform, release, totalmem } from "node:os";

/** The processor's model: what timings may be compared on. */
export function machineName(): string {
  return cpus()[0]?.model.trim() || arch();
}

/** What this machine tells about itself, and how busy it was at this moment of the run. */
export function readFacts(moment: "start" | "end"): Record<string, string | number> {
  const busy = { [`loadavg1 at ${moment}`]: loadavg()[0] ?? 0, [`free MB at ${moment}`]: toMb(freemem()) };
  if (moment === "end") return busy;
  return {
    cores: cpus().length,
    arch: arch(),
    system: `${platform()} ${release()}`,
    "memory MB": toMb(totalmem()),
    ...busy,
  };
}

function toMb(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

import { IANAZone } from "luxon";
import { z } from "zod";
import { SandboxTier } from "../rounds/report.ts";
import { hasPlaceholder, placeholderNames, unknownPlaceholder } from "./launching/launcher-placeholders.ts";
import { takesAnyHost } from "./launching/ssh-words.ts";
import { Architecture } from "./protocol.ts";
import { WorkHours } from "./work-hours.ts";

/** Longer than this nobody waits for a device: the run's own limits come on top (run-limit.ts). */
const longestPatienceMs = 2 * 3_600_000;

const Patience = z
  .string()
  .regex(/^\d{1,4}(\.\d)?\s*[smh]$/, "write a time as 30s, 30m or 2h")
  .transform((text) => Math.round(Number.parseFloat(text) * { s: 1000, m: 60_000, h: 3_600_000 }[unitOf(text)]))
  .pipe(z.number().max(longestPatienceMs, "wait 2h at most; a run that found no device is tried again"));

function unitOf(text: string): "s" | "m" | "h" {
  return text.endsWith("s") ? "s" : text.endsWith("m") ? "m" : "h";
}

const LauncherWord = z
  .string()
  .min(1)
  .superRefine((word, context) => {
    const unknown = unknownPlaceholder(word);
    if (unknown === null) return;
    context.addIssue({ code: "custom", message: `{${unknown}} is no placeholder; there are ${placeholderNames}` });
  });

const Entry = z.strictObject({
  /** Put before the harness's command, such as `[ssh, gpu-box]`; empty: this machine. */
  launcher: z
    .array(LauncherWord)
    .refine((words) => !takesAnyHost(words), "let ssh check the host's key: else whoever answers measures for you")
    .default([]),
  /** A command that ends here what a run's launcher may have left there, such as `[scancel, "--name=tank-{run}"]`. */
  cancel: z.array(LauncherWord).default([]),
  /** A command that prints the state of a run's job, and nothing where there is none, such as `[squeue, -h, "--name=tank-{run}", -o, "%T"]`. */
  alive: z.array(LauncherWord).default([]),
  /** The launcher hands its words to a shell on the other side; left out: `ssh` alone does. */
  shell: z.boolean().optional(),
  /** The Python that has torch, on that machine. */
  python: z
    .string()
    .regex(/^[A-Za-z0-9_./+-]+$/, "use a plain path without blanks, such as /opt/torch/bin/python3")
    .refine((path) => !path.startsWith("-"), "a path can't begin with a dash")
    .default("python3"),
  device: z.enum(["cuda", "cpu"]).default("cuda"),
  /** Keeps one harness warm for run after run; off behind schedulers, where it would hold its place for ever. */
  serve: z.boolean().default(false),
  /** How long a run waits for a device that others use, in ms once it is read. */
  patience: Patience.default(30 * 60_000),
  /** When runs are taken, such as `20:00-08:00` by the clock of `timezone`; left out: always. */
  hours: WorkHours.optional(),
  timezone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'write a time zone as "Europe/Berlin"')
    .default("UTC"),
  /** The least sandbox tier of every run here, where it asks for more than the season does. */
  sandbox: SandboxTier.optional(),
  /** Environment variables that the launcher needs of ours, beside the usual ones. */
  environment: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "use a variable's name")).default([]),
  /** Takes the runs that are sent to this name, with every other runner of the pool, rather than to its own. */
  pool: z.string().min(1).optional(),
  /** How many runs at once: as many as its launcher can give a GPU of its own. */
  capacity: z.number().int().min(1).max(64).default(1),
  /** Another runner, whose machine builds what this one measures; left out: each builds what it measures. */
  builder: z.string().min(1).optional(),
  /** What its GPU is built for, such as `90a`; a builder sees no GPU that it could ask. */
  architecture: z.coerce.string().pipe(Architecture).optional(),
  /** The bot's own process takes its runs; left out: where nobody else can, and for `local`. */
  here: z.boolean().optional(),
});

/** One entry of `runners` in config/tank.yml: a way to a machine that measures, and what it may be asked for. */
export const RunnerSettings = Entry.superRefine(({ serve, launcher, cancel, alive, capacity }, context) => {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (capacity > 1 && (serve || launcher.length === 0))
    refuse(
      "capacity",
      "above 1 it needs a launcher that gives each run a GPU of its own, such as srun, and no `serve`",
    );
  if (alive.length > 0 && launcher.length === 0) refuse("alive", "without a launcher there is no job to ask for");
  if (!serve) return;
  if (hasPlaceholder(launcher))
    refuse("launcher", `a harness that serves is of no one run: leave out ${placeholderNames}`);
  if (cancel.length > 0) refuse("cancel", "a harness that serves is of no one run: leave out cancel, or serve");
  if (alive.length > 0) refuse("alive", "a harness that serves is of no one run: leave out alive, or serve");
});
export type RunnerSettings = z.infer<typeof RunnerSettings>;

/** A runner as whoever launches on it has it. */
export interface Runner {
  readonly name: string;
  readonly settings: RunnerSettings;
  /** The launcher's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where what it measures is built; left out: on itself. */
  readonly builder?: Runner;
}

/** Where what it measures waits. */
export const queueOf = ({ name, settings }: Pick<Runner, "name" | "settings">): string => settings.pool ?? name;

/** This machine with nothing configured. */
export const plainRunner = (name: string): Runner => ({ name, settings: RunnerSettings.parse({}), env: {} });

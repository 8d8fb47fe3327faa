import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Roles } from "../rounds/game.ts";
import { UserError } from "../rounds/user-error.ts";
import { configPath, projectFolder } from "./cli/paths.ts";
import { readConfig } from "./read-config.ts";
import { type RunnerPlan, refuseUnknownRunners, runnerKeys, runnerPlan } from "./runner-keys.ts";
import { type SlackKeys, type SlackSettings, slackFaults, slackKeys, slackSettings } from "./slack/slack-settings.ts";

const Platform = z.enum(["slack", "discord"]);
type Platform = z.infer<typeof Platform>;

/** `config/tank.yml`: this installation. */
export const TankFile = z
  .strictObject({
    season: z.string().min(1).default("practice"),
    data: z.string().min(1).default("data/tank"),
    platforms: z.array(Platform).default([]),
    slack: slackKeys.prefault({}),
    roles: z
      .strictObject({ hosts: z.array(z.string().min(1)).default([]), deputies: z.array(z.string().min(1)).default([]) })
      .prefault({}),
    remotes: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower case, digits and dashes"), z.string().min(1))
      .default({}),
    ...runnerKeys,
  })
  .superRefine(refuseUnknownRunners);

export interface Config {
  /** The season that is played where none is named. */
  readonly season: string;
  readonly dataFolder: string;
  readonly platforms: readonly Platform[];
  readonly slack: SlackKeys;
  readonly roles: Roles;
  /** Where candidates of the form `name@sha:path` may come from: git addresses by name. */
  readonly remotes: Readonly<Record<string, string>>;
  /** The machines that measure, and where runs go. */
  readonly plan: RunnerPlan;
  /** A PostgreSQL; without one the embedded database of the data folder. */
  readonly databaseUrl: string | undefined;
  /** For tests of what survives. */
  readonly killAt: string | undefined;
}

/** Reads the installation's file, once. Secrets go to the platform that needs them, and nowhere else. */
export function loadConfig(): Config {
  const envFile = join(projectFolder, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const path = configPath("tank.yml");
  const file = existsSync(path) ? readConfig(path, TankFile) : TankFile.parse({});
  const { season, data, platforms, slack, roles, remotes } = file;
  const { DATABASE_URL: databaseUrl, TANK_KILL_AT: killAt } = process.env;
  const dataFolder = resolve(projectFolder, data);
  const plan = runnerPlan(file, process.env);
  return { season, dataFolder, platforms, slack, roles, remotes, plan, databaseUrl: databaseUrl || undefined, killAt };
}

/**
 * The chat that is configured, with its secrets; null: none, so the terminal is the chat. One that is configured is
 * never left out silently.
 * @throws UserError that names all that is missing at once, and for a platform that this version can't talk to
 */
export function slackOf(
  { platforms, slack }: Pick<Config, "platforms" | "slack">,
  variables: Readonly<NodeJS.ProcessEnv> = process.env,
): SlackSettings | null {
  const wanted = Platform.options.filter(
    (platform) => platforms.includes(platform) || isMentioned(platform, variables),
  );
  const why = (platform: Platform) => `${platform} (${reason(platform, platforms, variables)})`;
  if (wanted.includes("discord")) {
    throw new UserError(
      "no-platform-yet",
      `Configured is ${why("discord")}, and this version of Shark Tank can't talk to it yet.`,
      `Take it out of the configuration, ${inTerminal}`,
    );
  }
  if (!wanted.includes("slack")) return null;
  const faults = slackFaults(variables);
  const settings = slackSettings(variables, slack);
  if (settings !== null) return settings;
  throw new UserError(
    "missing-secrets",
    `Configured is ${why("slack")}, but ${faults.join("; ")}.`,
    `Mend it in .env (config/env.example and docs/slack.md explain each), ${inTerminal}`,
  );
}

const inTerminal = "or play in the terminal all the same: npm start -- --terminal";

function isMentioned(platform: Platform, variables: Readonly<NodeJS.ProcessEnv>): boolean {
  return mentions(platform, variables).length > 0;
}

function mentions(platform: Platform, variables: Readonly<NodeJS.ProcessEnv>): readonly string[] {
  const prefix = `${platform.toUpperCase()}_`;
  return Object.keys(variables).filter((name) => name.startsWith(prefix) && variables[name] !== "");
}

function reason(platform: Platform, platforms: readonly Platform[], variables: Readonly<NodeJS.ProcessEnv>): string {
  return platforms.includes(platform)
    ? "by config/tank.yml"
    : `because ${mentions(platform, variables).join(", ")} is set`;
}

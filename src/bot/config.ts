import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Roles } from "../rounds/game.ts";
import { UserError } from "../rounds/user-error.ts";
import { configPath, projectFolder } from "./cli/paths.ts";
import { readConfig } from "./read-config.ts";
import { type RunnerPlan, refuseUnknownRunners, runnerKeys, runnerPlan } from "./runner-keys.ts";

const Platform = z.enum(["slack", "discord"]);
type Platform = z.infer<typeof Platform>;

/** `config/tank.yml`: this installation. */
export const TankFile = z
  .strictObject({
    season: z.string().min(1).default("practice"),
    data: z.string().min(1).default("data/tank"),
    platforms: z.array(Platform).default([]),
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

/** What each platform can't start without, and why a person would have it. */
const secrets: Readonly<Record<Platform, readonly string[]>> = {
  slack: ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"],
  discord: ["DISCORD_TOKEN"],
};

/** Reads the installation's file and its secrets, once. The secrets themselves never leave this file. */
export function loadConfig(): Config {
  const envFile = join(projectFolder, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const path = configPath("tank.yml");
  const file = existsSync(path) ? readConfig(path, TankFile) : TankFile.parse({});
  const { season, data, platforms, roles, remotes } = file;
  const { DATABASE_URL: databaseUrl, TANK_KILL_AT: killAt } = process.env;
  const dataFolder = resolve(projectFolder, data);
  const plan = runnerPlan(file, process.env);
  return { season, dataFolder, platforms, roles, remotes, plan, databaseUrl: databaseUrl || undefined, killAt };
}

/**
 * A chat platform that is configured is never left out silently: what is missing is named, all at once.
 * @throws UserError also for one that is complete, as long as this version can't talk to it.
 */
export function refusePlatforms(
  platforms: readonly Platform[],
  variables: Readonly<NodeJS.ProcessEnv> = process.env,
): void {
  const wanted = Platform.options.filter(
    (platform) => platforms.includes(platform) || isMentioned(platform, variables),
  );
  if (wanted.length === 0) return;
  const missing = wanted.flatMap((platform) => secrets[platform].filter((name) => !variables[name]));
  const leaveOut = "or play in the terminal all the same: npm start -- --terminal";
  const why = wanted.map((platform) => `${platform} (${reason(platform, platforms, variables)})`).join(" and ");
  if (missing.length > 0) {
    throw new UserError(
      "missing-secrets",
      `Configured is ${why}, but ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set.`,
      `Set them in .env (config/env.example explains each), ${leaveOut}`,
    );
  }
  throw new UserError(
    "no-platform-yet",
    `Configured is ${why}, and this version of Shark Tank can't talk to it yet.`,
    `Take it out of the configuration, ${leaveOut}`,
  );
}

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

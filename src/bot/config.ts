import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Roles } from "../rounds/game.ts";
import { parseDatabaseUrl } from "../rounds/store/postgres-refusal.ts";
import { UserError } from "../rounds/user-error.ts";
import type { FindPlatform } from "./chat/chat-platform.ts";
import type { Links } from "./chat/linked-people.ts";
import { account, RoleEntry } from "./chat/rights/named-roles.ts";
import { usualCommandsPerMinute } from "./chat/rights/pace.ts";
import { configPath, projectFolder } from "./cli/paths.ts";
import { discordPlatform } from "./discord/discord-platform.ts";
import {
  type DiscordKeys,
  type DiscordSettings,
  discordFaults,
  discordKeys,
  discordSettings,
} from "./discord/discord-settings.ts";
import { type WebhookKeys, webhooksKey } from "./events/webhook-keys.ts";
import { type Webhook, webhooksOf } from "./events/webhooks.ts";
import { type HttpPlace, httpKeys } from "./http/http-place.ts";
import { readConfig } from "./read-config.ts";
import { keepSecret } from "./redact.ts";
import { type RunnerPlan, refuseUnknownRunners, runnerKeys, runnerPlan } from "./runner-keys.ts";
import { readSecrets, type Secrets, type Variables } from "./secrets.ts";
import { slackPlatform } from "./slack/slack-platform.ts";
import { type SlackKeys, type SlackSettings, slackFaults, slackKeys, slackSettings } from "./slack/slack-settings.ts";

const Platform = z.enum(["slack", "discord"]);
type Platform = z.infer<typeof Platform>;

const Account = z.string().regex(account, "use an account such as slack:U0123ABCD or discord:123456789012345678");

/** A slash makes an agent's name, and an account is a person's. */
const PersonName = z.string().regex(/^[^/]{1,40}$/, "use a player's name: up to 40 characters, without a slash");

/** `config/tank.yml`: this installation. */
export const TankFile = z
  .strictObject({
    season: z.string().min(1).default("practice"),
    data: z.string().min(1).default("data/tank"),
    platforms: z.array(Platform).default([]),
    slack: slackKeys.prefault({}),
    discord: discordKeys.prefault({}),
    public: z.boolean().default(false),
    people: z.record(PersonName, z.array(Account).min(1)).default({}),
    roles: z
      .strictObject({
        hosts: z.array(RoleEntry).default([]),
        deputies: z.array(RoleEntry).default([]),
        contestants: z.array(RoleEntry).optional(),
        sharks: z.array(RoleEntry).optional(),
      })
      .prefault({}),
    limits: z
      .strictObject({ commandsPerMinute: z.number().int().min(1).max(10_000).default(usualCommandsPerMinute) })
      .prefault({}),
    remotes: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "use lower case, digits and dashes"), z.string().min(1))
      .default({}),
    http: httpKeys.prefault({}),
    agents: httpKeys.prefault({}),
    webhooks: webhooksKey,
    ...runnerKeys,
  })
  .superRefine(refuseUnknownRunners);

export interface Config {
  /** The season that is played where none is named. */
  readonly season: string;
  readonly dataFolder: string;
  readonly platforms: readonly Platform[];
  readonly slack: SlackKeys;
  readonly discord: DiscordKeys;
  /** A season may be seen in more than one place. */
  readonly isPublic: boolean;
  /** The accounts of each person who has several, by the name they play under. */
  readonly people: Links;
  readonly roles: Roles;
  /** What one person may say in a chat in a minute. */
  readonly commandsPerMinute: number;
  /** Where candidates of the form `name@sha:path` may come from: git addresses by name. */
  readonly remotes: Readonly<Record<string, string>>;
  /** The machines that measure, and where runs go. */
  readonly plan: RunnerPlan;
  /** Where /healthz and /metrics are served; null: nowhere. */
  readonly http: HttpPlace | null;
  /** Where programs come in, with a token; null: nowhere. */
  readonly agents: HttpPlace | null;
  /** Programs that are told what happens; their secrets come with `hooksOf`. */
  readonly webhooks: readonly WebhookKeys[];
  /** The address that a worker serves them on. */
  readonly httpHost: string;
  /** A PostgreSQL; without one the embedded database of the data folder. */
  readonly databaseUrl: string | undefined;
  /** What another machine's bot is played on with. */
  readonly token: string | undefined;
  /** For tests of what survives. */
  readonly killAt: string | undefined;
}

interface LoadOptions {
  /** A start, which serves the chats that are configured: what they lack is told at once with the file's own faults. */
  readonly serves: "chats" | "nobody";
}

/**
 * Reads the installation's file, once. Secrets go to the platform that needs them, and nowhere else.
 * @throws UserError with all faults of the file and of the environment at once
 */
export function loadConfig(
  path: string = configPath("tank.yml"),
  { serves }: LoadOptions = { serves: "nobody" },
): Config {
  const { variables, faults } = environment();
  const errors: UserError[] = [];
  const attempt = <Read>(read: () => Read): Read | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
      return null;
    }
  };
  const file = attempt(() => (existsSync(path) ? readConfig(path, TankFile) : TankFile.parse({})));
  if (faults.length > 0) errors.push(badSecrets(faults));
  const databaseUrl = variables["DATABASE_URL"] || undefined;
  if (serves === "chats") {
    if (databaseUrl !== undefined) attempt(() => parseDatabaseUrl(databaseUrl));
    // A file that can't be read says nothing of platforms; the environment does.
    const chats = file ?? TankFile.parse({});
    attempt(() => slackOf(chats, variables));
    attempt(() => discordOf(chats, variables));
    attempt(() => webhooksOf(chats.webhooks, variables));
  }
  if (file === null || errors.length > 0) throw allAtOnce(errors);
  const { season, data, platforms, slack, discord, public: isPublic, people, roles, remotes } = file;
  const { commandsPerMinute } = file.limits;
  const dataFolder = resolve(projectFolder, data);
  const plan = runnerPlan(file, process.env);
  const chats = { platforms, slack, discord, isPublic, people };
  const token = variables["TANK_TOKEN"] || undefined;
  const killAt = variables["TANK_KILL_AT"];
  const { http, agents, webhooks } = file;
  const desks = { http: httpPlace(http), agents: httpPlace(agents), httpHost: http.host, webhooks };
  const own = { season, dataFolder, roles, commandsPerMinute, remotes, plan };
  return { ...own, ...chats, ...desks, databaseUrl, token, killAt };
}

function httpPlace({ host, port }: z.output<typeof httpKeys>): HttpPlace | null {
  return port === undefined ? null : { host, port };
}

/** The environment and .env, with the secrets that stand in files of their own; whatever prints knows them from here on. */
function environment(): Secrets {
  const envFile = join(projectFolder, ".env");
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const secrets = readSecrets(process.env);
  keepSecret(secrets.variables);
  return secrets;
}

function badSecrets(faults: readonly string[]): UserError {
  return new UserError(
    "bad-secrets",
    `In the environment ${faults.join("; ")}.`,
    "Mend it in .env or where the environment comes from (config/env.example explains each).",
  );
}

function allAtOnce(errors: readonly UserError[]): UserError {
  const [only, ...more] = errors;
  if (only !== undefined && more.length === 0) return only;
  const hints = new Set(errors.flatMap(({ hint }) => (hint === undefined ? [] : [hint])));
  return new UserError("config-faults", errors.map(({ message }) => message).join(" "), [...hints].join(" "));
}

type Chats = Pick<Config, "platforms" | "slack" | "discord">;

/**
 * The chats that are configured, with their secrets; none: the terminal is the chat. One that is configured is never
 * left out silently.
 * @throws UserError that names all that is missing at once
 */
export function chatsOf(config: Chats, variables: Variables = environment().variables): readonly FindPlatform[] {
  const [slack, discord] = [slackOf(config, variables), discordOf(config, variables)];
  return [...(slack === null ? [] : [slackPlatform(slack)]), ...(discord === null ? [] : [discordPlatform(discord)])];
}

/** The webhooks that are configured, with their secrets. @throws UserError that names all that is missing at once */
export function hooksOf(
  { webhooks }: Pick<Config, "webhooks">,
  variables: Variables = environment().variables,
): readonly Webhook[] {
  return webhooksOf(webhooks, variables);
}

/** Null where Slack is not configured. @throws UserError that names all that is missing at once */
export function slackOf(
  { platforms, slack }: Chats,
  variables: Variables = environment().variables,
): SlackSettings | null {
  if (!isWanted("slack", platforms, variables)) return null;
  const settings = slackSettings(variables, slack);
  if (settings === null) throw missing("slack", slackFaults(variables), reason("slack", platforms, variables));
  return settings;
}

/** Null where Discord is not configured. @throws UserError that names all that is missing at once */
export function discordOf(
  { platforms, discord }: Chats,
  variables: Variables = environment().variables,
): DiscordSettings | null {
  if (!isWanted("discord", platforms, variables)) return null;
  const settings = discordSettings(variables, discord);
  if (settings === null) throw missing("discord", discordFaults(variables), reason("discord", platforms, variables));
  return settings;
}

function missing(platform: Platform, faults: readonly string[], why: string): UserError {
  return new UserError(
    "missing-secrets",
    `Configured is ${platform} (${why}), but ${faults.join("; ")}.`,
    `Mend it in .env (config/env.example and docs/${platform}.md explain each), ${inTerminal}`,
  );
}

function isWanted(platform: Platform, platforms: readonly Platform[], variables: Variables): boolean {
  return platforms.includes(platform) || mentions(platform, variables).length > 0;
}

const inTerminal = "or play in the terminal all the same: npm start -- --terminal";

function mentions(platform: Platform, variables: Variables): readonly string[] {
  const prefix = `${platform.toUpperCase()}_`;
  return Object.keys(variables).filter((name) => name.startsWith(prefix) && variables[name] !== "");
}

function reason(platform: Platform, platforms: readonly Platform[], variables: Variables): string {
  return platforms.includes(platform)
    ? "by config/tank.yml"
    : `because ${mentions(platform, variables).join(", ")} is set`;
}

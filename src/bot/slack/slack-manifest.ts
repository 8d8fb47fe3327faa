import { Document, isMap, isScalar, isSeq } from "yaml";
import type { Command } from "../command.ts";
import { commandPath } from "../command.ts";
import { botScopes } from "./slack-scopes.ts";

export interface ManifestOptions {
  readonly commands: readonly Command[];
  /** Before the three commands. */
  readonly prefix?: string;
  /** Where Slack's requests come in (HTTP mode); left out, Socket Mode. */
  readonly url?: string;
}

const talk = " People talk to the bot in its channel; the messages tab is for what concerns one of them.";

/** What Slack takes of a command's description, and of its hint. */
const longestDescription = 100;
const longestHint = 100;

/** The app as "From a manifest" takes it: every command of the table, the fewest scopes, each with its reason. */
export function slackManifest({ commands, prefix = "", url }: ManifestOptions): string {
  const document = new Document(manifestOf(commands, prefix, url));
  document.commentBefore = header(prefix, url);
  const scopes = document.getIn(["oauth_config", "scopes", "bot"], true);
  if (!isSeq(scopes)) throw new Error("a manifest without scopes");
  for (const item of scopes.items) if (isScalar(item)) item.comment = ` ${botScopes[String(item.value)]}`;
  const features = document.get("features", true);
  if (isMap(features)) features.commentBefore = talk;
  return document.toString({ lineWidth: 0 });
}

function manifestOf(commands: readonly Command[], prefix: string, url: string | undefined) {
  const events = url === undefined ? {} : { request_url: url };
  return {
    display_information: {
      name: "Shark Tank",
      description: "Pitch an optimisation, predict it, measure it, score the sharks, remember what is dead.",
      background_color: "#1f4e9c",
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: "tank", always_online: true },
      slash_commands: slashCommands(commands, prefix, url),
    },
    oauth_config: { scopes: { bot: Object.keys(botScopes) } },
    settings: {
      event_subscriptions: { ...events, bot_events: ["app_mention"] },
      interactivity: { is_enabled: true, ...events },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

function slashCommands(commands: readonly Command[], prefix: string, url: string | undefined) {
  const names = [...new Set(commands.map(({ name }) => name))];
  return names.map((name) => ({
    command: `/${prefix}${name}`,
    ...(url !== undefined && { url }),
    description: cut(descriptionOf(commands, name), longestDescription),
    usage_hint: cut(hintOf(commands, name), longestHint),
    // People and channels arrive as ids, so that nobody is mistaken for somebody of the same name.
    should_escape: true,
  }));
}

function descriptionOf(commands: readonly Command[], name: Command["name"]): string {
  const bare = commands.find((command) => command.name === name && command.word === undefined);
  return bare?.description ?? "Where the round stands, and everything else that can be asked or done.";
}

/** How the command itself is written, or which words may follow it. */
function hintOf(commands: readonly Command[], name: Command["name"]): string {
  const own = commands.filter((command) => command.name === name);
  const example = own.find(({ word }) => word === undefined)?.examples[0];
  if (example !== undefined) return example.slice(commandPath({ name }).length + 1);
  return own.flatMap(({ word }) => word ?? []).join(" | ");
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, text.lastIndexOf(" ", most - 2)).replace(/[ |,]+$/, "")} …`;
}

function header(prefix: string, url: string | undefined): string {
  const flags = [...(prefix === "" ? [] : [`--prefix ${prefix}`]), ...(url === undefined ? [] : [`--url ${url}`])];
  return [
    ' The Slack app, for "Create New App", "From a manifest" on api.slack.com/apps. docs/slack.md goes through it.',
    ` Made by \`${["npm run tank -- slack-manifest", ...flags].join(" ")}\`; change the command table instead of this file.`,
  ].join("\n");
}

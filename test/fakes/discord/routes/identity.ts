import { type APIApplication, type APIUser, Locale, type RESTGetAPIGatewayBotResult } from "discord-api-types/v10";
import { guildPayload } from "../payloads/guilds.ts";
import { noFlags } from "../payloads/no-flags.ts";
import { memberPayload, userOf, userPayload } from "../payloads/people.ts";
import { refusal } from "../refusal.ts";
import type { Route } from "../rest/route.ts";
import type { Guild, World } from "../world.ts";

/** Discord sends these; its types for TypeScript don't have them yet. */
const untyped = { type: null, explicit_content_filter: 0, eligible_oauth2_scopes: [] };

const application = (world: World): APIApplication => ({
  id: world.appId,
  name: "Shark Tank",
  icon: null,
  description: "",
  bot_public: false,
  bot_require_code_grant: false,
  verify_key: world.publicKey,
  summary: "",
  team: null,
  flags: noFlags,
  flags_new: "0",
  bot: userPayload(userOf(world, world.botId)),
  owner: userPayload({ id: world.appId, name: "owner", globalName: null, isBot: false, takesDirect: true }),
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  approximate_guild_count: world.guilds.size,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
  ...untyped,
});

const guildWithBot = (world: World, id = ""): Guild => {
  const guild = world.guilds.get(id);
  if (guild === undefined) throw refusal(10004);
  if (!guild.members.has(world.botId)) throw refusal(50001);
  return guild;
};

/** Who the bot is, and what it may know of servers and people. */
export const identityRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/gateway/bot",
    call: (_, { world, gateway }): RESTGetAPIGatewayBotResult => ({
      url: world.origin.replace("http:", "ws:"),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: gateway.identifiesLeft(),
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  },
  {
    method: "GET",
    path: "/users/@me",
    call: (_, { world }): APIUser => ({
      ...userPayload(userOf(world, world.botId)),
      mfa_enabled: true,
      verified: true,
      locale: Locale.EnglishUS,
    }),
  },
  { method: "GET", path: "/applications/@me", call: (_, { world }) => application(world) },
  { method: "GET", path: "/oauth2/applications/@me", call: (_, { world }) => application(world) },
  {
    method: "GET",
    path: "/users/{user_id}",
    call({ params }, { world }) {
      const user = world.users.get(params["user_id"] ?? "");
      if (user === undefined) throw refusal(10013);
      return userPayload(user);
    },
  },
  {
    method: "GET",
    path: "/users/@me/guilds",
    query: ["limit", "before", "after", "with_counts"],
    call: (_, { world }) =>
      [...world.guilds.values()]
        .filter(({ members }) => members.has(world.botId))
        .map(({ id, name }) => ({ id, name, icon: null, banner: null, owner: false, permissions: "0", features: [] })),
  },
  {
    method: "GET",
    path: "/guilds/{guild_id}",
    query: ["with_counts"],
    call: ({ params }, { world }) => guildPayload(guildWithBot(world, params["guild_id"])),
  },
  {
    method: "GET",
    path: "/guilds/{guild_id}/members/{user_id}",
    call({ params }, { world }) {
      const guild = guildWithBot(world, params["guild_id"]);
      const member = guild.members.get(params["user_id"] ?? "");
      if (member !== undefined) return memberPayload(world, member);
      throw refusal(world.users.has(params["user_id"] ?? "") ? 10007 : 10013);
    },
  },
];

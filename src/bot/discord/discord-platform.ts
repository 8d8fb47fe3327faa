import { announceInPlace } from "../chat/announcing/announce-in-place.ts";
import { type LivingPost, livingPosts } from "../chat/announcing/living-posts.ts";
import { boundChannel } from "../chat/bound-channel.ts";
import type { ChatPlatform, FindPlatform, PlatformDesk, PlatformParts, PlatformSeason } from "../chat/chat-platform.ts";
import { firstTime } from "../chat/listening/first-time.ts";
import { commands } from "../commands/table.ts";
import { deliveryName, discordChannel } from "./announcing/discord-channel.ts";
import { discordPosts } from "./announcing/posts.ts";
import { type DiscordClients, discordClients } from "./discord-clients.ts";
import { discordFailure } from "./discord-failure.ts";
import { type DiscordPeople, discordPeople } from "./discord-people.ts";
import type { DiscordSettings } from "./discord-settings.ts";
import { openGateway } from "./gateway.ts";
import { type DiscordIdentity, identify } from "./identify.ts";
import { discordAnswers } from "./listening/answers.ts";
import { homeServer } from "./listening/home-server.ts";
import { listen } from "./listening/listen.ts";
import { drawCard } from "./messages/draw-card.ts";
import { openDirect } from "./open-direct.ts";
import { registerCommands } from "./registering/register-commands.ts";

/** Discord, with its way in and its way out. */
export function discordPlatform(settings: DiscordSettings): FindPlatform {
  return async ({ onFatal }): Promise<ChatPlatform> => {
    const clients = discordClients(settings);
    const identity = await identify(clients.answering, settings);
    const { name, guild, invite } = identity;
    return {
      platform: "discord",
      where: guild === null ? `Discord as ${name}` : `the Discord server ${guild} as ${name}`,
      invite,
      opening: "/tank host open",
      parts: (season) => discordParts({ season, clients, settings, identity, onFatal }),
    };
  };
}

interface From {
  readonly season: PlatformSeason;
  readonly clients: DiscordClients;
  readonly settings: DiscordSettings;
  readonly identity: DiscordIdentity;
  readonly onFatal: (error: unknown) => void;
}

function discordParts(from: From): PlatformParts {
  const { season: around, clients, settings, identity } = from;
  const { game, season, reserved, drawRound, log, signal } = around;
  const { db } = game.database;
  const rest = clients.announcing;
  const chosen = { seasonId: season.id, platform: "discord", configured: settings.channel };
  const { channel, findPlace } = boundChannel(db, chosen);
  const people = discordPeople(game, clients.answering, reserved);
  const posts = discordPosts(rest, identity.botUserId);
  const living = livingPosts({
    db,
    seasonId: season.id,
    channel,
    deliveryName,
    drawPost(card) {
      const [message] = drawCard(card).messages;
      // A thread has the id of the message that it hangs on.
      const edit = (post: LivingPost) => posts.edit(post.root ?? post.channel, post.id, message, post.key);
      return { look: JSON.stringify(message), edit };
    },
    failureOf: discordFailure,
    drawRound,
    log,
    signal,
  });
  const now = () => game.clock.now();
  const announcer = announceInPlace({
    game,
    season,
    log,
    watch: around.watch,
    channel,
    channelOf: (id) => discordChannel({ db, channel: id, posts, people, rest, draw: drawCard, drawRound, now, log }),
    failureOf: discordFailure,
    mention: (id) => `<#${id}>`,
    async tell(player, content) {
      const account = await people.accountOf(player);
      if (account === null) return;
      const direct = await openDirect(rest, account);
      await rest.post(`/channels/${direct}/messages`, { body: { content, allowed_mentions: { parse: [] } } });
    },
    onDelivered: () => living.touch(),
    signal,
  });
  const start = (desk: PlatformDesk) => startDiscord(from, { ...desk, people, channel, findPlace });
  return { announcer, living, people, channel, findPlace, start };
}

async function startDiscord(
  { season: { log }, clients, settings, identity, onFatal }: From,
  parts: PlatformDesk & Pick<PlatformParts, "findPlace" | "channel"> & { readonly people: DiscordPeople },
): Promise<AsyncDisposable> {
  const { tank, isPublic, people, channel, findPlace, moved, admit } = parts;
  await registerCommands(clients.answering, identity, commands);
  const place = {
    tank,
    platform: "discord",
    configured: settings.channel,
    isFirstRead: firstTime(),
    findPlace,
    moved,
    admit,
  };
  const answers = discordAnswers(clients.interacting, identity.applicationId);
  const home = homeServer(clients.answering, { guild: identity.guild, channel });
  const desk = { tank, settings, people, isFirst: firstTime(), answers, place, home, isPublic };
  return openGateway(settings, { onInteraction: (interaction) => listen(desk, interaction), onFatal, log });
}

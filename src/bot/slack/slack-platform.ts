import { announceInPlace } from "../chat/announcing/announce-in-place.ts";
import { livingPosts } from "../chat/announcing/living-posts.ts";
import { boundChannel } from "../chat/bound-channel.ts";
import type { ChatPlatform, FindPlatform, PlatformDesk, PlatformParts, PlatformSeason } from "../chat/chat-platform.ts";
import { firstTime } from "../chat/listening/first-time.ts";
import { slackGroupsIn } from "../chat/rights/named-roles.ts";
import { type Posts, slackPosts } from "./announcing/posts.ts";
import { deliveryName, slackChannel } from "./announcing/slack-channel.ts";
import { type DrawCard, drawWith } from "./blocks/prefixed-card.ts";
import { answers } from "./listening/answers.ts";
import type { Desk } from "./listening/desk.ts";
import { listenToButtons } from "./listening/listen-to-buttons.ts";
import { listenToCommands } from "./listening/listen-to-commands.ts";
import { listenToForms } from "./listening/listen-to-forms.ts";
import { listenToMentions } from "./listening/listen-to-mentions.ts";
import { openDirect } from "./open-direct.ts";
import { type SlackClients, slackClients } from "./slack-clients.ts";
import { slackFailure } from "./slack-failure.ts";
import { slackPeople } from "./slack-people.ts";
import type { SlackSettings } from "./slack-settings.ts";
import { identify, type SlackIdentity, slackApp, startApp } from "./start-slack.ts";
import { userGroups } from "./user-groups.ts";

/** Slack, with its way in and its way out. */
export function slackPlatform(settings: SlackSettings): FindPlatform {
  return async ({ log, named }): Promise<ChatPlatform> => {
    const clients = slackClients(settings, log);
    const identity = await identify(clients.answering, slackGroupsIn(named).length > 0);
    return {
      platform: "slack",
      where: `the Slack workspace ${identity.team}`,
      opening: `/${settings.prefix}tank open`,
      parts: (season) => slackParts({ season, clients, settings, identity }),
    };
  };
}

interface From {
  readonly season: PlatformSeason;
  readonly clients: SlackClients;
  readonly settings: SlackSettings;
  readonly identity: SlackIdentity;
}

function slackParts(from: From): PlatformParts {
  const { season: around, clients, settings } = from;
  const { game, season, reserved, drawRound, log, signal } = around;
  const { db } = game.database;
  const chosen = { seasonId: season.id, platform: "slack", configured: settings.channel };
  const { channel, findPlace } = boundChannel(db, chosen);
  const people = slackPeople(game, clients.answering, reserved);
  const posts = slackPosts(clients.announcing);
  const draw = drawWith(settings.prefix);
  const living = livingPosts({
    db,
    seasonId: season.id,
    channel,
    deliveryName,
    drawPost(card) {
      const [message] = draw(card).messages;
      return { look: JSON.stringify(message), edit: (post) => posts.edit(post.channel, post.id, message, post.key) };
    },
    failureOf: slackFailure,
    drawRound,
    log,
    signal,
  });
  const client = clients.announcing;
  const now = () => game.clock.now();
  const announcer = announceInPlace({
    game,
    season,
    log,
    watch: around.watch,
    channel,
    channelOf: (id) => slackChannel({ db, channel: id, posts, people, client, draw, drawRound, now, log }),
    failureOf: slackFailure,
    mention: (id) => `<#${id}>`,
    async tell(player, text) {
      const account = await people.accountOf(player);
      if (account !== null) await client.chat.postMessage({ channel: await openDirect(client, account), text });
    },
    onDelivered: () => living.touch(),
    signal,
  });
  const start = (desk: PlatformDesk) => startSlack(from, { ...desk, people, posts, draw, findPlace });
  return { announcer, living, people, channel, findPlace, start };
}

async function startSlack(
  { season: { log, named }, clients: { answering: client }, settings, identity }: From,
  parts: PlatformDesk & Pick<PlatformParts, "people" | "findPlace"> & { posts: Posts; draw: DrawCard },
): Promise<AsyncDisposable> {
  const { tank, people, posts, draw, moved, admit, findPlace } = parts;
  const groupsOf = userGroups(client, slackGroupsIn(named), { now: () => tank.game.clock.now(), log });
  const app = slackApp(settings, log, identity);
  const desk: Desk = {
    tank,
    settings,
    client,
    people,
    answers: answers(client, posts, draw),
    botUserId: identity.botUserId,
    whoIs: async (name, { user, channel }) => ({
      name,
      groups: [`slack:${channel}`, ...(await groupsOf(user)).map((id) => `slack:${id}`)],
    }),
    place: { tank, platform: "slack", configured: settings.channel, isFirstRead: firstTime(), findPlace, moved, admit },
  };
  for (const listen of [listenToCommands, listenToMentions, listenToButtons, listenToForms]) listen(app, desk);
  await startApp(app, settings);
  return {
    async [Symbol.asyncDispose]() {
      await app.stop();
    },
  };
}

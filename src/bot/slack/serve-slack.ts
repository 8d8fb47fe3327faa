import { mkdirSync } from "node:fs";
import type { Logger } from "pino";
import type { Game, Roles } from "../../rounds/game.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { waitingRuns } from "../../rounds/store/run-labels.ts";
import { findChannel } from "../../rounds/store/season-channels.ts";
import type { SeasonRow } from "../../rounds/store/seasons.ts";
import { progressText } from "../cards/progress-text.ts";
import { roundCard } from "../cards/round-card.ts";
import { fileLog } from "../log.ts";
import { type OpenTank, openTank, type TankPlace } from "../open-tank.ts";
import { runnerNews } from "../runner-news.ts";
import { announceInSlack } from "./announcing/announce-in-slack.ts";
import { type LivingPosts, livingPosts } from "./announcing/living-posts.ts";
import { type Posts, slackPosts } from "./announcing/posts.ts";
import { type DrawCard, drawWith } from "./blocks/prefixed-card.ts";
import { answers } from "./listening/answers.ts";
import type { Desk } from "./listening/desk.ts";
import { firstTime } from "./listening/first-time.ts";
import { listenToButtons } from "./listening/listen-to-buttons.ts";
import { listenToCommands } from "./listening/listen-to-commands.ts";
import { listenToForms } from "./listening/listen-to-forms.ts";
import { listenToMentions } from "./listening/listen-to-mentions.ts";
import { type SlackClients, slackClients } from "./slack-clients.ts";
import { accountsIn, namesIn, type SlackPeople, slackPeople } from "./slack-people.ts";
import type { SlackSettings } from "./slack-settings.ts";
import { identify, type SlackIdentity, slackApp, startApp } from "./start-slack.ts";

/** A season that is played in Slack. */
export interface SlackTank extends AsyncDisposable {
  readonly open: OpenTank;
  readonly identity: SlackIdentity;
  /** The channel that the season plays in; null: the first that a host opens a round in. */
  readonly channel: string | null;
}

export interface SlackTankOptions {
  readonly place: TankPlace;
  readonly settings: SlackSettings;
  readonly onDatabase?: (state: "lost" | "back") => void;
  readonly signal: AbortSignal;
}

/**
 * Opens a season and lets people play it in Slack.
 * @throws UserError for settings that can't work, before anything is started
 */
export async function openSlackTank(options: SlackTankOptions): Promise<SlackTank> {
  const { settings, signal, place, onDatabase } = options;
  mkdirSync(place.dataFolder, { recursive: true });
  const log = fileLog(place.dataFolder);
  const clients = slackClients(settings, log);
  const identity = await identify(clients.answering);
  const named = place.roles ?? { hosts: [], deputies: [] };
  // Filled in below, when the accounts that are named have their names.
  const roles = { hosts: [...namesIn(named.hosts)], deputies: [...namesIn(named.deputies)] };
  const parts: { current: SlackParts | null } = { current: null };
  const stages = new Map<number, string>();
  const open = await openTank({
    ...place,
    roles,
    announcer: (game, season) => {
      parts.current = slackParts({ game, season, clients, settings, stages, signal, log });
      return parts.current.announcer;
    },
    onEvent: (_, runId, event) => {
      const text = progressText(event);
      if (text === null) return;
      stages.set(runId, text);
      parts.current?.living.touch();
    },
    onJudged: () => parts.current?.living.touch(),
    ...(onDatabase && { onDatabase }),
    signal,
  });
  const { current } = parts;
  if (current === null) throw new Error("a season was opened without its announcer");
  try {
    await current.findPlace();
    await introduceHosts(named, roles, current.people);
    const app = slackApp(settings, log, identity);
    const desk = deskOf(open, current, settings, identity);
    for (const listen of [listenToCommands, listenToMentions, listenToButtons, listenToForms]) listen(app, desk);
    await startApp(app, settings);
    await open.deliver();
    current.living.touch();
    return {
      open,
      identity,
      channel: current.channel(),
      async [Symbol.asyncDispose]() {
        await app.stop();
        await open[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await open[Symbol.asyncDispose]();
    throw error;
  }
}

interface SlackParts {
  readonly announcer: ReturnType<typeof announceInSlack>;
  readonly living: LivingPosts;
  readonly people: SlackPeople;
  readonly posts: Posts;
  readonly clients: SlackClients;
  readonly channel: () => string | null;
  readonly draw: DrawCard;
  /** Reads in which channel the season plays. */
  readonly findPlace: () => Promise<void>;
}

function slackParts(from: {
  readonly game: Game;
  readonly season: SeasonRow;
  readonly clients: SlackClients;
  readonly settings: SlackSettings;
  /** What each run does now, by its id; those that have ended are taken out. */
  readonly stages: Map<number, string>;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): SlackParts {
  const { game, season, clients, settings, stages, log, signal } = from;
  const { database } = game;
  let bound: string | null = settings.channel;
  const channel = () => bound;
  const reserved = [...(game.roles?.hosts ?? []), ...(game.roles?.deputies ?? [])];
  const people = slackPeople(game, clients.answering, reserved);
  const posts = slackPosts(clients.announcing);
  const draw = drawWith(settings.prefix);
  const drawRound = async (view: RoundView) => {
    const runs = await waitingRuns(database.db, season.id);
    const waiting = new Set(runs.first.map(({ runId }) => runId));
    for (const runId of stages.keys()) if (!waiting.has(runId)) stages.delete(runId);
    const news = { ...runnerNews(game, season), stageOf: (runId: number) => stages.get(runId) ?? null };
    return roundCard(season.name, view, runs, news);
  };
  const living = livingPosts({ db: database.db, seasonId: season.id, channel, posts, draw, drawRound, log, signal });
  const announcing = { game, season, client: clients.announcing, posts, people, log, channel, draw, drawRound, signal };
  return {
    announcer: announceInSlack({ ...announcing, onDelivered: () => living.touch() }),
    living,
    people,
    posts,
    clients,
    channel,
    async findPlace() {
      bound ??= await findChannel(database.db, season.id, "slack");
    },
    draw,
  };
}

function deskOf(open: OpenTank, parts: SlackParts, settings: SlackSettings, identity: SlackIdentity): Desk {
  const { people, posts, clients, living, findPlace, draw } = parts;
  return {
    tank: open.tank,
    settings,
    client: clients.answering,
    people,
    answers: answers(clients.answering, posts, draw),
    botUserId: identity.botUserId,
    isFirstRead: firstTime(),
    findPlace,
    moved() {
      living.touch();
      void open.deliver();
    },
  };
}

/** Accounts that are hosts by configuration play under names like everybody, and have their rights from the start. */
async function introduceHosts(
  named: Roles,
  roles: { readonly hosts: string[]; readonly deputies: string[] },
  people: SlackPeople,
): Promise<void> {
  for (const id of accountsIn(named.hosts)) roles.hosts.push(await people.nameOf(id));
  for (const id of accountsIn(named.deputies)) roles.deputies.push(await people.nameOf(id));
}

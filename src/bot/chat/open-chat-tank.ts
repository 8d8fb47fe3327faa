import { mkdirSync } from "node:fs";
import type { Game } from "../../rounds/game.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { ownerOf } from "../../rounds/play/rights/owner-of.ts";
import { waitingRuns } from "../../rounds/store/run-labels.ts";
import type { SeasonRow } from "../../rounds/store/seasons.ts";
import type { Announcer } from "../announce.ts";
import type { Card } from "../cards/card.ts";
import { progressText } from "../cards/progress-text.ts";
import { roundCard } from "../cards/round-card.ts";
import { fileLog } from "../log.ts";
import { type OpenTank, openTank, type TankPlace } from "../open-tank.ts";
import { runnerNews } from "../runner-news.ts";
import type { ChatPlatform, FindPlatform, PlatformParts } from "./chat-platform.ts";
import { type Links, linkPeople } from "./linked-people.ts";
import { type Admit, admitBy } from "./rights/admit.ts";
import { introduceNamed, plainRoles } from "./rights/named-roles.ts";
import { usualCommandsPerMinute } from "./rights/pace.ts";
import { refuseSecondPlace } from "./second-place.ts";

/** A season that is played in chats. */
export interface ChatTank extends AsyncDisposable {
  readonly open: OpenTank;
  /** How people are let in, for whoever lets in others by the same rules. */
  readonly entry: { readonly admit: Admit; readonly moved: () => void };
  readonly places: readonly {
    readonly chat: ChatPlatform;
    /** The channel that the season plays in; null: the first that a host opens a round in. */
    readonly channel: string | null;
  }[];
}

export interface ChatTankOptions {
  readonly place: TankPlace;
  readonly platforms: readonly FindPlatform[];
  /** The accounts of each person who has several, by the name they play under. */
  readonly people?: Links;
  /** The season may be seen in more than one place. */
  readonly isPublic?: boolean;
  /** What one person may say in a minute. */
  readonly commandsPerMinute?: number;
  readonly onDatabase?: (state: "lost" | "back") => void;
  /** Called when a platform shut its door for good while the season was played. */
  readonly onFatal?: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens a season and lets people play it in every chat that is configured.
 * @throws UserError for settings that can't work, before anything is started
 */
export async function openChatTank(options: ChatTankOptions): Promise<ChatTank> {
  const {
    place,
    platforms,
    people = {},
    isPublic = false,
    commandsPerMinute = usualCommandsPerMinute,
    signal,
    onDatabase,
    onFatal = () => {},
  } = options;
  mkdirSync(place.dataFolder, { recursive: true });
  const log = fileLog(place.dataFolder);
  const named = place.roles ?? { hosts: [], deputies: [] };
  const chats: ChatPlatform[] = [];
  for (const find of platforms) chats.push(await find({ log, named, onFatal, signal }));
  // Filled in below, when the accounts that are named have their names.
  const roles = plainRoles(named);
  const stages = new Map<number, string>();
  const parts: PlatformParts[] = [];
  const touch = () => {
    for (const { living } of parts) living.touch();
  };
  const open = await openTank({
    ...place,
    roles,
    announcer(game, season, watch) {
      const drawRound = roundDrawer(game, season, stages);
      const { hosts, deputies, contestants = [], sharks = [] } = roles;
      const inRoles = [...hosts, ...deputies, ...contestants, ...sharks];
      const reserved = [...inRoles.map(ownerOf), ...Object.keys(people)];
      parts.push(...chats.map((chat) => chat.parts({ game, season, named, reserved, drawRound, watch, log, signal })));
      return together(parts.map(({ announcer }) => announcer));
    },
    onEvent(_, runId, event) {
      const text = progressText(event);
      if (text === null) return;
      stages.set(runId, text);
      touch();
    },
    onJudged: touch,
    ...(onDatabase && { onDatabase }),
    signal,
  });
  const opened = new AsyncDisposableStack();
  opened.use(open);
  try {
    await refuseSecondPlace(open.tank.game.database.db, open.season.id, { chats, isPublic });
    await linkPeople(open.tank.game, open.season, people);
    const admit = admitBy(named, commandsPerMinute);
    const moved = () => {
      touch();
      void open.deliver();
    };
    for (const [index, { findPlace, people: players, start }] of parts.entries()) {
      await findPlace();
      await introduceNamed(named, roles, { platform: chats[index]?.platform ?? "", people: players });
      opened.use(await start({ tank: open.tank, isPublic, moved, admit }));
    }
    await open.deliver();
    touch();
    const places = chats.map((chat, index) => ({ chat, channel: parts[index]?.channel() ?? null }));
    return { open, entry: { admit, moved }, places, [Symbol.asyncDispose]: () => opened.disposeAsync() };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** Each place gets what it is owed, whatever holds up another. */
function together(announcers: readonly Announcer[]): Announcer {
  return {
    async deliver() {
      await Promise.all(announcers.map((announcer) => announcer.deliver()));
    },
  };
}

/** @param stages what each run does now, by its id; those that have ended are taken out */
function roundDrawer(game: Game, season: SeasonRow, stages: Map<number, string>): (view: RoundView) => Promise<Card> {
  return async (view) => {
    const runs = await waitingRuns(game.database.db, season.id);
    const waiting = new Set(runs.first.map(({ runId }) => runId));
    for (const runId of stages.keys()) if (!waiting.has(runId)) stages.delete(runId);
    const news = { ...runnerNews(game, season), stageOf: (runId: number) => stages.get(runId) ?? null };
    return roundCard(season.name, view, runs, news);
  };
}

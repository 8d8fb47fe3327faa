import type { Logger } from "pino";
import type { Game, Roles } from "../../rounds/game.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { SeasonRow } from "../../rounds/store/seasons.ts";
import type { Announcer, DeliveryWatch } from "../announce.ts";
import type { Card } from "../cards/card.ts";
import type { Tank } from "../commands/run-command.ts";
import type { LivingPosts } from "./announcing/living-posts.ts";
import type { ChatPeople } from "./chat-people.ts";
import type { Admit } from "./rights/admit.ts";

/** A chat that a season can be played in, as the bot finds it when it starts. */
export interface ChatPlatform {
  readonly platform: "slack" | "discord";
  /** The workspace or server, in words: `the Slack workspace Kernels`. */
  readonly where: string;
  /** The address by which somebody lets the bot in; left out where there is none. */
  readonly invite?: string;
  /** How a host opens the first round there: `/tank open`. */
  readonly opening: string;
  /** What the season needs of it; nothing is sent or listened to before `start`. */
  readonly parts: (season: PlatformSeason) => PlatformParts;
}

/** Asks the platform who we are. @throws UserError for settings that can't work, before anything is started */
export type FindPlatform = (around: {
  readonly log: Logger;
  /** Who has which role, as the configuration names them. */
  readonly named: Roles;
  /** Called when the platform shut its door for good, with the line to tell. */
  readonly onFatal: (error: unknown) => void;
  readonly signal: AbortSignal;
}) => Promise<ChatPlatform>;

/** A season that is to be played on a platform. */
export interface PlatformSeason {
  readonly game: Game;
  readonly season: SeasonRow;
  /** Who has which role, as the configuration names them. */
  readonly named: Roles;
  /** Names that the configuration gives rights to. */
  readonly reserved: readonly string[];
  readonly drawRound: (view: RoundView) => Promise<Card>;
  readonly watch?: DeliveryWatch;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

export interface PlatformParts {
  readonly announcer: Announcer;
  readonly living: LivingPosts;
  readonly people: ChatPeople;
  /** The channel that the season plays in; null: the first that a host opens a round in. */
  readonly channel: () => string | null;
  /** Reads in which channel the season plays. */
  readonly findPlace: () => Promise<void>;
  /** Lets people in. @throws UserError that names the setting which keeps the way shut */
  readonly start: (desk: PlatformDesk) => Promise<AsyncDisposable>;
}

/** What people's commands run on. */
export interface PlatformDesk {
  readonly tank: Tank;
  /** The season may be seen in more than one place. */
  readonly isPublic: boolean;
  /** After something was done: what is owed is announced, and living messages are drawn. */
  readonly moved: () => void;
  readonly admit: Admit;
}

import type { AskingPlace } from "../../chat/listening/run-asked.ts";
import type { Tank } from "../../commands/run-command.ts";
import type { DiscordPeople } from "../discord-people.ts";
import type { DiscordSettings } from "../discord-settings.ts";
import type { DiscordAnswers } from "./answers.ts";
import type { HomeServer } from "./home-server.ts";

/** What every listener works with. */
export interface Desk {
  readonly tank: Tank;
  readonly settings: DiscordSettings;
  readonly people: DiscordPeople;
  /** False for an interaction that came to this process before. */
  readonly isFirst: (interactionId: string) => boolean;
  readonly answers: DiscordAnswers;
  readonly place: AskingPlace;
  readonly home: HomeServer;
  /** The season may be seen in more than one place. */
  readonly isPublic: boolean;
}

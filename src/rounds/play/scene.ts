import type { RoundRow } from "../store/rounds.ts";
import type { SeasonRow } from "../store/seasons.ts";

/** The round and its season, as everything that happens in a round needs them. */
export interface Scene {
  readonly row: RoundRow;
  readonly season: SeasonRow;
}

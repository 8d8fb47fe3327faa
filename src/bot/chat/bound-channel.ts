import type { Db } from "../../rounds/store/database.ts";
import { findChannel } from "../../rounds/store/season-channels.ts";
import type { PlatformParts } from "./chat-platform.ts";

/** The channel that a season plays in on a platform: what the configuration names, or else what a host has chosen. */
export function boundChannel(
  db: Db,
  { seasonId, platform, configured }: { seasonId: number; platform: string; configured: string | null },
): Pick<PlatformParts, "channel" | "findPlace"> {
  let bound = configured;
  return {
    channel: () => bound,
    async findPlace() {
      bound ??= await findChannel(db, seasonId, platform);
    },
  };
}

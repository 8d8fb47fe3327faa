import type { FilePlace } from "../chat/downloads.ts";
import type { DiscordSettings } from "./discord-settings.ts";

/** Where Discord keeps uploads: addresses that are signed for a day, and need no token. */
export function discordFiles({ apiUrl }: Pick<DiscordSettings, "apiUrl">): FilePlace {
  const { origin: ours } = new URL(apiUrl);
  return {
    platform: "Discord",
    headers: {},
    isOwn: ({ origin, protocol, hostname }) =>
      origin === ours || (protocol === "https:" && /^(cdn|media)\.discordapp\.(com|net)$/.test(hostname)),
    hint: "Upload it again: what lies there for more than a day can't be read any more.",
  };
}

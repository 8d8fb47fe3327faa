import { type APIChannel, type REST, Routes } from "discord.js";

/** The server that a season plays in; null before anybody has chosen one. */
export type HomeServer = () => Promise<string | null>;

/** @param guild what the configuration names; else it is the server of the channel that the season plays in */
export function homeServer(
  rest: REST,
  { guild, channel }: { readonly guild: string | null; readonly channel: () => string | null },
): HomeServer {
  let found = guild;
  return async () => {
    const id = channel();
    if (found !== null || id === null) return found;
    const told = (await rest.get(Routes.channel(id))) as APIChannel;
    if ("guild_id" in told) found = told.guild_id ?? null;
    return found;
  };
}

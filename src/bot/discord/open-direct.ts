import { type REST, type RESTPostAPICurrentUserCreateDMChannelResult, Routes } from "discord.js";

/** The id of the direct message with somebody. */
export async function openDirect(rest: REST, user: string): Promise<string> {
  const body = { recipient_id: user };
  const channel = (await rest.post(Routes.userChannels(), { body })) as RESTPostAPICurrentUserCreateDMChannelResult;
  return channel.id;
}

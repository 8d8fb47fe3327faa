import type { APIInteraction, APIUser } from "discord.js";
import { findPerson } from "../../../rounds/store/people.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { Who } from "../../chat/rights/named-roles.ts";
import type { Desk } from "./desk.ts";

export function userOf({ member, user }: APIInteraction): APIUser {
  const found = member?.user ?? user;
  if (found === undefined) throw new Error("an interaction names nobody");
  return found;
}

/** Where a season that plays nowhere yet would play: a thread's own channel; null: alone with the bot. */
export function channelOf({ guild_id, channel }: APIInteraction): string | null {
  if (guild_id === undefined || channel === undefined) return null;
  const parent = "parent_id" in channel && "thread_metadata" in channel ? channel.parent_id : null;
  return parent ?? channel.id;
}

/** A player with their roles in the server and the channel they speak from. */
export function whoIs(name: string, interaction: APIInteraction): Who {
  const channel = channelOf(interaction);
  const roles = interaction.member?.roles ?? [];
  const places = channel === null ? [] : [`discord:channel:${channel}`];
  return { name, groups: [...places, ...roles.map((id) => `discord:role:${id}`)] };
}

/**
 * A season is seen in its own server, and alone with the bot by those who have played there.
 * @throws UserError for anybody else, unless the season is public
 */
export async function refuseStrangers(desk: Desk, interaction: APIInteraction): Promise<void> {
  if (desk.isPublic) return;
  const home = await desk.home();
  if (home === null) return;
  const { guild_id: here } = interaction;
  if (here === home) return;
  const { db } = desk.tank.game.database;
  const { id } = userOf(interaction);
  if (here === undefined && (await findPerson(db, { platform: "discord", externalId: id })) !== null) return;
  throw new UserError(
    "another-place",
    here === undefined ? "You have not played here yet." : "This season plays in another server.",
    here === undefined
      ? "Say something in the season's server first: /tank status."
      : "Only whoever is there sees it. Whoever runs the bot may let others see it, too: public: true in config/tank.yml.",
  );
}

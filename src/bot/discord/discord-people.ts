import { type APIUser, type REST, Routes } from "discord.js";
import type { Game } from "../../rounds/game.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type ChatPeople, chatPeople } from "../chat/chat-people.ts";
import { discordFailure } from "./discord-failure.ts";

/** Players by their Discord accounts. */
export interface DiscordPeople extends ChatPeople {
  /** The name of somebody who is before us, as Discord told of them with what they did. */
  readonly nameOfUser: (user: Pick<APIUser, "id" | "username" | "global_name" | "bot">) => Promise<string>;
}

export function discordPeople(game: Game, rest: REST, reserved: readonly string[]): DiscordPeople {
  const people = chatPeople(game, {
    platform: "discord",
    handleOf: async (id, called) => called ?? handleOf(await askFor(rest, id)),
    reserved,
  });
  return {
    ...people,
    nameOfUser: async (user) => people.nameOf(user.id, handleOf(user)),
  };
}

function handleOf({ username, global_name, bot }: Pick<APIUser, "username" | "global_name" | "bot">): string {
  if (bot !== true) return global_name || username;
  throw new UserError(
    "not-a-person",
    "Apps can't play through Discord.",
    "docs/agents.md will show agents their own door.",
  );
}

async function askFor(rest: REST, id: string): Promise<APIUser> {
  try {
    return (await rest.get(Routes.user(id))) as APIUser;
  } catch (error) {
    const failure = discordFailure(error);
    const cause = { cause: error };
    if (failure?.kind === "later") {
      const hint = "Nothing was changed. Try it again in a minute.";
      throw new UserError("discord-busy", "Discord is too busy to say who that is.", hint, cause);
    }
    if (failure?.kind !== "request") throw error;
    const hint = 'An account\'s id: Developer Mode on, then "Copy User ID"; config/tank.yml names some in roles.';
    throw new UserError("unknown-account", `Discord knows no account ${id}.`, hint, cause);
  }
}

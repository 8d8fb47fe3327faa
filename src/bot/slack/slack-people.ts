import type { UsersInfoResponse, WebClient } from "@slack/web-api";
import type { Game } from "../../rounds/game.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type ChatPeople, chatPeople } from "../chat/chat-people.ts";
import { askSlack } from "./ask-slack.ts";
import { slackFailure } from "./slack-failure.ts";

/** Players by their Slack accounts. */
export function slackPeople(game: Game, client: WebClient, reserved: readonly string[]): ChatPeople {
  return chatPeople(game, { platform: "slack", handleOf: handles(client), reserved });
}

/** Who come at the same time; of more than these Slack would tell too late, and of more than 100 a minute not at all. */
const mostAsked = 16;

/**
 * By the profile. In a crowd of newcomers by what came with the command, and where nothing came, by asking again until
 * Slack has time.
 */
function handles(client: WebClient): (userId: string, called?: string) => Promise<string> {
  let asked = 0;
  return async (userId, called = "") => {
    if (called !== "" && asked >= mostAsked) return called;
    const ask = () => client.users.info({ user: userId });
    asked++;
    try {
      return handleIn(userId, called === "" ? await askSlack(ask) : await ask());
    } catch (error) {
      if (called !== "" && slackFailure(error)?.kind === "later") return called;
      throw unknownAccount(userId, error);
    } finally {
      asked--;
    }
  };
}

function handleIn(userId: string, { user }: UsersInfoResponse): string {
  if (user?.is_bot === true || user?.id === "USLACKBOT") {
    throw new UserError(
      "not-a-person",
      "Apps can't play through Slack.",
      "docs/agents.md will show agents their own door.",
    );
  }
  return user?.profile?.display_name || user?.name || userId;
}

function unknownAccount(userId: string, error: unknown): unknown {
  const failure = slackFailure(error);
  const cause = { cause: error };
  if (failure?.kind === "later") {
    const hint = "Nothing was changed. Try it again in a minute.";
    return new UserError("slack-busy", "Slack is too busy to say who you are.", hint, cause);
  }
  if (failure?.kind !== "request" || failure.code !== "user_not_found") return error;
  const hint = 'An account\'s id is in its profile, under "Copy member ID"; config/tank.yml names some in roles.';
  return new UserError("unknown-account", `Slack knows no account ${userId} here.`, hint, cause);
}

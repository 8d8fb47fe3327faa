import { type APIInteraction, InteractionType } from "discord.js";
import { type Reply, refuse } from "../../commands/run-command.ts";
import { discordFailure } from "../discord-failure.ts";
import type { Talk } from "./answers.ts";
import { refuseStrangers, userOf } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { onButton } from "./on-button.ts";
import { onCommand } from "./on-command.ts";
import { onModal } from "./on-modal.ts";
import { onTyping } from "./on-typing.ts";

/** Answers whatever somebody does with the bot: a mistake with the way out, a bug with its id in the log. */
export function listen(desk: Desk, interaction: APIInteraction): void {
  // Discord delivers again what it does not know to have arrived; the first is being answered.
  if (!desk.isFirst(interaction.id)) return;
  const talk = desk.answers(interaction);
  void answer(desk, interaction, talk)
    .catch((error: unknown) => report(desk, interaction, talk, error))
    .catch((error: unknown) => desk.tank.log.error({ failure: failureText(error) }, "answer-lost"));
}

async function answer(desk: Desk, interaction: APIInteraction, talk: Talk): Promise<void> {
  if (interaction.type === InteractionType.Ping) return;
  await refuseStrangers(desk, interaction);
  const by = await desk.people.nameOfUser(userOf(interaction));
  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return onTyping(desk, interaction, talk, by);
    case InteractionType.ApplicationCommand:
      await onCommand(desk, interaction, talk, by);
      break;
    case InteractionType.MessageComponent:
      await onButton(desk, interaction, talk, by);
      break;
    case InteractionType.ModalSubmit:
      await onModal(desk, interaction, talk, by);
      break;
  }
}

async function report({ tank }: Desk, interaction: APIInteraction, talk: Talk, error: unknown): Promise<void> {
  const failure = discordFailure(error);
  if (failure !== null) {
    tank.log.warn({ failure, type: interaction.type }, "interaction-not-answered");
    return;
  }
  const reply: Reply = await refuse(tank, { by: userOf(interaction).id }, error);
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) return talk.suggest([]);
  await talk.say(reply);
}

/** Errors of the REST client hold what was sent, which is no log's business. */
function failureText(error: unknown): unknown {
  return discordFailure(error) ?? error;
}

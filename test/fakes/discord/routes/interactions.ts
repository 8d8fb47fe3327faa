import { InteractionResponseType as Answer, MessageFlags } from "discord-api-types/v10";
import { z } from "zod";
import { refuseWhereLocked } from "../channels.ts";
import { checkChoices } from "../check/check-choices.ts";
import { InteractionMessage } from "../check/check-message.ts";
import { Modal } from "../check/check-modal.ts";
import { readForm } from "../check/form.ts";
import { findMessage } from "../find-message.ts";
import type { Interaction, ShownModal } from "../interactions.ts";
import { edit, post } from "../messages.ts";
import { messagePayload } from "../payloads/messages.ts";
import { refusal } from "../refusal.ts";
import type { RestRequest, Route, Stage } from "../rest/route.ts";

const Callback = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal(Answer.ChannelMessageWithSource), data: InteractionMessage }),
  z.strictObject({
    type: z.literal(Answer.DeferredChannelMessageWithSource),
    data: z.strictObject({ flags: z.literal([0, MessageFlags.Ephemeral]).nullish() }).nullish(),
  }),
  z.strictObject({ type: z.literal(Answer.DeferredMessageUpdate) }),
  z.strictObject({ type: z.literal(Answer.UpdateMessage), data: InteractionMessage }),
  z.strictObject({ type: z.literal(Answer.ApplicationCommandAutocompleteResult), data: checkChoices }),
  z.strictObject({ type: z.literal(Answer.Modal), data: Modal }),
]);

type Callback = z.output<typeof Callback>;

/** What an answer did: the message that it made or changed, the modal that it showed, the choices that it gave. */
interface Effect {
  readonly messageId?: string;
  readonly modal?: ShownModal;
  readonly choices?: z.output<typeof checkChoices>["choices"];
}

function carryOut(callback: Callback, interaction: Interaction, request: RestRequest, stage: Stage): Effect {
  const { world } = stage;
  const channel = world.channels.get(interaction.channelId);
  if (channel === undefined) throw refusal(10003);
  refuseWhereLocked(world, channel);
  switch (callback.type) {
    case Answer.ChannelMessageWithSource: {
      const { data } = callback;
      return { messageId: post(stage, channel, data, around(interaction, stage, data.flags, request.files)).id };
    }
    case Answer.DeferredChannelMessageWithSource: {
      interaction.isDeferred = true;
      const flags = (callback.data?.flags ?? 0) | MessageFlags.Loading;
      return {
        messageId: post(stage, channel, { flags }, { ...around(interaction, stage, flags, []), mayBeEmpty: true }).id,
      };
    }
    case Answer.DeferredMessageUpdate:
      return { messageId: pressedMessage(interaction, stage).id };
    case Answer.UpdateMessage: {
      const message = pressedMessage(interaction, stage);
      edit(stage, message, callback.data, request.files);
      return { messageId: message.id };
    }
    case Answer.ApplicationCommandAutocompleteResult:
      return { choices: callback.data.choices };
    case Answer.Modal: {
      const { id, userId, channelId, messageId } = interaction;
      return { modal: { id, userId, channelId, messageId, data: callback.data } };
    }
  }
}

function around(
  { id, userId }: Interaction,
  { world }: Stage,
  flags: number | null | undefined,
  uploads: RestRequest["files"],
) {
  const isEphemeral = ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return { authorId: world.botId, uploads, interactionId: id, ephemeralFor: isEphemeral ? userId : undefined };
}

function pressedMessage({ messageId = "" }: Interaction, { world }: Stage) {
  const message = findMessage(world, messageId);
  if (message === undefined) throw refusal(10008);
  return message;
}

function respond(request: RestRequest, stage: Stage): unknown {
  const { params, query, body } = request;
  const callback = readForm(Callback, body);
  const interaction = stage.interactions.answer(
    params["interaction_id"] ?? "",
    params["interaction_token"] ?? "",
    callback.type,
  );
  const { messageId, modal, choices } = carryOut(callback, interaction, request, stage);
  interaction.answer = callback.type;
  interaction.originalId = messageId;
  interaction.settle.resolve({
    interactionId: interaction.id,
    type: callback.type,
    ...(modal === undefined ? {} : { modal }),
    ...(choices === undefined ? {} : { choices }),
  });
  if (modal !== undefined) stage.showModal(modal);
  return query["with_response"] === "true" ? described(interaction, callback.type, stage) : undefined;
}

function described({ id, type, originalId = "" }: Interaction, answer: Answer, { world }: Stage) {
  const message = findMessage(world, originalId);
  const isEphemeral = message?.ephemeralFor !== undefined;
  const isLoading = ((message?.flags ?? 0) & MessageFlags.Loading) !== 0;
  const about = {
    response_message_id: message?.id,
    response_message_loading: isLoading,
    response_message_ephemeral: isEphemeral,
  };
  return {
    interaction: { id, type, ...(message === undefined ? {} : about) },
    resource: { type: answer, ...(message === undefined ? {} : { message: messagePayload(world, message) }) },
  };
}

export const interactionRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/interactions/{interaction_id}/{interaction_token}/callback",
    query: ["with_response"],
    isOpen: true,
    call: respond,
  },
];

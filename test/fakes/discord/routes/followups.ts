import { MessageFlags } from "discord-api-types/v10";
import { refuseWhereLocked } from "../channels.ts";
import { EditedMessage, InteractionMessage } from "../check/check-message.ts";
import { readForm } from "../check/form.ts";
import { findMessage } from "../find-message.ts";
import type { Interaction } from "../interactions.ts";
import { edit, post, remove } from "../messages.ts";
import { messagePayload } from "../payloads/messages.ts";
import { refusal } from "../refusal.ts";
import type { RestRequest, Route, Stage } from "../rest/route.ts";
import type { StoredMessage } from "../world.ts";

const many = "/webhooks/{webhook_id}/{webhook_token}";
const original = `${many}/messages/@original`;
const one = `${many}/messages/{message_id}`;

function interactionOf({ params }: RestRequest, { world, interactions }: Stage): Interaction {
  if (params["webhook_id"] !== world.appId) throw refusal(10015);
  return interactions.byToken(params["webhook_token"] ?? "");
}

/** A message that this interaction made, or the one that was pressed. */
function messageOf(request: RestRequest, stage: Stage): StoredMessage {
  const interaction = interactionOf(request, stage);
  const id = request.params["message_id"] ?? interaction.originalId ?? "";
  const message = findMessage(stage.world, id);
  const isIts = message?.interactionId === interaction.id || message?.id === interaction.originalId;
  if (message === undefined || !isIts) throw refusal(10008);
  return message;
}

function read(request: RestRequest, stage: Stage) {
  return messagePayload(stage.world, messageOf(request, stage));
}

function change(request: RestRequest, stage: Stage) {
  const interaction = interactionOf(request, stage);
  const draft = readForm(EditedMessage, request.body ?? {});
  const message = messageOf(request, stage);
  refuseInLocked(message, stage);
  edit(stage, message, draft, request.files);
  if (message.id === interaction.originalId) interaction.isDeferred = false;
  return messagePayload(stage.world, message);
}

function take(request: RestRequest, stage: Stage) {
  remove(stage, messageOf(request, stage));
}

/** Directly after a deferral the first follow-up is the answer itself, as Discord keeps it for old bots. */
function followUp(request: RestRequest, stage: Stage) {
  const { world } = stage;
  const interaction = interactionOf(request, stage);
  const draft = readForm(InteractionMessage, request.body ?? {});
  const first = interaction.isDeferred ? findMessage(world, interaction.originalId ?? "") : undefined;
  if (first !== undefined) {
    const { flags: _, ...parts } = draft;
    edit(stage, first, parts, request.files);
    interaction.isDeferred = false;
    return messagePayload(world, first);
  }
  const channel = world.channels.get(interaction.channelId);
  if (channel === undefined) throw refusal(10003);
  refuseWhereLocked(world, channel);
  const isEphemeral = ((draft.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const message = post(stage, channel, draft, {
    authorId: world.botId,
    uploads: request.files,
    interactionId: interaction.id,
    ephemeralFor: isEphemeral ? interaction.userId : undefined,
  });
  return messagePayload(world, message);
}

function refuseInLocked({ channelId }: StoredMessage, { world }: Stage): void {
  const channel = world.channels.get(channelId);
  if (channel !== undefined) refuseWhereLocked(world, channel);
}

/** What follows an interaction's first answer, at the address that is the interaction's token. */
export const followUpRoutes: readonly Route[] = [
  { method: "POST", path: many, query: ["wait", "with_components"], isOpen: true, call: followUp },
  ...[original, one].flatMap((path): readonly Route[] => [
    { method: "GET", path, isOpen: true, call: read },
    { method: "PATCH", path, query: ["with_components"], isOpen: true, call: change },
    { method: "DELETE", path, status: 204, isOpen: true, call: take },
  ]),
];

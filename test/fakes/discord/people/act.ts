import type { APIInteraction } from "discord-api-types/v10";
import { z } from "zod";
import type { Answered, Interaction } from "../interactions.ts";
import type { Stage } from "../rest/route.ts";

interface Deed {
  readonly payload: object;
  readonly userId: string;
  readonly channelId: string;
  readonly messageId?: string | undefined;
}

// A spread of parts is no member of Discord's big union to the compiler; the parts themselves are typed.
const asInteraction = z.custom<APIInteraction>();

/** Lets the bot know what a person did; the answer comes, or doesn't, in three seconds. */
export function begin(stage: Stage, { payload, userId, channelId, messageId }: Deed): Interaction {
  const interaction = stage.interactions.begin({
    payload: asInteraction.parse(payload),
    userId,
    channelId,
    messageId,
  });
  deliver(stage, interaction);
  return interaction;
}

export function deliver({ gateway }: Stage, { payload }: Interaction): void {
  gateway.dispatch({ t: "INTERACTION_CREATE", d: payload });
}

export function act(stage: Stage, deed: Deed): Promise<Answered> {
  return begin(stage, deed).settle.promise;
}

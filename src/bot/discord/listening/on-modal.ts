import type { APIModalSubmitInteraction } from "discord.js";
import { refuse } from "../../commands/run-command.ts";
import { typeBallot } from "../forms/ballot-desk.ts";
import { afterForm, handIn } from "../forms/hand-in.ts";
import { readSubmission } from "../forms/read-submission.ts";
import type { Talk } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { ModalShape, requireShape } from "./known-shape.ts";
import { runSaid } from "./run-said.ts";

/** A form that is handed in: what it says is kept until it is taken. */
export async function onModal(
  desk: Desk,
  interaction: APIModalSubmitInteraction,
  talk: Talk,
  by: string,
): Promise<void> {
  const { tank } = desk;
  const { data } = interaction;
  requireShape(ModalShape, data);
  if (data.custom_id.startsWith("form:vote:")) {
    await talk.promiseChange();
    const message = await typeBallot(tank, data, by);
    if (message !== null) await talk.show(message);
    return;
  }
  talk.promise();
  const submission = readSubmission(data);
  const { id: form } = submission;
  const handed = await handIn(tank, submission, by).then(
    (said) => ({ said, refused: null }),
    async (error: unknown) => ({ said: null, refused: await refuse(tank, { by }, error) }),
  );
  if (handed.said !== null) await runSaid(desk, talk, { said: handed.said, by, interaction, form });
  else await talk.say(handed.refused, await afterForm(tank, form, by, handed.refused));
}

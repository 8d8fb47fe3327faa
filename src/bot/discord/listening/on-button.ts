import type { APIMessageComponentInteraction } from "discord.js";
import type { Action } from "../../cards/action.ts";
import { noticeCard } from "../../cards/notice-card.ts";
import { tellOthers } from "../../chat/listening/run-asked.ts";
import { tankRules } from "../../commands/tank-rules.ts";
import { wantedByAction } from "../../forms/wanted-by-action.ts";
import { type BallotAction, readBallotAction } from "../forms/ballot-action.ts";
import { forgetBallot, refusedBallot, tapBallot } from "../forms/ballot-desk.ts";
import { type FormId, openedPage, outdatedForm, readFormId } from "../forms/form-id.ts";
import { forgetDraft } from "../forms/kept-draft.ts";
import { readAction } from "../messages/read-action.ts";
import type { Talk } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { requireShape, TapShape } from "./known-shape.ts";
import { run, runSaid } from "./run-said.ts";
import { showForm, showPage } from "./show-form.ts";

/** Buttons and lists: those of cards, of a ballot, and those that follow a form. */
export async function onButton(
  desk: Desk,
  interaction: APIMessageComponentInteraction,
  talk: Talk,
  by: string,
): Promise<void> {
  const { data } = interaction;
  requireShape(TapShape, data);
  const values = "values" in data ? data.values : [];
  const ballot = readBallotAction(data.custom_id, values);
  if (ballot !== null) return onBallot(desk, interaction, talk, { by, ballot });
  const page = openedPage(data.custom_id, values);
  if (page !== null) return showPage(desk, talk, { id: page, by, interaction });
  const form = readFormId(data.custom_id);
  if (form?.verb === "drop") return onDrop(desk, talk, { by, form });
  const action = readAction(data.custom_id);
  if (action === null) throw outdatedForm();
  await onAction(desk, interaction, talk, { by, action });
}

async function onAction(
  desk: Desk,
  interaction: APIMessageComponentInteraction,
  talk: Talk,
  { by, action }: { readonly by: string; readonly action: Action },
): Promise<void> {
  const wanted = await wantedByAction(desk.tank, action);
  if (wanted !== null) return showForm(desk, talk, { wanted, by, interaction });
  talk.promise();
  const said = { command: tankRules, given: {}, others: {}, files: [] };
  await runSaid(desk, talk, { said, by, interaction, form: null });
}

async function onBallot(
  desk: Desk,
  interaction: APIMessageComponentInteraction,
  talk: Talk,
  { by, ballot }: { readonly by: string; readonly ballot: BallotAction },
): Promise<void> {
  const isModal = ballot.tap.kind === "numbers" || ballot.tap.kind === "reason";
  // A modal has to be the first answer.
  if (!isModal) await talk.promiseChange();
  const answer = await tapBallot(desk.tank, ballot, by);
  if (answer.kind === "modal") return talk.modal(answer.modal);
  if (answer.kind === "message") return talk.show(answer.message);
  const said = { ...answer, files: [] };
  const reply = await run(desk, { said, by, interaction, form: null });
  if (reply === null) return;
  // A refused ballot stays on the screen with all that was tapped, and says why.
  if (!reply.ok) return talk.show(await refusedBallot(desk.tank, by, reply.error));
  await forgetBallot(desk.tank, by);
  await talk.say(reply).finally(() => tellOthers(desk.place, reply));
}

async function onDrop(
  desk: Desk,
  talk: Talk,
  { by, form }: { readonly by: string; readonly form: FormId },
): Promise<void> {
  await talk.promiseChange();
  await forgetDraft(desk.tank, form, by);
  const card = noticeCard("Thrown away", "Nothing of it is kept. /pitch opens an empty form.");
  await talk.say({ ok: true, command: "/pitch", card, facts: {} });
}

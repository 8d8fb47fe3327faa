import { setTimeout as after } from "node:timers/promises";
import type { AckFn, App, ViewOutput, ViewResponseAction, ViewSubmitAction } from "@slack/bolt";
import { storable } from "../../../rounds/storable.ts";
import { download } from "../../chat/downloads.ts";
import { runOnce } from "../../chat/listening/run-once.ts";
import { type Reply, refuse, runFilled } from "../../commands/run-command.ts";
import { currentRound } from "../../forms/current-round.ts";
import { formNames } from "../../forms/form-names.ts";
import { requireSameRound } from "../../forms/same-round.ts";
import { refuseForm } from "../modals/errors-at-fields.ts";
import { formPlace } from "../modals/form-context.ts";
import { noticeView } from "../modals/form-frame.ts";
import { titled } from "../modals/form-text.ts";
import { readForm } from "../modals/submitted-form.ts";
import { slackFiles } from "../slack-files.ts";
import type { Asker } from "./answers.ts";
import { answering, type Desk } from "./desk.ts";

/** Slack gives three seconds, of which a slow network takes its part. */
const patienceMs = 2200;

/** Forms that are handed in: a refusal stands at its field, as long as it comes in time. */
export function listenToForms(app: App, desk: Desk): void {
  for (const form of formNames) {
    app.view<ViewSubmitAction>(form, async ({ ack, body, view }) => {
      const { channel, thread } = formPlace(view);
      const asker = { user: body.user.id, channel: channel ?? body.user.id, thread: thread ?? null };
      const handed = handIn(desk, body.user, asker, view);
      const early = await Promise.race([handed, after(patienceMs, "slow" as const)]);
      // What was done is told, even though the form can't be told any more.
      await ack(...closing(view, early)).catch((error: unknown) =>
        desk.tank.log.warn({ err: error }, "form-not-closed"),
      );
      if (early === "slow" || early?.ok === true) await answering(desk, asker, () => handed);
    });
  }
}

/** What Slack is told of a form. */
function closing(view: ViewOutput, early: Reply | "slow" | null): Parameters<AckFn<ViewResponseAction>> {
  if (early === "slow") return [{ response_action: "update", view: working }];
  return early === null || early.ok ? [] : [refuseForm(view, early.error)];
}

const working = noticeView("Working on it", [
  titled("This takes a moment", ["The answer comes to you as a message, where you opened the form."]),
]);

/** What became of a form; null: it was handed in before. Never throws: whoever waits is always answered. */
async function handIn(
  desk: Desk,
  { id: user, name }: Pick<ViewSubmitAction["user"], "id" | "name">,
  asker: Asker,
  view: ViewOutput,
): Promise<Reply | null> {
  const { tank } = desk;
  try {
    const { command, given, others, context, files } = readForm(view);
    requireSameRound(context, await currentRound(tank));
    const by = await desk.people.nameOf(user, name);
    const sized = files.map(({ name, url, size }) => ({ name, url, size: size ?? 0 }));
    const texts = { given: allStorable(given), others: allStorable(others) };
    const filled = { by, command, ...texts, files: await download(slackFiles(desk.settings), sized) };
    const admitted = desk.place.admit(tank, await desk.whoIs(by, asker));
    return await runOnce(admitted, `slack:form:${view.id}`, (inner) => runFilled(inner, filled));
  } catch (error) {
    return refuse(tank, { by: user }, error);
  }
}

function allStorable(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, storable(text)]));
}

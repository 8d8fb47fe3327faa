import type { App, BlockAction } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { UserError } from "../../../rounds/user-error.ts";
import type { Action } from "../../cards/action.ts";
import { refusePath } from "../../chat/listening/refuse-path.ts";
import { tellOthers } from "../../chat/listening/run-asked.ts";
import { type Reply, runCommand } from "../../commands/run-command.ts";
import { wantedByAction } from "../../forms/wanted-by-action.ts";
import { readAction } from "../blocks/read-action.ts";
import { readChip } from "../modals/ballot-chips.ts";
import { formPlace } from "../modals/form-context.ts";
import { noticeView } from "../modals/form-frame.ts";
import { titled } from "../modals/form-text.ts";
import { takeBackAction } from "../modals/take-back-block.ts";
import { slackFailure } from "../slack-failure.ts";
import type { Asker } from "./answers.ts";
import { answering, type Desk, openForm } from "./desk.ts";
import { tappedChips } from "./tapped-chips.ts";

/** Buttons on messages, and the chips of a ballot. */
export function listenToButtons(app: App, desk: Desk): void {
  app.action<BlockAction>(/^tank:/, async ({ ack, body, action, respond }) => {
    await ack();
    const asker = askerOf(body);
    await answering(
      desk,
      asker,
      async () => {
        const wanted = readAction("value" in action ? (action.value ?? "") : "");
        if (wanted === null) throw outdated();
        const by = await desk.people.nameOf(asker.user, body.user.name);
        return pressed(desk, wanted, { by, asker, trigger: body.trigger_id });
      },
      respond,
    );
  });
  const tapped = tappedChips(desk);
  app.action<BlockAction>(/^chip:/, async ({ ack, body, action }) => {
    await ack();
    const chip = readChip(action);
    if (body.view !== undefined && chip !== null) await tapped(body.view, chip);
  });
  app.action<BlockAction>(takeBackAction, async ({ ack, body }) => {
    await ack();
    await takeBack(desk, body);
  });
}

async function pressed(
  desk: Desk,
  action: Action,
  press: { readonly by: string; readonly asker: Asker; readonly trigger: string },
): Promise<Reply | null> {
  const { by } = press;
  const { tank } = desk;
  const wanted = await wantedByAction(tank, action);
  if (wanted === null) return runCommand(tank, { by, text: `/tank ${action.kind}`, files: [], readFile: refusePath });
  return openForm(desk, { wanted, ...press });
}

async function takeBack(desk: Desk, body: BlockAction): Promise<void> {
  const asker = askerOf(body);
  const { view } = body;
  await answering(desk, asker, async () => {
    const by = await desk.people.nameOf(asker.user, body.user.name);
    const ask = { by, text: "/vote withdraw", files: [], readFile: refusePath };
    const reply = await runCommand(desk.tank, ask);
    if (view === undefined || !(await shows(desk, view, reply))) return reply;
    tellOthers(desk.place, reply);
    return null;
  });
}

/** False where the form is gone already, or Slack is. */
async function shows({ client, tank }: Desk, view: { readonly id: string }, reply: Reply): Promise<boolean> {
  try {
    await client.views.update({ view_id: view.id, view: withdrawn(reply) });
    return true;
  } catch (error) {
    tank.log.warn({ failure: slackFailure(error) }, "form-not-drawn");
    return false;
  }
}

function askerOf(body: BlockAction): Asker {
  const { user, channel, message, view } = body;
  const place = view === undefined ? {} : formPlace(view);
  return {
    user: user.id,
    channel: channel?.id ?? place.channel ?? user.id,
    thread: message?.["thread_ts"] ?? place.thread ?? null,
  };
}

/** The ballot's form once the ballot is gone, or why it isn't. */
function withdrawn({ card }: Reply): ModalView {
  return noticeView("Your vote", [titled(card.title, card.lead === undefined ? [] : [card.lead])]);
}

function outdated(): UserError {
  return new UserError(
    "button-outdated",
    "This button is from before the bot was updated.",
    "/tank status says what can be done now.",
  );
}

import type { APIInteraction } from "discord.js";
import { download } from "../../chat/downloads.ts";
import { runAsked, tellOthers } from "../../chat/listening/run-asked.ts";
import type { Command } from "../../command.ts";
import { type Reply, refuse, runFilled } from "../../commands/run-command.ts";
import type { Said } from "../../forms/said.ts";
import type { DiscordFile } from "../discord-file.ts";
import { discordFiles } from "../discord-files.ts";
import { noAnswer } from "../forms/after-form.ts";
import type { FormId } from "../forms/form-id.ts";
import { afterForm } from "../forms/hand-in.ts";
import type { Talk } from "./answers.ts";
import { channelOf, whoIs } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { plainSaid } from "./plain-text.ts";

export interface SaidCommand {
  readonly said: Said & { readonly command: Command; readonly files: readonly DiscordFile[] };
  readonly by: string;
  readonly interaction: APIInteraction;
  /** The form that it goes on in; null where there is none. */
  readonly form: Pick<FormId, "form" | "round" | "about" | "page"> | null;
  readonly onRefused?: (() => Promise<void>) | null;
}

/** Runs what somebody said, once, and answers; an answer was promised. */
export async function runSaid(desk: Desk, talk: Talk, asked: SaidCommand): Promise<Reply | null> {
  const { tank } = desk;
  const { by, form, onRefused = null } = asked;
  const reply = await run(desk, asked).catch((error: unknown) => refuse(tank, { by }, error));
  if (reply === null) return null;
  if (!reply.ok && onRefused !== null) await onRefused();
  await talk
    .say(reply, form === null ? noAnswer : await afterForm(tank, form, by, reply))
    .finally(() => tellOthers(desk.place, reply));
  return reply;
}

/** The same without the answer; null: it was done before. */
export async function run(desk: Desk, { said, by, interaction }: SaidCommand): Promise<Reply | null> {
  const { command, given, others, files } = await plainSaid(said, desk.people);
  const filled = { by, command, given, others, files: await download(discordFiles(desk.settings), files) };
  return runAsked(desk.place, {
    eventId: `interaction:${interaction.id}`,
    channel: channelOf(interaction) ?? userless,
    who: whoIs(by, interaction),
    isReading: command.reads === true,
    run: (tank) => runFilled(tank, filled),
  });
}

/** No season is bound to where nobody else is: a round that is opened there is refused before. */
const userless = "-";

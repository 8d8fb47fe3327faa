import { type APIApplicationCommandInteraction, ApplicationCommandType } from "discord.js";
import { UserError } from "../../../rounds/user-error.ts";
import { otherNames } from "../../commands/other-names.ts";
import { commands } from "../../commands/table.ts";
import { keepCommand } from "../forms/kept-draft.ts";
import { wantedByCommand } from "../forms/wanted-by-command.ts";
import { type ReadOptions, readOptions } from "../registering/read-options.ts";
import type { Talk } from "./answers.ts";
import { channelOf } from "./asker.ts";
import type { Desk } from "./desk.ts";
import { CommandShape, requireShape } from "./known-shape.ts";
import { runSaid } from "./run-said.ts";
import { showForm } from "./show-form.ts";

/** A slash command: with nothing said it opens its form, else it is run. */
export async function onCommand(
  desk: Desk,
  interaction: APIApplicationCommandInteraction,
  talk: Talk,
  by: string,
): Promise<void> {
  const { data } = interaction;
  if (data.type !== ApplicationCommandType.ChatInput) return;
  requireShape(CommandShape, data);
  const read = await readOptions(data, commands, (others) => otherNames(others, desk.tank));
  const wanted = wantedByCommand(read);
  if (wanted !== null) return showForm(desk, talk, { wanted, by, interaction });
  talk.promise();
  await refuseAlone(desk, read, channelOf(interaction));
  const isPitch = read.command.name === "pitch" && read.command.word === undefined;
  await runSaid(desk, talk, {
    said: read,
    by,
    interaction,
    // What was said of a pitch that was refused is kept for its form, which then goes on from there.
    form: isPitch ? { form: "pitch", round: null, about: null, page: 1 } : null,
    onRefused: isPitch ? () => keepCommand(desk.tank, read, by) : null,
  });
}

/** A season begins in a channel, where others can see it. */
async function refuseAlone({ place }: Desk, { command }: ReadOptions, channel: string | null): Promise<void> {
  const isOpening = command.name === "tank" && command.word === "open";
  if (!isOpening || channel !== null || place.configured !== null) return;
  throw new UserError(
    "opened-alone",
    "A round is opened where everybody can see it.",
    "Say /tank host open in the channel that the season is to play in.",
  );
}

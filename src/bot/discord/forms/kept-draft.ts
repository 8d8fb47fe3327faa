import type { Db, Tx } from "../../../rounds/store/database.ts";
import { type DraftKey, dropDraft, findDraft, lockDraft, putDraft } from "../../../rounds/store/drafts.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import type { Tank } from "../../commands/run-command.ts";
import type { Said } from "../../forms/said.ts";
import type { DiscordFile } from "../discord-file.ts";
import { emptyDraft, FormDraft, knobsId, withSaid, withSubmitted } from "./form-draft.ts";
import type { FormId } from "./form-id.ts";
import type { Submission } from "./read-submission.ts";

type About = Pick<FormId, "form" | "round" | "about">;

/** What a player has said in a form so far; an empty draft where that was about something else. */
export async function keptDraft({ game, season }: Tank, id: About, by: string): Promise<FormDraft> {
  const { db } = game.database;
  return draftIn(db, await keyOf(db, season, id, by), id);
}

/** Keeps one page of a form beside what was said on its others; of two that come at once, none is lost. */
export async function keepPage({ game, season }: Tank, submission: Submission, by: string): Promise<FormDraft> {
  const { id } = submission;
  const key = await keyOf(game.database.db, season, id, by);
  return game.database.transaction(async (tx) => {
    await lockDraft(tx, key);
    const draft = withSubmitted(await draftIn(tx, key, id), submission);
    await putDraft(tx, key, draft, game.clock.now());
    return draft;
  });
}

/** Keeps a pitch that was said as a command and refused, so that its form goes on from there. */
export async function keepCommand(
  { game, season }: Tank,
  { given, others, files }: Said & { readonly files: readonly DiscordFile[] },
  by: string,
): Promise<void> {
  const id: About = { form: "pitch", round: null, about: null };
  const key = await keyOf(game.database.db, season, id, by);
  const knobs = Object.entries(others).map(([name, value]) => `${name}=${value}`);
  const said = { ...given, ...(knobs.length > 0 ? { [knobsId]: knobs.join("\n") } : {}) };
  await game.database.transaction(async (tx) => {
    await lockDraft(tx, key);
    await putDraft(tx, key, withSaid(await draftIn(tx, key, id), said, files), game.clock.now());
  });
}

/** After a form was taken, or thrown away. */
export async function forgetDraft({ game, season }: Tank, id: About, by: string): Promise<void> {
  const key = await keyOf(game.database.db, season, id, by);
  await game.database.transaction((tx) => dropDraft(tx, key));
}

async function draftIn(db: Db | Tx, key: DraftKey, id: About): Promise<FormDraft> {
  const draft = await findDraft(db, key, FormDraft);
  const isIt = draft !== null && draft.about === id.about && (draft.about === null || draft.round === id.round);
  return isIt ? draft : emptyDraft(id);
}

async function keyOf(db: Db, season: string, { form }: About, player: string): Promise<DraftKey> {
  return { seasonId: (await getSeason(db, season)).id, player, form };
}

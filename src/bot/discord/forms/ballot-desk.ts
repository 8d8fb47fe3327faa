import type { APIModalInteractionResponseCallbackData, APIModalSubmission } from "discord.js";
import type { Db, Tx } from "../../../rounds/store/database.ts";
import { type DraftKey, dropDraft, findDraft, lockDraft, putDraft } from "../../../rounds/store/drafts.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import type { Command } from "../../command.ts";
import type { Refusal, Tank } from "../../commands/run-command.ts";
import { vote } from "../../commands/vote.ts";
import { voteWithdraw } from "../../commands/vote-withdraw.ts";
import type { BallotFacts } from "../../forms/ballot.ts";
import { formFacts } from "../../forms/form-facts.ts";
import type { Said } from "../../forms/said.ts";
import { requireSameRound } from "../../forms/same-round.ts";
import { type BallotAction, readBallotAction } from "./ballot-action.ts";
import { BallotDraft, ballotOf, missingOf, standingDraft, tapped, withTyped } from "./ballot-draft.ts";
import { type BallotMessage, ballotMessage } from "./ballot-message.ts";
import { numbersModal, reasonModal } from "./ballot-modals.ts";
import { outdatedForm } from "./form-id.ts";
import { filledInputs } from "./read-submission.ts";

/** What a tap on a ballot leads to. */
export type BallotAnswer =
  /** In the place of the one that was tapped. */
  | { readonly kind: "message"; readonly message: BallotMessage }
  | { readonly kind: "modal"; readonly modal: APIModalInteractionResponseCallbackData }
  | ({ readonly kind: "run"; readonly command: Command } & Said);

/**
 * The ballot with what was tapped so far in this round; before that, as it stands.
 * @param note what is said on top, such as why it was refused
 */
export async function drawBallot(tank: Tank, facts: BallotFacts, note: string | null = null): Promise<BallotMessage> {
  const { db } = tank.game.database;
  return ballotMessage(facts, await draftIn(db, await keyOf(tank, facts.shark), facts), note);
}

/** After a ballot was refused: all of it is still there. */
export async function refusedBallot(
  tank: Tank,
  by: string,
  { message, hint }: Pick<Refusal, "message" | "hint">,
): Promise<BallotMessage> {
  return drawBallot(tank, await factsNow(tank, by), hint === null ? message : `${message} ${hint}`);
}

/** @throws UserError for a ballot of another round, and where no vote is open */
export async function tapBallot(tank: Tank, { round, tap }: BallotAction, by: string): Promise<BallotAnswer> {
  const facts = await ballotFacts(tank, round, by);
  if (tap.kind === "take-back") return { kind: "run", command: voteWithdraw, given: {}, others: {} };
  const draft = await changed(tank, facts, (before) => tapped(before, tap));
  if (tap.kind === "numbers") return { kind: "modal", modal: numbersModal(facts, { ...draft, page: tap.page }) };
  if (tap.kind === "reason") return { kind: "modal", modal: reasonModal(draft) };
  if (tap.kind !== "vote") return { kind: "message", message: ballotMessage(facts, draft) };
  const missing = missingOf(draft, facts);
  if (missing !== null) return { kind: "message", message: ballotMessage(facts, draft, missing) };
  return { kind: "run", command: vote, ...ballotOf(draft) };
}

/** What was typed into one of the ballot's modals; null for a modal of another form. */
export async function typeBallot(
  tank: Tank,
  data: Pick<APIModalSubmission, "custom_id" | "components">,
  by: string,
): Promise<BallotMessage | null> {
  const action = readBallotAction(data.custom_id);
  if (action === null) return null;
  if (action.tap.kind !== "numbers" && action.tap.kind !== "reason") throw outdatedForm();
  const facts = await ballotFacts(tank, action.round, by);
  const draft = await changed(tank, facts, (before) => withTyped(before, filledInputs(data)));
  return ballotMessage(facts, draft);
}

/** After a ballot was cast or taken back: its message goes on from what stands. */
export async function forgetBallot(tank: Tank, by: string): Promise<void> {
  const key = await keyOf(tank, by);
  await tank.game.database.transaction((tx) => dropDraft(tx, key));
}

/** One change after the other, so that the second of two quick taps knows of the first. */
async function changed(
  tank: Tank,
  facts: BallotFacts,
  change: (draft: BallotDraft) => BallotDraft,
): Promise<BallotDraft> {
  const key = await keyOf(tank, facts.shark);
  return tank.game.database.transaction(async (tx) => {
    await lockDraft(tx, key);
    const draft = change(await draftIn(tx, key, facts));
    await putDraft(tx, key, draft, tank.game.clock.now());
    return draft;
  });
}

async function draftIn(db: Db | Tx, key: DraftKey, facts: BallotFacts): Promise<BallotDraft> {
  const draft = await findDraft(db, key, BallotDraft);
  return draft?.round === facts.round ? draft : standingDraft(facts);
}

async function ballotFacts(tank: Tank, round: number, by: string): Promise<BallotFacts> {
  const facts = await factsNow(tank, by);
  requireSameRound({ round }, facts.round, "Open the ballot of this round: /vote.");
  return facts;
}

async function factsNow(tank: Tank, by: string): Promise<BallotFacts> {
  const wanted = await formFacts(tank, { form: "vote" }, by);
  if (wanted.form !== "vote") throw new Error("a vote has the facts of a vote");
  return wanted.facts;
}

async function keyOf({ game, season }: Tank, player: string): Promise<DraftKey> {
  return { seasonId: (await getSeason(game.database.db, season)).id, player, form: "ballot" };
}

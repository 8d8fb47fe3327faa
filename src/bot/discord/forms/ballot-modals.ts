import type { APIModalInteractionResponseCallbackData } from "discord.js";
import { type BallotFacts, ballotTitle, ballotWords, reasonField, speedupField } from "../../forms/ballot.ts";
import type { TypedField } from "../../forms/form-field.ts";
import { writeBallotId } from "./ballot-action.ts";
import type { BallotDraft } from "./ballot-draft.ts";
import { pitchesOf } from "./ballot-message.ts";
import { drawRow } from "./draw-row.ts";

/** Longer than any number, for what somebody may try. */
const mostNumber = 20;

/** Any other chance for the pitches that are shown, and the speedup that is expected of the funded one. */
export function numbersModal(facts: BallotFacts, draft: BallotDraft): APIModalInteractionResponseCallbackData {
  const { round, page, chances, speedup } = draft;
  const chanceFields = pitchesOf(facts, page).map(
    ({ letter }): TypedField => ({
      kind: "typed",
      id: `chance:${letter}`,
      label: `${letter}: another chance, in percent`,
      placeholder: ballotWords.otherChance,
      optional: true,
      said: chances[letter],
      most: mostNumber,
    }),
  );
  const expected: TypedField = { ...speedupField, kind: "typed", said: speedup ?? undefined, most: mostNumber };
  return {
    custom_id: writeBallotId({ round, tap: { kind: "numbers", page } }),
    title: ballotTitle({ round }),
    components: [...chanceFields, expected].map(drawRow),
  };
}

export function reasonModal({ round, reason }: BallotDraft): APIModalInteractionResponseCallbackData {
  return {
    custom_id: writeBallotId({ round, tap: { kind: "reason" } }),
    title: ballotTitle({ round }),
    components: [drawRow(reasonField(reason ?? undefined))],
  };
}

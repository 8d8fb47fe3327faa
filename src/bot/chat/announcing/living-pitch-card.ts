import { pitchView } from "../../../rounds/memory/pitch-view.ts";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import type { Card } from "../../cards/card.ts";
import { pitchCard } from "../../cards/pitch-card.ts";
import { pitchActions, withActions } from "../../cards/round-actions.ts";

/** A pitch as it stands in its round's thread now, with what can be done about it. */
export async function livingPitchCard(db: Db, view: RoundView, pitchId: number): Promise<Card> {
  const own = await pitchView(db, pitchId);
  const card = pitchCard(own);
  if (own.pitch.state === "withdrawn") return { ...card, title: `Withdrawn: ${card.title}` };
  return withActions(card, pitchActions(view, own.pitch));
}

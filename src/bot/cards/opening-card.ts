import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { Card } from "./card.ts";
import { noticeCard } from "./notice-card.ts";

/** What its host is told of a round that was just ordered. */
export function openingCard({ row }: RoundView): Card {
  const { kind } = row.round.terms;
  if (kind === "optimise") {
    return noticeCard(
      `Round ${row.number} is opening; you are its host`,
      "The baseline is built, checked and timed first. The round is posted as soon as it is right.",
    );
  }
  const what =
    kind === "repair"
      ? "A success is every case correct; the first correct kernel becomes the baseline, the fastest if there are several."
      : "Findings need no number and no code, and nothing is scored. You accept those that hold: /tank close, then /tank decide.";
  return noticeCard(`Round ${row.number} is open, a ${kind} round; you are its host`, what);
}

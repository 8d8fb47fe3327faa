import type { Ballot } from "../../rounds/ballot.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card, Fact } from "./card.ts";
import { credibilityText, plural } from "./numbers.ts";

/** A shark's own ballot, shown to nobody else before the vote closes. */
export function ballotCard(
  ballot: Ballot,
  pitches: readonly PitchRow[],
  told: {
    readonly title: string;
    readonly isOpen: boolean;
    /** What it earned in a round that is over; null: nothing that it stated met a verdict. */
    readonly earned?: { readonly points: number; readonly statements: number } | null;
  },
): Card {
  const nameOf = (id: number) => {
    const pitch = pitches.find((each) => each.id === id);
    return pitch ? `${pitch.letter}, ${pitch.content.title}` : "a pitch that was withdrawn";
  };
  const facts: readonly Fact[] = [
    { name: "You fund", value: ballot.fund === null ? "nobody" : nameOf(ballot.fund) },
    ...ballot.chances.map(({ pitch, percent }) => ({ name: nameOf(pitch), value: `${percent}% to succeed` })),
    ...(ballot.speedup === null ? [] : [{ name: "Speedup you predict", value: `${ballot.speedup}x` }]),
    ...(ballot.reason === null ? [] : [{ name: "Reason", value: ballot.reason }]),
    ...(told.earned === undefined ? [] : [{ name: "Earned", value: earnedText(told.earned) }]),
  ];
  return {
    title: told.title,
    mood: "neutral",
    sections: [{ kind: "facts", facts }],
    ...(told.isOpen
      ? { footer: "Secret until the vote closes. Vote again to change it: the whole ballot is replaced." }
      : {}),
  };
}

function earnedText(earned: { readonly points: number; readonly statements: number } | null): string {
  if (earned === null) return "nothing: no chance that you stated met a verdict that counts";
  const points = credibilityText(earned.points);
  return `${earned.points > 0 ? "+" : ""}${points} credibility, the mean over ${plural(earned.statements, "stated chance")}`;
}

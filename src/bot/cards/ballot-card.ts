import type { Ballot } from "../../rounds/ballot.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Card, Fact } from "./card.ts";

/** A shark's own ballot, shown to nobody else before the vote closes. */
export function ballotCard(
  ballot: Ballot,
  pitches: readonly PitchRow[],
  told: { readonly title: string; readonly isOpen: boolean },
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

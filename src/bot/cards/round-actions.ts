import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Action } from "./action.ts";
import type { Card } from "./card.ts";

/** A card with its buttons; none where there is nothing to do. */
export function withActions(card: Card, actions: readonly Action[]): Card {
  return actions.length === 0 ? card : { ...card, actions };
}

/** What a round offers everybody in its phase. */
export function roundActions({ phase, row, pitches }: RoundView): readonly Action[] {
  const { now } = row.round;
  if (phase === "pitching") return [{ kind: "pitch" }, { kind: "rules" }];
  if (phase === "voting") return [{ kind: "vote" }, { kind: "rules" }];
  if (now.state === "building") {
    const waited = pitches.filter(({ id }) => now.waitingFor.includes(id));
    return waited.map(({ letter }) => ({ kind: "code", round: row.number, pitch: letter }));
  }
  return phase === "decided" || phase === "cancelled" ? [] : [{ kind: "rules" }];
}

/** What can be done about one pitch while its round goes on; a bench's pitch waits for a round. */
export function pitchActions(view: RoundView, { id, letter, sourceSha256 }: PitchRow): readonly Action[] {
  const { phase, row } = view;
  const about = { round: row.number, pitch: letter };
  const isWaitedFor = row.round.now.state === "building" && row.round.now.waitingFor.includes(id);
  const talk: readonly Action[] = [
    { kind: "ask", ...about },
    { kind: "proof", ...about },
  ];
  const code: readonly Action[] = [{ kind: "code", ...about }];
  if (phase === "pitching") return [...talk, ...(sourceSha256 === null ? code : [])];
  if (phase === "voting") return [{ kind: "vote" }, ...talk];
  return isWaitedFor ? code : [];
}

import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { TakenFromBench } from "../../rounds/play/pitches/take-from-bench.ts";
import type { Card, Section } from "./card.ts";
import { noticeCard } from "./notice-card.ts";
import { plural } from "./numbers.ts";

/** What its host is told of a round that was just ordered. */
export function openingCard(view: RoundView, bench: TakenFromBench = { taken: [], left: [] }): Card {
  const card = orderedCard(view);
  return { ...card, sections: [...card.sections, ...benchSections(bench)] };
}

function orderedCard({ row }: RoundView): Card {
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

function benchSections({ taken, left }: TakenFromBench): readonly Section[] {
  const came: Section[] =
    taken.length === 0
      ? []
      : [{ kind: "text", text: `${plural(taken.length, "pitch comes", "pitches come")} along from the bench.` }];
  if (left.length === 0) return came;
  // Most of a long bench stays for one reason: that is said once, with their letters.
  const reasons = [...Map.groupBy(left, ({ why }) => why)];
  const items = reasons.map(([why, all]) => ({ text: `${why} ${all.map(({ letter }) => letter).join(", ")}` }));
  return [
    ...came,
    { kind: "list", heading: `${plural(left.length, "pitch stays", "pitches stay")} on the bench`, items },
  ];
}

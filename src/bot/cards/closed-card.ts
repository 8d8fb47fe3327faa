import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { Card } from "./card.ts";
import { noticeCard } from "./notice-card.ts";
import { listText } from "./numbers.ts";
import { hostChoices } from "./status-card.ts";

const ended = {
  pitching: "Pitching is over",
  voting: "The vote is closed",
  building: "The wait for code is over",
};

/** What a host just ended, and what began. */
export function closedCard(closed: keyof typeof ended, view: RoundView): Card {
  return noticeCard(`${ended[closed]} in round ${view.row.number}`, next(view));
}

function next(view: RoundView): string {
  const { phase, row, pitches } = view;
  const { now } = row.round;
  if (phase === "voting") return "Voting is open: /vote A p=70. /tank close voting counts the ballots.";
  if (phase === "running") return "The runs begin. Each verdict is posted when it is there.";
  if (phase === "needs-host") return hostChoices(view);
  if (now.state === "building") {
    const waited = pitches.filter(({ id }) => now.waitingFor.includes(id));
    const [first] = waited;
    const names = listText(waited.map(({ letter, content }) => `${letter} by ${listText(content.authors)}`));
    return `Now the code is built: ${names}. It comes with /pitch code ${first?.letter ?? "A"} --file kernel.ts`;
  }
  return "There is nothing to run, so the round is decided.";
}

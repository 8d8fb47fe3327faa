import type { SeasonArchive } from "../../rounds/archive/season-archive.ts";
import { PitchId } from "../../rounds/round/round-state.ts";
import { type Apart, type Count, tally } from "../../rounds/tally.ts";
import { listText, plural } from "../cards/numbers.ts";
import { heading, page, table } from "./markdown.ts";

type Round = SeasonArchive["rounds"][number];
type Pitch = SeasonArchive["pitches"][number];

/** What the ballots of a round came to, agents' apart where people voted too. */
export function tallyPage(archive: SeasonArchive, round: Round): string {
  const pitches = archive.pitches.filter((pitch) => pitch.round === round.number && pitch.state !== "withdrawn");
  const idOf = (ref: string) => PitchId.parse(pitches.findIndex((pitch) => pitch.ref === ref) + 1);
  const ballots = archive.ballots
    .filter((ballot) => ballot.round === round.number)
    .map(({ shark, ballot }) => ({
      ...ballot,
      shark,
      fund: ballot.fund === null ? null : idOf(ballot.fund),
      chances: ballot.chances.map(({ pitch, percent }) => ({ pitch: idOf(pitch), percent })),
    }));
  const counted = tally(
    pitches.map(({ ref }) => idOf(ref)),
    ballots,
    1,
    archive.sharks === "named",
  );
  if (counted === null) return page(heading(1, `Round ${round.number}: the tally`), "Nobody voted.");
  const rows = counted.support.map(({ pitch, funds, meanPercent }) => {
    const found = pitches[pitch - 1];
    return [`${found?.letter ?? "?"}: ${found?.content.title ?? ""}`, String(funds), chanceText(meanPercent)];
  });
  const { apart } = counted;
  const funded = counted.funded.map((pitch) => pitches[pitch - 1]?.letter ?? "?");
  return page(
    heading(1, `Round ${round.number}: the tally`),
    ...table(["Pitch", "Funds", "Mean chance"], [...rows, ["None", String(counted.none), "–"]]),
    funded.length === 0
      ? "Nothing was funded."
      : `Funded: ${listText(funded)}, of ${plural(counted.ballots, "ballot")}.`,
    apart === null ? [] : apartBlocks(apart, pitches),
  );
}

/** People and agents count alike; how each of them voted stands here too. */
function apartBlocks({ people, agents, counts }: Apart, pitches: readonly Pitch[]): readonly string[] {
  const voted = `${plural(people, "person", "people")} and ${plural(agents, "agent")} voted`;
  if (counts === null) return [`${voted}.`];
  const fundedText = ({ funded }: Count) =>
    funded.length === 0 ? "nobody" : listText(funded.map((pitch) => pitches[pitch - 1]?.letter ?? "?"));
  const rows = counts.people.support.map(({ pitch, funds, meanPercent }, index) => {
    const other = counts.agents.support[index];
    const letter = pitches[pitch - 1]?.letter ?? "?";
    return [
      letter,
      `${funds}`,
      chanceText(meanPercent),
      `${other?.funds ?? 0}`,
      chanceText(other?.meanPercent ?? null),
    ];
  });
  return [
    heading(2, "People and agents apart"),
    `${voted}. Alone, people would have funded ${fundedText(counts.people)}, agents ${fundedText(counts.agents)}.`,
    ...table(
      ["Pitch", "People's funds", "People's chance", "Agents' funds", "Agents' chance"],
      [...rows, ["None", `${counts.people.none}`, "–", `${counts.agents.none}`, "–"]],
    ),
  ];
}

function chanceText(meanPercent: number | null): string {
  return meanPercent === null ? "–" : `${Math.round(meanPercent)}%`;
}

import type { RoundView } from "../../rounds/memory/round-view.ts";
import { lastRoundSucceeded } from "../../rounds/memory/scoreboard.ts";
import { wildCard } from "../../rounds/season.ts";
import { gapRange } from "./baseline-sections.ts";
import type { ListItem, Section } from "./card.ts";
import { listText } from "./numbers.ts";
import { pitchExample } from "./pitch-example.ts";
import { headline } from "./voice.ts";

/** The second line of the title: the host's, the season's, or what the books make of this round; none in the plain voice. */
export function subtitleText(view: RoundView): string | null {
  const { row, season } = view;
  const own = row.round.terms.kind === "optimise" ? season.opening.subtitle : undefined;
  const told = row.subtitle ?? own ?? null;
  if (season.voice === "plain") return told;
  const text = (told ?? arcText(view)).toUpperCase();
  return text.startsWith("ROUND ") ? text : `ROUND ${row.number}: ${text}`;
}

function arcText({ row, scoreboard }: RoundView): string {
  const { kind } = row.round.terms;
  if (kind === "repair") return "First make it correct";
  if (kind === "research") return "Think before you build";
  const succeeded = lastRoundSucceeded(scoreboard);
  if (succeeded === null) return "The tank is open";
  return succeeded ? "Beat your own winner" : "Redemption arc";
}

/** What this round asks, in a line. */
export function questionText({ row, season, baseline, scoreboard }: RoundView): string {
  const { kind, bar } = row.round.terms;
  const show = season.voice === "show";
  if (kind === "repair") return "The baseline computes a wrong result, or there is none. Who makes it correct again?";
  if (kind === "research") return "What do we know about this kernel that nobody has written down?";
  if (season.opening.question !== undefined) return season.opening.question;
  const range = gapRange(baseline.reading);
  const off = range === null ? "" : show ? `We're ${range} off target. ` : `The baseline is ${range} off target. `;
  if (bar !== null) return `${off}Who makes this kernel at least ${bar}x faster?`;
  const any =
    scoreboard.counted > scoreboard.wins
      ? `find ${show ? "ANY" : "any"} measurable improvement`
      : "make this kernel faster";
  return `${off}Who can ${any}?`;
}

/** What each can do now; the first thing that a phone shows below the question. */
export function whatToDoSection(view: RoundView): Section {
  const items = [contestantsLine(view), ...termLines(view), "New here? /tank brief is the page to read first."];
  const heading = headline("What to do now", view.season.voice);
  return { kind: "list", heading, items: items.map((text) => ({ text })) };
}

function contestantsLine({ row, approaches, season }: RoundView): string {
  const { kind, only } = row.round.terms;
  const open = approaches.find(({ status }) => status !== "eliminated")?.key ?? wildCard;
  return `Contestants: ${pitchExample(season, only ?? open, kind)}. /pitch template shows every field.`;
}

/** The terms of this round, where they are not what a player expects. */
function termLines({ row, approaches, season, pitches }: RoundView): readonly string[] {
  const { kind, vote, runs, only } = row.round.terms;
  const letter = pitches[0]?.letter ?? "A";
  const close = `${row.host} ends it with /tank close`;
  const name = only === wildCard ? "the wild card" : (approaches.find(({ key }) => key === only)?.name ?? only);
  const sharks =
    kind === "research"
      ? `No vote and no run: ${close}, then accepts as lessons the findings that hold, marked argued.`
      : vote === "off"
        ? `No vote: everything that has code runs, and the fastest correct one wins. ${close}.`
        : `Sharks: ask with /tank ask ${letter} "…", demand proof with /tank proof ${letter}. Voting opens when pitching ends; ${close}.`;
  return [
    sharks,
    ...(only === null ? [] : [`Only ${name} may be pitched in this round.`]),
    ...(runs === "funded" && vote === "on" && kind !== "research" ? ["Only what is funded runs."] : []),
    ...deadlineLines(season.rules.deadlines),
  ];
}

function deadlineLines({ pitching, voting, building }: RoundView["season"]["rules"]["deadlines"]): readonly string[] {
  const phases = [
    ["pitching", pitching],
    ["voting", voting],
    ["building", building],
  ] as const;
  const told = phases.flatMap(([phase, time]) => (time === undefined ? [] : [`${phase} after ${time}`]));
  return told.length === 0 ? [] : [`Closes by itself: ${listText(told)}.`];
}

/** What failing and succeeding would mean, and what counts as success. */
export function stakesSection(view: RoundView): Section {
  const { row, season, scoreboard } = view;
  const { kind, bar, vote } = row.round.terms;
  const show = season.voice === "show";
  const outcomes =
    kind === "optimise"
      ? (season.opening.stakes ?? (vote === "off" ? unvoted : optimiseStakes(scoreboard, show)))
      : otherStakes[kind];
  const any = show ? "ANY measurable improvement (we've set the bar low)" : "any measurable improvement";
  const target = {
    repair: "every case correct",
    research: "a finding that its host accepts",
    optimise: bar === null ? any : `at least ${bar}x`,
  };
  const items = [...outcomes, `Target: ${target[kind]}`].map((text): ListItem => ({ text }));
  return { kind: "list", heading: headline("The stakes", season.voice), items };
}

function optimiseStakes(scoreboard: RoundView["scoreboard"], show: boolean): readonly string[] {
  const { wins, counted } = scoreboard;
  const isAgain = lastRoundSucceeded(scoreboard) === false;
  const shame = isAgain ? ", sharks should retire in shame" : ", and the sharks have some explaining to do";
  const redeemed = show && isAgain ? "Redemption arc complete, " : "";
  return [
    `If we fail${isAgain ? " again" : ""}: ${wins} for ${counted + 1}${show ? shame : ""}`,
    `If we succeed: ${redeemed}${wins + 1} for ${counted + 1}, and a new baseline`,
  ];
}

const unvoted = [
  "If we fail: the baseline stays; nobody had bet, so nobody pays",
  "If we succeed: a new baseline; nobody had bet, so nobody earns",
];

const otherStakes: Readonly<Record<"repair" | "research", readonly string[]>> = {
  repair: ["If we fail: there is still nothing to optimise", "If we succeed: there is a baseline to beat again"],
  research: ["If we fail: we know as much as before", "If we succeed: it stays in the season's memory, /tank learned"],
};

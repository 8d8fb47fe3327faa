import { ballotsSucceed } from "../../rounds/judging/verdict.ts";
import type { VerdictName } from "../../rounds/judging/verdict-name.ts";
import type { Season, SeasonRules } from "../../rounds/season.ts";
import type { Card, Fact, Section } from "./card.ts";
import { listText, plural } from "./numbers.ts";
import { headline } from "./voice.ts";

/** The season's rules in words. */
export function rulesCard({ title, voice, rules }: Season): Card {
  const forbidden = forbiddenTricks.map((text) => ({ text }));
  return {
    title: headline(`${title}: the rules`, voice),
    lead: "Pitch, predict, measure, score, remember. The hardware has the last word.",
    mood: "neutral",
    sections: [
      { kind: "facts", heading: headline("A round", voice), facts: roundFacts(rules) },
      { kind: "facts", heading: headline("What counts as faster", voice), facts: measureFacts(rules) },
      verdictTable(voice),
      {
        kind: "list",
        heading: headline("Credibility", voice),
        items: credibilityRules(rules).map((text) => ({ text })),
      },
      { kind: "list", heading: headline("Forbidden", voice), items: forbidden },
    ],
    footer: "A round may set its own bar and terms; its opening card says so.",
  };
}

function roundFacts({
  requires,
  minimumPitches,
  minimumSharks,
  vote,
  runs,
  deadlines,
  timezone,
  workdays,
  afterFailures,
}: SeasonRules): readonly Fact[] {
  const fields = listText(["a title", "an approach", "a number", ...requires]);
  const after = (time: string | undefined) => (time === undefined ? "when its host ends it" : `after ${time}`);
  const ends = `pitching ${after(deadlines.pitching)}, voting ${after(deadlines.voting)}, building ${after(deadlines.building)}`;
  return [
    { name: "A pitch needs", value: fields },
    {
      name: "A vote",
      value:
        vote === "off"
          ? "is not held: all candidates run, the fastest correct one wins"
          : "is secret until it closes, changeable until then, and never on one's own pitch",
    },
    {
      name: "It takes",
      value: `${plural(minimumPitches, "pitch", "pitches")} and ${plural(minimumSharks, "ballot")} at least`,
    },
    { name: "What runs", value: runs === "funded" ? "what is funded" : "everything that has code, funded or not" },
    { name: "It closes", value: `${ends}; days are working days (${listText(workdays)}, ${timezone})` },
    { name: "A question to the host", value: `falls to its safe default after ${deadlines.host}: nothing is promoted` },
    {
      name: "Three failures in a row",
      value:
        afterFailures === "require"
          ? "only a research or wild-card round may follow"
          : "a research or wild-card round is suggested",
    },
  ];
}

function measureFacts({ bar, leastEffect, guard, clock, proofTiming }: SeasonRules): readonly Fact[] {
  return [
    { name: "The bar", value: bar === null ? "any measurable improvement" : `${bar}x` },
    { name: "Least effect", value: `${share(leastEffect)}, and the 99% interval lies wholly above 1` },
    { name: "Guard", value: `no case may surely be slower by more than ${share(guard)}` },
    {
      name: "Clock",
      value: clock === "gpu" ? "kernel time, where the runner has it" : "from the call to the finished work",
    },
    { name: "Order", value: "build, correctness, timing: wrong code is never timed" },
    { name: "Promotion", value: "the best is measured again on fresh samples first" },
    { name: "A proof", value: proofTiming ? "builds, checks and times one case" : "builds and checks" },
  ];
}

type Effects = readonly [verdict: VerdictName, approach: string, baseline: string];

const effects: readonly Effects[] = [
  ["faster", "proven", "promoted"],
  ["faster, below the bar", "viable", "if the host agrees"],
  ["mixed", "host decides", "host decides"],
  ["slower", "eliminated", "stays"],
  ["no difference", "eliminated", "stays"],
  ["inconclusive", "unchanged", "stays"],
  ["compile error", "unchanged*", "stays"],
  ["wrong result", "unchanged", "stays"],
  ["crashed", "unchanged", "stays"],
  ["timed out", "unchanged", "stays"],
  ["against the rules", "unchanged", "stays"],
  ["suspect", "unchanged", "host decides"],
  ["blocked", "constraint added", "stays"],
  ["not built", "viable", "stays"],
];

function verdictTable(voice: Season["voice"]): Section {
  const columns = [
    { name: "Verdict", align: "left" },
    { name: "Ballots", align: "left" },
    { name: "Approach", align: "left" },
    { name: "Baseline", align: "left" },
  ] as const;
  const rows = effects.map(([verdict, approach, baseline]) => [verdict, ballotsText(verdict), approach, baseline]);
  const note = ["*", "", "eliminated where the host confirms that the hardware forbids it", ""];
  return { kind: "table", heading: headline("Verdicts", voice), columns, rows: [...rows, note] };
}

function ballotsText(verdict: VerdictName): string {
  const success = ballotsSucceed[verdict];
  return success === null ? "void" : success ? "success" : "failure";
}

function credibilityRules({ names }: SeasonRules): readonly string[] {
  return [
    "Every stated chance of a pitch that ran is scored, whatever was funded: 50 · (0.25 − (p − o)²) / 0.75, o being 1 for a success and 0 for a failure.",
    "100% on a failure costs 50, 100% on a success earns 16.7, 50% moves nothing. No chance pays better than the one you believe.",
    "A round counts once: the mean of what you stated. Void verdicts and a runner's own faults score nothing.",
    "At -100% or below the panel is bankrupt. The bankrupt still vote: redemption is possible.",
    names ? "Sharks are named in public." : "Sharks are not named in public; your own numbers come with /tank me.",
  ];
}

/** From public incidents: each ends as wrong result, suspect or against the rules, never as faster. */
const forbiddenTricks = [
  "counting the checker's calls and replaying an answer; caching outputs by address, shape or a sample",
  "patching the timer or the statistics; writing to the result channel and exiting; overwriting the harness",
  "zeroing the input so that the reference agrees; rebuilding inputs from a seed; reading the reference or its output",
  "leaving work on another stream after the timer stops; being correct only at the tested sizes; editing the baseline's module",
];

function share(value: number): string {
  return `${Math.round(value * 1000) / 10}%`;
}

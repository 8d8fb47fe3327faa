import { ballotsSucceed } from "../../rounds/judging/verdict/verdict.ts";
import type { VerdictName } from "../../rounds/judging/verdict/verdict-name.ts";
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
      verdictSection(voice),
      {
        kind: "list",
        heading: headline("Credibility", voice),
        items: credibilityRules(rules).map((text) => ({ text })),
      },
      { kind: "facts", heading: headline("How much", voice), facts: quotaFacts(rules) },
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
  source,
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
      value: `${plural(minimumPitches, "pitch", "pitches")}${vote === "off" ? "" : ` and ${plural(minimumSharks, "ballot")}`} at least`,
    },
    {
      name: "What runs",
      value: runs === "funded" && vote === "on" ? "what is funded" : "everything that has code, funded or not",
    },
    { name: "Code", value: shownCode[source] },
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

/** What each policy lets out, in public and in private alike. */
export const shownCode: Readonly<Record<SeasonRules["source"], string>> = {
  diff: "is shown as a diff with the baseline, and logs are attached",
  link: "is named by its address (source: link): no text of it in the channel, its files or its logs; marked knobs are shown",
  none: "is not shown to anybody (source: none), privately neither: its hash and file names alone, and the host's machine keeps the rest",
};

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

/** Verdicts that mean the same, with what they do to the approach and to the baseline. */
type Effects = readonly [verdicts: readonly [VerdictName, ...VerdictName[]], approach: string, baseline: string];

const stays = "baseline stays";
const effects: readonly Effects[] = [
  [["faster"], "approach proven", "promoted"],
  [["faster, below the bar"], "approach viable", "promoted if the host agrees"],
  [["mixed"], "the host decides on the approach", "and on the baseline; promoted, ballots are right"],
  [["slower", "no difference"], "approach eliminated", stays],
  [["inconclusive"], "approach unchanged", stays],
  [["compile error"], "approach eliminated only where the host confirms a limit of the hardware", stays],
  [["wrong result", "crashed", "timed out", "against the rules"], "approach unchanged", stays],
  [["suspect"], "until the host decides", stays],
  [["blocked"], "a constraint is added", stays],
  [["not built"], "approach viable", stays],
];

function verdictSection(voice: Season["voice"]): Section {
  const facts = effects.map(([verdicts, approach, baseline]) => ({
    name: verdicts.join(" · "),
    value: `ballots ${ballotsText(verdicts[0])}; ${approach}; ${baseline}`,
  }));
  return { kind: "facts", heading: headline("Verdicts", voice), facts };
}

function ballotsText(verdict: VerdictName): string {
  const success = ballotsSucceed[verdict];
  return success === null ? "void" : success ? "right" : "wrong";
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

function quotaFacts({ quotas }: SeasonRules): readonly Fact[] {
  const { pitches, questions, proofs, measures, runnerMinutes, round } = quotas;
  const most = (limit: number | null) => (limit === null ? "as many as they like" : `${limit}`);
  const minutes = (limit: number | null) => (limit === null ? "" : `, ${limit} min on runners`);
  return [
    {
      name: "One person in a round",
      value: `${most(pitches)} pitches, ${most(questions)} questions, ${most(proofs)} proofs`,
    },
    { name: "One person in a day", value: `${most(measures)} measurements${minutes(runnerMinutes)} with their proofs` },
    {
      name: "All in a round",
      value: `${most(round.questions)} questions, ${most(round.proofs)} proofs${minutes(round.runnerMinutes)} for these`,
    },
    { name: "An agent", value: "spends what its owner has" },
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

import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { ListItem, Section } from "./card.ts";
import { credibilityText, listText, timesText } from "./numbers.ts";
import { shownCode } from "./rules-card.ts";
import { headline, joined } from "./voice.ts";

/** What this season's own failures ask of the next pitch and of the next vote. */
export function roundRulesSections(view: RoundView): readonly Section[] {
  const { row, season, approaches } = view;
  const { kind, vote } = row.round.terms;
  const { voice } = season;
  const isOptimising = kind === "optimise";
  const fates = approaches.some(({ status }) => status === "eliminated");
  const must = isOptimising && fates ? ": the remaining options must address" : "";
  return [
    { kind: "text", heading: headline(`Round ${row.number} rules: ${row.title}`, voice), text: fieldsText(view) },
    {
      kind: "list",
      heading: `${headline("For contestants", voice)}${must}`,
      items: isOptimising ? contestantRules(view) : otherRules[kind],
    },
    ...(vote === "on" && kind !== "research" ? [sharkRules(view)] : []),
  ];
}

function fieldsText({ row, season }: RoundView): string {
  const number = row.round.terms.kind === "research" ? [] : ["a number"];
  const { requires, source } = season.rules;
  const code = source === "diff" ? "" : ` Code ${shownCode[source]}.`;
  return `A pitch needs ${listText(["a title", "an approach", ...number, ...requires])}; without one of them it is refused.${code}`;
}

function contestantRules(view: RoundView): readonly ListItem[] {
  const own = view.season.opening.contestants?.map(itemOfLines);
  return [fateRule(view), ...(own ?? [evidenceRule(view), riskRule(view)])];
}

/** A season's own item: what follows the first line stands below it. */
function itemOfLines(text: string): ListItem {
  const [first = "", ...details] = text.split("\n").map((line) => line.trim());
  return { text: first, details: details.filter((line) => line !== "") };
}

function fateRule({ approaches, season }: RoundView): ListItem {
  const show = season.voice === "show";
  const fates = approaches.flatMap(({ name, fate }) => (fate === null ? [] : [`${name}: ${fate}`]));
  if (fates.length === 0) {
    const text = show ? "WHY it is faster on this kernel" : "Why it is faster on this kernel";
    return { text, details: ["Say what is slow now, and what your change does about it"] };
  }
  const text = show ? "WHY your approach won't suffer the same fate" : "Why it won't suffer the same fate";
  return { text, details: [...fates, show ? "What makes YOUR approach different?" : "What makes it different?"] };
}

function evidenceRule({ problem, season }: RoundView): ListItem {
  const show = season.voice === "show";
  return {
    text: `${show ? "KERNEL-SPECIFIC" : "Kernel-specific"} evidence`,
    details: [
      '"Industry standard" is no evidence',
      `Show that it works ${show ? "HERE" : "here"}, on ${problem.title || problem.name}, not in generic benchmarks`,
    ],
  };
}

function riskRule({ scoreboard, season }: RoundView): ListItem {
  const hasFailed = scoreboard.counted > scoreboard.wins;
  const never = season.voice === "show" && hasFailed ? ["We can't afford another regression or compile error"] : [];
  const text = `${season.voice === "show" ? "TESTABLE" : "Testable"} with minimal risk`;
  return { text, details: [...never, "Show how to validate incrementally"] };
}

const otherRules: Readonly<Record<"repair" | "research", readonly ListItem[]>> = {
  repair: [
    { text: "Success is every case correct; nothing is compared with the baseline's times" },
    { text: "The first correct kernel becomes the baseline, the fastest of them if several are" },
    { text: "Say what is wrong, and how you know" },
  ],
  research: [
    { text: "A finding says something about this kernel, or of an approach that it is eliminated, proven or viable" },
    { text: "Evidence from this kernel: a profile, an instruction count, a page of the manual" },
    { text: "No number and no run; nothing is scored" },
  ],
};

function sharkRules({ scoreboard, season, pitches }: RoundView): Section {
  const { voice } = season;
  const show = voice === "show";
  const { bankrupt, credibility, counted, wins, lines } = scoreboard;
  const failed = counted - wins;
  const after =
    failed === 0
      ? ""
      : show
        ? `, AFTER BEING WRONG ${timesText(failed).toUpperCase()}`
        : `, wrong ${timesText(failed)} so far`;
  const standing =
    show && bankrupt
      ? `Your credibility is gone (${credibilityText(credibility)})`
      : `Your credibility stands at ${credibilityText(credibility)}`;
  const lastFailed = lines.filter(({ success }) => success !== null).slice(-2);
  const isWildTime = lastFailed.length === 2 && lastFailed.every(({ success }) => success === false);
  const letter = pitches[0]?.letter ?? "A";
  const items = [
    ...(failed === 0 ? [] : [joined(show ? "Maximum skepticism" : "Be skeptical", standing, voice)]),
    joined("Demand proof", `No more theory, show kernel-specific evidence: /tank proof ${letter}`, voice),
    ...(isWildTime ? [joined(`Consider the ${show ? "WILD CARD" : "wild card"}`, wildReason(show), voice)] : []),
    joined("Say how sure you are", "100% on a failure costs 50 points, 100% on a success earns 16.7", voice),
  ];
  const told = season.opening.sharks?.map(itemOfLines) ?? items.map((text) => ({ text }));
  return { kind: "list", heading: `${headline("For sharks", voice)}${after}`, items: told };
}

function wildReason(show: boolean): string {
  return show ? '"Safe" approaches failed, maybe we need crazy' : "the named approaches have failed";
}

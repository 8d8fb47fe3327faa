import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { Knob } from "../../rounds/knobs/knobs.ts";
import type { ApproachView } from "../../rounds/memory/approach-views.ts";
import type { RequirableField } from "../../rounds/season.ts";
import { type MarkdownField, markdownFields, writePitchMarkdown } from "../grammar/pitch-markdown.ts";
import type { Card } from "./card.ts";

export interface PitchTemplate {
  readonly approaches: readonly ApproachView[];
  readonly knobs: readonly Knob[];
  readonly requires: readonly RequirableField[];
}

/** The whole template as a file to fill in, with what this season knows in its comments. */
export function pitchMarkdownCard(template: PitchTemplate): { readonly card: Card; readonly markdown: string } {
  const markdown = pitchTemplateMarkdown(template);
  return {
    markdown,
    card: {
      title: "A pitch to fill in, as Markdown",
      lead: "Save it as pitch.md, fill in what you have, then: /pitch --file pitch.md [--file kernel.ts]",
      mood: "neutral",
      sections: [{ kind: "code", text: markdown.trimEnd() }],
      footer: "Empty fields and comments are left out. What is typed on the command goes before the file.",
    },
  };
}

function pitchTemplateMarkdown(template: PitchTemplate): string {
  const { approaches, requires } = template;
  const viable = approaches.filter(({ status }) => status !== "eliminated");
  const comments = commentsOf(template);
  return writePitchMarkdown(
    markdownFields.map(({ option }): MarkdownField => {
      const needed = isNeeded(option, requires) ? "Needed. " : "";
      const text = option === "approach" ? (viable[0]?.key ?? "wild-card") : "";
      return { option, text, comment: `${needed}${comments[option] ?? ""}`.trim() };
    }),
  );
}

function isNeeded(option: string, requires: readonly RequirableField[]): boolean {
  const field = option === "reason" ? "reasoning" : option;
  return ["title", "approach", "speedup"].includes(option) || requires.some((each) => each === field);
}

function commentsOf({ approaches, knobs }: PitchTemplate): Readonly<Record<string, string>> {
  const viable = approaches.filter(({ status }) => status !== "eliminated");
  const dead = approaches.filter(({ status }) => status === "eliminated");
  const free = knobs.filter(({ allowed }) => allowed.kind !== "locked");
  const locked = knobs.flatMap(({ name, value, allowed }) =>
    allowed.kind === "locked" ? [`${name} stays ${value}: ${allowed.why}`] : [],
  );
  return {
    title: "What it is called.",
    approach: [
      `One of ${[...viable.map(({ key }) => key), "wild-card"].join(", ")}.`,
      ...dead.map(({ key, why }) => `Eliminated: ${key}${why[0] === undefined ? "" : ` (${why.join("; ")})`}.`),
    ].join("\n"),
    speedup: "Baseline time over new time: 1.5, or 1.5-2. Left empty in a research or repair round.",
    reason: "Why it is faster, from this kernel.",
    problem: "What is slow now.",
    change: "What changes, and where.",
    evidence: "What you saw in this kernel: a number, a knob, a case, a line. Industry standard is not evidence.",
    answer: [
      "Why it won't share the fate of what it resembles. Needed for an eliminated approach.",
      ...dead.map(({ name, why }) => `${name}: ${why.join("; ") || "no reason was written down"}.`),
    ].join("\n"),
    complexity: "low, medium or high: how hard it is to build.",
    risk: "low, medium or high: how likely it is to go wrong.",
    mitigation: "What makes the risk smaller.",
    validation: "How to check it step by step.",
    tagline: "How the show introduces it.",
    claims: "Only for a finding of a research round: eliminated, viable or proven.",
    with: "Names: @bob, @eve.",
    parents: "The pitches that it combines: A, or 1C for round 1's C.",
    knobs: [
      "Settings of the kernel's knobs, or none where you attach a file; 2|3|4 is a sweep.",
      ...free.map(({ name, value, allowed }) => `${name}=${value}, may be ${sayAllowed(allowed)}.`),
      ...locked,
    ].join("\n"),
    from: "NAME@SHA:PATH of a repository that this bot knows.",
  };
}

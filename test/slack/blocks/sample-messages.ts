import type { Action } from "../../../src/bot/cards/action.ts";
import { ballotCard } from "../../../src/bot/cards/ballot-card.ts";
import type { Card } from "../../../src/bot/cards/card.ts";
import { helpCard } from "../../../src/bot/cards/help-card.ts";
import { bugCard, refusalCard } from "../../../src/bot/cards/refusal-card.ts";
import { statusCard } from "../../../src/bot/cards/status-card.ts";
import { commands } from "../../../src/bot/commands/table.ts";
import { type RenderedCard, renderCard } from "../../../src/bot/slack/blocks/render-card.ts";
import { UserError } from "../../../src/rounds/user-error.ts";
import { samplePitches, sampleView, tma, warps } from "../../cards/round-view-builder.ts";
import { sampleCards } from "../../cards/sample-cards.ts";

function sample(name: string): Card {
  const card = sampleCards[name];
  if (!card) throw new Error(`no sample card ${name}`);
  return card;
}

const deadline = new Date("2026-11-27T17:00:00Z");

function withMoment(card: Card, what: string): Card {
  const text = `${what}: Fri 27 Nov 2026, 18:00 (Europe/Berlin), in 3 h.`;
  return { ...card, sections: [...card.sections, { kind: "moment", what, at: deadline, text }] };
}

function withActions(card: Card, ...actions: readonly Action[]): Card {
  return { ...card, actions };
}

const about = { round: 3, pitch: "A" } as const;
const pitchActions: readonly Action[] = [
  { kind: "ask", ...about },
  { kind: "proof", ...about },
  { kind: "code", ...about },
];

const ballot = ballotCard(
  {
    shark: "sid",
    fund: tma,
    chances: [
      { pitch: tma, percent: 75 },
      { pitch: warps, percent: 25 },
    ],
    speedup: 1.2,
    reason: "Small, testable, nothing to lose.",
  },
  samplePitches,
  { title: "Your ballot in round 3", isOpen: true },
);

const noRuns = { first: [], more: 0 };
const news = { timezone: "UTC", restOf: () => null, now: new Date("2026-11-27T14:00:00Z") };

const refusal = new UserError(
  "no-prediction",
  "A pitch needs a number: how much faster will it be?",
  "Say it as speedup=1.5, or as a range: speedup=1.2-1.6.",
);
const longRefusal = new UserError(
  "approach-eliminated",
  "Pipeline Stages is eliminated: round 1 measured it at 30% SLOWER on this very problem, because NVFP4 is compute-bound, not memory-bound, and 4-bit data has no latency to hide.",
  'Say why this time is different: answer="…", or pitch another approach: tma-store, warp-specialization, wild-card.',
);

/** A build that failed in its 14th line of 400, told whole, as a proof or a report may. */
const longLog: Card = {
  ...sample("verdict-compile-error"),
  sections: [
    ...sample("verdict-compile-error").sections,
    {
      kind: "code",
      heading: "The whole log",
      text: Array.from({ length: 400 }, (_, line) => `kernel.cu(${line + 1}): note: instantiated from here`).join("\n"),
    },
  ],
};

const opened = withMoment(sample("round-opened"), "Pitching ends and voting opens");

/** Cards as Slack gets them, by the name of their golden file. */
export const sampleMessages: Readonly<Record<string, RenderedCard>> = {
  "round-opened": renderCard(withActions(opened, { kind: "pitch" }, { kind: "rules" })),
  "round-opened-plain": renderCard(withActions(sample("round-opened-plain"), { kind: "pitch" }, { kind: "rules" })),
  "round-opened-inside": renderCard(sample("round-opened"), { unfolds: "inside" }),
  pitch: renderCard(withActions(sample("pitch"), ...pitchActions)),
  "pitch-in-full": renderCard(withActions(sample("pitch-in-full"), ...pitchActions)),
  "pitch-talked-about": renderCard(withActions(sample("pitch-talked-about"), ...pitchActions)),
  "pitch-template": renderCard(sample("pitch-template-markdown")),
  question: renderCard(withActions(sample("question"), { kind: "answer", question: 1 })),
  "voting-opened": renderCard(
    withActions(withMoment(sample("voting-opened"), "The vote closes"), { kind: "vote" }, { kind: "rules" }),
  ),
  "voting-opened-plain": renderCard(sample("voting-opened-plain")),
  tally: renderCard(sample("tally")),
  ballot: renderCard(ballot),
  "verdict-faster": renderCard(sample("verdict-faster")),
  "verdict-gpu": renderCard(sample("verdict-gpu")),
  "verdict-mixed": renderCard(sample("verdict-mixed")),
  "verdict-wrong-result": renderCard(sample("verdict-wrong-result")),
  "verdict-compile-error": renderCard(sample("verdict-compile-error")),
  "verdict-long-log": renderCard(longLog),
  "decided-promoted": renderCard(sample("decided-promoted")),
  "decided-slower": renderCard(sample("decided-slower")),
  "needs-host": renderCard(sample("needs-host-mixed")),
  status: renderCard(
    withActions(statusCard("founding", sampleView(), noRuns, news), { kind: "pitch" }, { kind: "rules" }),
  ),
  help: renderCard(helpCard(commands)),
  scoreboard: renderCard(sample("scoreboard")),
  learned: renderCard(sample("learned")),
  brief: renderCard(sample("brief")),
  me: renderCard(sample("me")),
  kernel: renderCard(sample("kernel")),
  rules: renderCard(sample("rules")),
  refusal: renderCard(refusalCard(refusal), { failed: true }),
  "refusal-long": renderCard(refusalCard(longRefusal), { failed: true }),
  bug: renderCard(bugCard("1a2b3c4d"), { failed: true }),
};

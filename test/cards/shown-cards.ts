import type { Action } from "../../src/bot/cards/action.ts";
import type { Card } from "../../src/bot/cards/card.ts";
import { sampleCards } from "./sample-cards.ts";

/** A card as a chat shows it: with its buttons, and how it is to be drawn. */
export interface ShownCard {
  readonly card: Card;
  readonly look?: { readonly unfolds?: "inside"; readonly failed?: true };
  /** People's phones ring for it, where the platform makes a difference. */
  readonly notify?: true;
}

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
const voting = withMoment(sample("voting-opened"), "The vote closes");
const failed = { failed: true } as const;
const notify = true;

/** Cards as the platforms get them, by the names of their golden files. */
export const shownCards: Readonly<Record<string, ShownCard>> = {
  "round-opened": { card: withActions(opened, { kind: "pitch" }, { kind: "rules" }), notify },
  "round-opened-plain": {
    card: withActions(sample("round-opened-plain"), { kind: "pitch" }, { kind: "rules" }),
    notify,
  },
  "round-opened-inside": { card: sample("round-opened"), look: { unfolds: "inside" } },
  pitch: { card: withActions(sample("pitch"), ...pitchActions) },
  "pitch-in-full": { card: withActions(sample("pitch-in-full"), ...pitchActions) },
  "pitch-talked-about": { card: withActions(sample("pitch-talked-about"), ...pitchActions) },
  "pitch-template": { card: sample("pitch-template-markdown") },
  question: { card: withActions(sample("question"), { kind: "answer", question: 1 }) },
  "voting-opened": { card: withActions(voting, { kind: "vote" }, { kind: "rules" }), notify },
  "voting-opened-plain": { card: sample("voting-opened-plain"), notify },
  tally: { card: sample("tally") },
  ballot: { card: sample("ballot") },
  "verdict-faster": { card: sample("verdict-faster"), notify },
  "verdict-gpu": { card: sample("verdict-gpu"), notify },
  "verdict-mixed": { card: sample("verdict-mixed"), notify },
  "verdict-wrong-result": { card: sample("verdict-wrong-result"), notify },
  "verdict-compile-error": { card: sample("verdict-compile-error"), notify },
  "verdict-long-log": { card: longLog, notify },
  "decided-promoted": { card: sample("decided-promoted") },
  "decided-slower": { card: sample("decided-slower") },
  "needs-host": { card: sample("needs-host-mixed") },
  status: { card: withActions(sample("status"), { kind: "pitch" }, { kind: "rules" }) },
  help: { card: sample("help") },
  scoreboard: { card: sample("scoreboard") },
  learned: { card: sample("learned") },
  brief: { card: sample("brief") },
  me: { card: sample("me") },
  kernel: { card: sample("kernel") },
  rules: { card: sample("rules") },
  refusal: { card: sample("refusal"), look: failed },
  "refusal-long": { card: sample("refusal-long"), look: failed },
  bug: { card: sample("bug"), look: failed },
};

import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { HostQuestion, PitchId } from "../../rounds/round/round-state.ts";
import type { Card, ListItem } from "./card.ts";
import { listText } from "./numbers.ts";

/** The round waits for its host, who is told what happened, about which pitch, and what there is to decide. */
export function needsHostCard(view: RoundView): Card {
  const { row, season } = view;
  const { now } = row.round;
  const title =
    season.voice === "show"
      ? `ROUND ${row.number} NEEDS ITS HOST: ${row.host}`
      : `Round ${row.number} needs its host: ${row.host}`;
  if (now.state !== "needs-host") {
    return { title, lead: "It has been answered.", mood: "neutral", sections: [] };
  }
  const { happened, choices } = questions[now.question];
  const items = aboutItems(view, now.question);
  return {
    title,
    lead: happened,
    mood: "neutral",
    sections: [
      ...(view.baselineFault === null ? [] : [{ kind: "text", text: view.baselineFault } as const]),
      ...(items.length > 0 ? [{ kind: "list", items } as const] : []),
      { kind: "list", heading: "To decide", items: choices.map((text) => ({ text })) },
    ],
    footer: "Until then nothing is promoted, and the round waits.",
  };
}

interface Question {
  readonly happened: string;
  readonly choices: readonly string[];
}

const promotion = [
  'Promote it by its letter: /tank decide promote=A reason="…". The reason is kept.',
  'Or leave the baseline as it is: /tank decide promote=none reason="…"',
];

const questions: Readonly<Record<HostQuestion, Question>> = {
  "baseline-wrong": {
    happened: "The baseline computes a wrong result, and no round optimises a kernel that computes the wrong thing.",
    choices: [
      "Open a repair round in its place, which the first correct kernel wins: /tank open kind=repair",
      "Or mend the runner, if it is to blame, and check again: /tank rerun",
      'Or end this round, mend the problem (/tank revise) and open a new one: /tank cancel reason="…"',
    ],
  },
  "runner-fault": {
    happened: "The runner gave up after three tries. That is nobody's fault, and says nothing about any candidate.",
    choices: [
      "Mend the runner, then /tank rerun: only what is missing runs again.",
      'Or end the round without it, promoting what ran or nothing: /tank decide promote=none reason="…"',
    ],
  },
  "no-ballots": {
    happened: "Fewer sharks voted than the rules ask for.",
    choices: [
      "Go on voting with /tank rerun: the ballots cast so far stay.",
      'Or end the round: /tank cancel reason="…"',
    ],
  },
  "below-the-bar": {
    happened: "A candidate is surely faster, but below this round's bar. The ballots on it have failed either way.",
    choices: promotion,
  },
  mixed: { happened: "A candidate is surely faster overall, and surely slower in a case.", choices: promotion },
  findings: {
    happened: "The findings are in. None of them is measured, and none of them scores.",
    choices: [
      'Accept those that hold as lessons, marked argued: /tank decide accept=A,C reason="…"',
      'Or none of them: /tank decide accept=none reason="…"',
    ],
  },
  suspect: {
    happened: "A measurement is suspect. Look at both numbers before you rule on it.",
    choices: [
      'Believe it, and it is measured again before it is promoted: /tank override A verdict=faster reason="…"',
      'Or rule it out: /tank override A verdict="against the rules" reason="…"',
      'Or leave it: /tank decide promote=none reason="…"',
    ],
  },
};

const asksAbout: Partial<Readonly<Record<HostQuestion, string>>> = {
  "below-the-bar": "faster, below the bar",
  mixed: "mixed",
  suspect: "suspect",
};

/** The pitches in question: with their verdict where there is one, else as not measured yet. */
function aboutItems({ row, pitches, verdicts }: RoundView, question: HostQuestion): readonly ListItem[] {
  const { now } = row.round;
  if (now.state !== "needs-host") return [];
  const nameOf = (pitch: PitchId) => {
    const found = pitches.find(({ id }) => id === pitch);
    return found ? `${found.letter}, ${found.content.title}` : "a pitch";
  };
  const { interrupted } = now;
  if (question === "findings") {
    return pitches.map(({ letter, content }) => ({
      text: `${letter}, ${content.title}, by ${listText(content.authors)}`,
    }));
  }
  if (interrupted?.state === "opening" && question === "runner-fault")
    return [{ text: "Not checked yet: the baseline" }];
  if (interrupted?.state === "running") {
    return interrupted.pending.map((pitch) => ({ text: `Not measured yet: ${nameOf(pitch)}` }));
  }
  if (interrupted?.state === "confirming") return [{ text: `Not confirmed yet: ${nameOf(interrupted.best)}` }];
  return now.results
    .filter(({ verdict }) => verdict === asksAbout[question])
    .map(({ pitch, verdict }) => {
      const stored = verdicts.find(({ pitchId, purpose }) => pitchId === pitch && purpose === "verdict");
      return { text: `${nameOf(pitch)}: ${stored?.verdict.detail ?? verdict}` };
    });
}

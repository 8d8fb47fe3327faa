import type { ProofOutcome } from "../../rounds/judging/judge-proof.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import type { ProofView, QuestionView } from "../../rounds/memory/talk-view.ts";
import type { PitchId } from "../../rounds/round/round-state.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { ProofRow } from "../../rounds/store/proofs.ts";
import type { QuestionRow } from "../../rounds/store/questions.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { intervalText, listText, microseconds, speedupText } from "./numbers.ts";
import { errorSection } from "./verdict-card.ts";

/** What people asked about a pitch and demanded of it, as it stands on the pitch's own card. */
export function pitchTalkSections(
  { questions, proofs }: Pick<RoundView, "questions" | "proofs">,
  pitchId: PitchId,
): readonly Section[] {
  return [
    ...listSection("Questions", questions.filter((each) => each.pitchId === pitchId).map(questionItem)),
    ...listSection("Proofs", proofs.filter((each) => each.pitchId === pitchId).map(proofItem)),
  ];
}

/** A question in the pitch's thread, and its answer once there is one. */
export function questionCard({ question, pitch }: QuestionView): Card {
  const { number, asker, text, answer } = question;
  const authors = listText(pitch.content.authors);
  const sections: readonly Section[] =
    answer === null
      ? [{ kind: "text", text: `${authors}: /tank answer Q${number} "…"` }]
      : [{ kind: "text", heading: `${answer.by} answers`, text: answer.text }];
  return {
    title: `Q${number} on ${nameOf(pitch)}`,
    lead: `${asker} asks: ${text}`,
    mood: "neutral",
    sections,
  };
}

/** A proof in the pitch's thread: what is waited for, or what it showed. */
export function proofCard({ proof, pitch, voice }: ProofView): Card {
  const { demandedBy, state, outcome, caseLabel } = proof;
  const name = nameOf(pitch);
  const timing = caseLabel === null ? "" : `, and timed on ${caseLabel}`;
  const neutral = { mood: "neutral", sections: [] } as const;
  if (outcome !== null) return provenCard({ proof, pitch, voice }, outcome);
  switch (state) {
    case "waiting":
      return {
        ...neutral,
        title: `Proof demanded of ${name}`,
        lead: `${demandedBy} wants to see it built and checked${timing} before the vote closes, and it has no code yet.`,
        sections: [
          {
            kind: "text",
            text: `${listText(pitch.content.authors)}: /pitch code ${pitch.letter} --file kernel.ts, and the proof starts by itself.`,
          },
        ],
      };
    case "running":
    case "judged":
      return {
        ...neutral,
        title: `The proof of ${name} is on the runner`,
        lead: `It is built and checked${timing}. What it shows is pinned to the pitch; it scores nothing.`,
      };
    case "abandoned":
      return {
        ...neutral,
        title: `No proof of ${name}`,
        lead: `The runner gave up after three tries, which says nothing about the code. Demand it again: /tank proof ${pitch.letter}`,
      };
    case "cancelled":
      return { ...neutral, title: `No proof of ${name}`, lead: "Its round ended before it was done." };
  }
}

function provenCard({ proof, pitch, voice }: ProofView, outcome: ProofOutcome): Card {
  const { passed, detail, machine } = outcome;
  const name = nameOf(pitch);
  const plain = passed ? `Proof of ${name}: it builds and is correct` : `Proof of ${name}: it fails`;
  const shown = passed
    ? `PROOF OF ${name.toUpperCase()}: IT HOLDS`
    : `PROOF OF ${name.toUpperCase()}: IT DOES NOT HOLD`;
  const timed = outcome.cases.map((each) => ({ text: timedText(each) }));
  return {
    title: voice === "show" ? shown : plain,
    lead: `${detail}${staleText(proof, pitch)}`,
    mood: passed ? "good" : "bad",
    sections: [
      ...listSection("Timed", timed),
      ...(outcome.error === undefined ? [] : errorSection({ error: outcome.error, detail })),
    ],
    footer: `Demanded by ${proof.demandedBy}, of code ${proof.code?.slice(0, 12) ?? "?"}, on ${machine}. A proof scores nothing.`,
  };
}

/** Code may be mended after its proof, which then speaks of the earlier one. */
function staleText({ code }: ProofRow, { sourceSha256, sweep }: PitchRow): string {
  if (sourceSha256 === null && sweep !== null) return ` Of its sweep this was ${sweep[0]?.knobs ?? "the first part"}.`;
  return code === sourceSha256 ? "" : " The code was changed since.";
}

function questionItem({ number, asker, text, answer }: QuestionRow): ListItem {
  const reply = answer === null ? `No answer yet: /tank answer Q${number} "…"` : `${answer.by}: ${answer.text}`;
  return { text: `Q${number}, ${asker}: ${text}`, details: [reply] };
}

function proofItem({ demandedBy, state, outcome, code, caseLabel }: ProofRow): ListItem {
  const on = caseLabel === null ? "" : `, timed on ${caseLabel}`;
  const of = code === null ? "" : `: code ${code.slice(0, 12)}`;
  const text = `${outcome === null ? going[state] : outcome.passed ? "Passed" : "Failed"}${of}${on} (demanded by ${demandedBy})`;
  return { text, details: outcome === null ? [] : [outcome.detail, ...outcome.cases.map(timedText)] };
}

const going: Readonly<Record<ProofRow["state"], string>> = {
  waiting: "Waits for code",
  running: "On the runner",
  judged: "Done",
  abandoned: "The runner gave up; demand it again",
  cancelled: "Not done when its round ended",
};

function timedText({ label, baselineUs, candidateUs, speedup, ci95, verdict }: ProofOutcome["cases"][number]): string {
  const times = `${microseconds(baselineUs)} → ${microseconds(candidateUs)}`;
  return `${label}: ${times}, ${speedupText(speedup, ci95)} ${intervalText(ci95)}, ${verdict}`;
}

function listSection(heading: string, items: readonly ListItem[]): readonly Section[] {
  return items.length > 0 ? [{ kind: "list", heading, items }] : [];
}

function nameOf({ letter, content }: PitchRow): string {
  return `${letter}, ${content.title}`;
}

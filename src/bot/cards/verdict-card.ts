import type { CaseVerdict, Verdict } from "../../rounds/judging/verdict.ts";
import type { VerdictName } from "../../rounds/judging/verdict-name.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import type { Provenance, StoredVerdict } from "../../rounds/store/verdicts.ts";
import type { Card, Section } from "./card.ts";
import { intervalText, microseconds, speedupText } from "./numbers.ts";

/** A run's verdict: what happened, the number with its interval, each case, prediction beside reality. */
export function verdictCard(view: RoundView, { pitchId, verdict, ran }: StoredVerdict): Card {
  const pitch = view.pitches.find(({ id }) => id === pitchId);
  const name = pitch ? `${pitch.letter}, ${pitch.content.title}` : "the candidate";
  const show = view.season.voice === "show";
  const funded = pitch !== undefined && (view.tally?.funded.includes(pitch.id) ?? false);
  const prediction = pitch ? predictionText(pitch.content.prediction) : "–";
  return {
    title: show
      ? `VERDICT: ${name.toUpperCase()}: ${verdict.verdict.toUpperCase()}`
      : `Verdict on ${name}: ${verdict.verdict}`,
    lead: verdict.detail,
    mood: verdictMood(verdict.verdict),
    sections: [
      {
        kind: "facts",
        facts: [
          { name: "Predicted", value: prediction },
          { name: "Reality", value: realityText(verdict) },
        ],
      },
      ...errorSection(verdict),
      ...casesSection(verdict),
      ...provenanceSection(view, ran),
    ],
    ...(show && funded && verdict.success === false ? { footer: "SHARKS: *surprised Pikachu face*" } : {}),
  };
}

/** The table of cases and the geometric mean under it; nothing where nothing was timed. */
export function casesSection(verdict: Verdict): readonly Section[] {
  if (verdict.cases.length === 0) return [];
  const rows = verdict.cases.map(caseRow);
  const total = ["geometric mean", "", "", speedupText(verdict.speedup, verdict.ci95), intervalText(verdict.ci95), ""];
  return [
    {
      kind: "table",
      columns: [
        { name: "Case", align: "left" },
        { name: "Baseline", align: "right" },
        { name: "Candidate", align: "right" },
        { name: "Speedup", align: "right" },
        { name: "95% interval", align: "right" },
        { name: "", align: "left" },
      ],
      rows: verdict.speedup === null ? rows : [...rows, total],
    },
  ];
}

/** A failing candidate's own words, the first real error line on top. */
export function errorSection({ error }: Verdict): readonly Section[] {
  if (!error) return [];
  const heading =
    error.label === undefined ? `What the ${error.stage} said` : `What the ${error.stage} said on ${error.label}`;
  const log = error.excerpt.trim();
  const text = log === "" || log.startsWith(error.headline) ? log || error.headline : `${error.headline}\n\n${log}`;
  return [{ kind: "code", heading, text: firstLines(text, 14) }];
}

function caseRow({ label, baselineUs, candidateUs, speedup, ci95, verdict }: CaseVerdict): readonly string[] {
  const times = [microseconds(baselineUs), microseconds(candidateUs)];
  return [label, ...times, speedupText(speedup, ci95), intervalText(ci95), verdict];
}

/** The colour of a verdict. */
export function verdictMood(verdict: VerdictName): Card["mood"] {
  if (verdict === "faster") return "good";
  return ["inconclusive", "no difference", "not built", "faster, below the bar", "mixed"].includes(verdict)
    ? "neutral"
    : "bad";
}

/** What ran and where, and the command that does it again. */
function provenanceSection({ problem }: RoundView, ran: Provenance | null): readonly Section[] {
  if (ran === null || ran.candidate === null) return [];
  const versions = Object.entries(ran.versions).map(([name, version]) => `${name} ${version}`);
  const [baseline, candidate] = [ran.baseline, ran.candidate].map((sha) => `sha:${sha.slice(0, 12)}`);
  const facts = [
    { name: "Machine", value: `${ran.machine} (${versions.join(", ")}, sandbox ${ran.sandbox})` },
    {
      name: "Again",
      value: `npm run measure -- --problem ${problem.name} --baseline ${baseline} --candidate ${candidate}`,
    },
  ];
  return [{ kind: "facts", facts }];
}

function firstLines(text: string, most: number): string {
  const lines = text.split("\n");
  return lines.length <= most
    ? text
    : [...lines.slice(0, most), `… ${lines.length - most} more lines in the log`].join("\n");
}

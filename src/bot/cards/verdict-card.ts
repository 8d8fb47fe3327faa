import type { CaseVerdict, Verdict } from "../../rounds/judging/verdict/verdict.ts";
import type { VerdictName } from "../../rounds/judging/verdict/verdict-name.ts";
import { type CaseTarget, caseTargets } from "../../rounds/memory/case-targets.ts";
import type { RoundView } from "../../rounds/memory/round-view.ts";
import { predictionText, realityText } from "../../rounds/memory/scoreboard.ts";
import type { Stage } from "../../rounds/report.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import type { Provenance } from "../../rounds/store/run-tables.ts";
import type { StoredVerdict } from "../../rounds/store/verdicts.ts";
import { limitNotes, targetText } from "./baseline-sections.ts";
import type { Card, Fact, Section } from "./card.ts";
import { machineFacts, measuredFacts } from "./measured-facts.ts";
import { gapText, intervalText, microseconds, speedupText } from "./numbers.ts";
import { failureFace, failuresBefore } from "./shark-reaction.ts";

/** A run's verdict: what happened, the number with its interval, each case, prediction beside reality. */
export function verdictCard(view: RoundView, { pitchId, purpose, verdict, ran, ruling }: StoredVerdict): Card {
  const pitch = view.pitches.find(({ id }) => id === pitchId);
  const name = pitch ? `${pitch.letter}, ${pitch.content.title}` : "the candidate";
  const show = view.season.voice === "show";
  const again = purpose === "rerun" ? "New " : "";
  const funded = pitch !== undefined && (view.tally?.funded.includes(pitch.id) ?? false);
  return {
    title: show
      ? `${again.toUpperCase()}VERDICT ON ${name.toUpperCase()}: ${verdict.verdict.toUpperCase()}`
      : `${again}${again ? "verdict" : "Verdict"} on ${name}: ${verdict.verdict}`,
    lead: verdict.detail,
    mood: verdictMood(verdict.verdict),
    sections: [
      {
        kind: "facts",
        facts: [
          ...(pitch?.content.prediction
            ? [{ name: "Predicted", value: predictionText(pitch.content.prediction) }]
            : []),
          { name: "Reality", value: realityText(verdict) },
          ...sharksFacts(view, pitchId, verdict),
          ...rulingFacts(ruling),
          ...measuredFacts(verdict, ran?.sandbox),
        ],
      },
      ...errorSection(verdict),
      ...(verdict.verdict === "correct"
        ? ownTimesSection(verdict)
        : casesSection(verdict, knownTargets(view, ran, verdict))),
      ...(pitch ? sweepSection(view, pitch) : []),
      ...provenanceSection(view, ran),
    ],
    ...(show && funded ? reaction(view, verdict) : {}),
  };
}

/** What the season's file names for the machine that ran, and where it names nothing the machine's own limit. */
function knownTargets({ season }: RoundView, ran: Provenance | null, { limits }: Verdict): Targets {
  return caseTargets(season, ran?.machine ?? "", limits);
}

type Targets = ReadonlyMap<string, CaseTarget>;

/** The table of cases and the geometric mean under it; nothing where nothing was timed. */
export function casesSection(
  verdict: Verdict,
  targets: Targets = caseTargets({ targets: [] }, "", verdict.limits),
): readonly Section[] {
  if (verdict.cases.length === 0) return [];
  const hasTargets = verdict.cases.some(({ label }) => targets.has(label));
  const rows = verdict.cases.map((each) => caseRow(each, hasTargets ? (targets.get(each.label) ?? null) : undefined));
  const overall = [speedupText(verdict.speedup, verdict.ci95), intervalText(verdict.ci95)];
  const total = ["geometric mean", "", "", ...overall, ...(hasTargets ? ["", ""] : []), ""];
  const aim = [
    { name: "Target", align: "right" },
    { name: "Gap", align: "right" },
  ] as const;
  const notes = limitNotes(verdict.cases.map(({ label }) => ({ label, target: targets.get(label) ?? null })));
  return [
    {
      kind: "table",
      columns: [
        { name: "Case", align: "left" },
        { name: "Baseline", align: "right" },
        { name: "Candidate", align: "right" },
        { name: "Speedup", align: "right" },
        { name: "95% interval", align: "right" },
        ...(hasTargets ? aim : []),
        { name: "Verdict", align: "left" },
      ],
      rows: verdict.speedup === null ? rows : [...rows, total],
    },
    ...notes.map((text) => ({ kind: "text", text }) as const),
  ];
}

/** A repair is compared with nothing: its cases have a time, and no speedup. */
function ownTimesSection({ cases }: Verdict): readonly Section[] {
  const columns = [
    { name: "Case", align: "left" },
    { name: "Time", align: "right" },
  ] as const;
  const rows = cases.map(({ label, candidateUs }) => [label, microseconds(candidateUs)]);
  return [{ kind: "table", heading: "Its own times, compared with nothing", columns, rows }];
}

/** What the other combinations of a sweep showed, before the best of them got this verdict. */
function sweepSection({ verdicts }: RoundView, { id, sweep, sourceSha256 }: PitchRow): readonly Section[] {
  if (sweep === null) return [];
  const items = sweep.flatMap(({ knobs, sha256 }) => {
    const own = verdicts.find(({ purpose, pitchId, ran }) => {
      return purpose === "sweep" && pitchId === id && ran?.candidate === sha256;
    });
    if (!own) return [{ text: `${knobs}: could not be measured` }];
    const chosen = sha256 === sourceSha256 ? " (the best, measured again above)" : "";
    const { verdict, speedup, ci95 } = own.verdict;
    return [{ text: `${knobs}: ${verdict}${speedup === null ? "" : `, ${speedupText(speedup, ci95)}`}${chosen}` }];
  });
  return [{ kind: "list", heading: "The sweep", items }];
}

function rulingFacts(ruling: StoredVerdict["ruling"]): readonly Fact[] {
  if (ruling === null) return [];
  const counts = ruling.tainted ? "tainted: it leaned on something wrong" : (ruling.verdict ?? "as judged");
  return [{ name: "Ruled by its host", value: `${counts}. ${ruling.host}: ${ruling.reason}` }];
}

/** A failing candidate's own words; the first real error line stands on top of the card already. */
export function errorSection({ error, detail }: Pick<Verdict, "error" | "detail">): readonly Section[] {
  const log = error?.excerpt.trim() ?? "";
  if (!error || log === "" || detail.includes(log)) return [];
  const on = error.label === undefined ? "" : ` on ${error.label}`;
  return [{ kind: "code", heading: `What the ${speakers[error.stage]} said${on}`, text: firstLines(log, 14) }];
}

const speakers: Readonly<Record<Stage, string>> = {
  build: "compiler",
  check: "check",
  time: "timing",
  recheck: "second check",
  integrity: "integrity check",
};

/** What the vote had said of it, where there was one. */
function sharksFacts({ tally }: RoundView, pitch: number | null, { success, verdict }: Verdict): readonly Fact[] {
  const line = tally?.support.find((each) => each.pitch === pitch);
  const chance = line?.meanPercent ?? null;
  const said = chance === null ? "no chance stated" : `${Math.round(chance)}% chance on average`;
  const sharks = line ? [{ name: "Sharks", value: `${said}, ${line.funds} of ${tally?.ballots} funded it` }] : [];
  const ballots =
    success === null
      ? "void, nobody's credibility moves"
      : verdict === "mixed"
        ? "a failure, unless the host promotes it"
        : null;
  return ballots === null ? sharks : [...sharks, { name: "Ballots on it", value: ballots }];
}

function reaction({ scoreboard, row }: RoundView, { success, verdict }: Verdict): { readonly footer?: string } {
  if (success === null || verdict === "mixed") return {};
  if (success) return { footer: 'SHARKS: "We knew it all along."' };
  return { footer: failureFace(failuresBefore(scoreboard.lines, row.number)) };
}

/** A target of `undefined`: the table has no such columns. */
function caseRow(
  { label, baselineUs, candidateUs, speedup, ci95, verdict }: CaseVerdict,
  target: CaseTarget | null | undefined,
): readonly string[] {
  const times = [microseconds(baselineUs), microseconds(candidateUs)];
  const aim = target === undefined ? [] : [targetText(target), gapsText(baselineUs, candidateUs, target)];
  return [label, ...times, speedupText(speedup, ci95), intervalText(ci95), ...aim, verdict];
}

/** `19.8→13.0x`: how far off the target before and after. */
function gapsText(baselineUs: number | null, candidateUs: number | null, target: CaseTarget | null): string {
  if (target === null || baselineUs === null || candidateUs === null) return "–";
  return `${gapText(baselineUs, target.us).slice(0, -1)}→${gapText(candidateUs, target.us)}`;
}

/** The colour of a verdict. */
export function verdictMood(verdict: VerdictName): Card["mood"] {
  if (verdict === "faster" || verdict === "correct") return "good";
  return ["inconclusive", "no difference", "not built", "faster, below the bar", "mixed"].includes(verdict)
    ? "neutral"
    : "bad";
}

/** What ran and where, and the command that does it again. */
function provenanceSection({ problem }: RoundView, ran: Provenance | null): readonly Section[] {
  if (ran === null || ran.candidate === null) return [];
  const [baseline, candidate] = [ran.baseline, ran.candidate].map((sha) => `sha:${sha.slice(0, 12)}`);
  const facts = [
    ...machineFacts(ran),
    {
      name: "Measure it again",
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

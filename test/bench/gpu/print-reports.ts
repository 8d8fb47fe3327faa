import { type Judgement, judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import type { Report } from "../../../src/rounds/report.ts";
import { type Fixture, readFixtures } from "../../cheats/cheats.ts";
import type { StampedReport } from "./stamped-reports.ts";

const rules = VerdictRules.parse({ clock: "gpu" });

/** What each report was judged to be, one line a report, and how long each took and where. */
export async function printReports(reports: readonly StampedReport[]): Promise<void> {
  const fixtures = new Map((await readFixtures()).map((fixture) => [fixture.name, fixture]));
  const judged = reports.map((each) => ({ ...each, judgement: judgeReport(each.report, rules) }));
  for (const { session, report, judgement } of judged) {
    const fixture = session.includes("cheats") ? fixtures.get(report.runId) : undefined;
    const fit = fixture === undefined ? "" : `${fixture.kind}, ${fitOf(fixture, judgement)} · `;
    const name = `${session} · ${report.runId}`;
    console.log(`${name}: ${fit}${wordOf(judgement)} · ${numbersOf(judgement)}\n    ${detailOf(judgement)}`);
  }
  console.log("");
  console.table(
    judged.map(({ session, report, seconds }) => ({ session, run: report.runId, ...timesOf(report, seconds) })),
  );
  const counts = Object.groupBy(judged, ({ session, judgement }) => `${groupOf(session)}: ${wordOf(judgement)}`);
  for (const [name, members] of Object.entries(counts)) console.log(`${String(members?.length).padStart(4)} ${name}`);
}

/** The spins that slow each case of the founding problem by so much, from a calibration with equal spins. */
export function printSpins({ report }: StampedReport, spins: number, slowdown: number): void {
  const judgement = judgeReport(report, rules);
  if ("fault" in judgement) return;
  const chosen = judgement.cases.flatMap(({ label, speedup }) => {
    const k = /K=(\d+)/.exec(label)?.[1];
    return k === undefined || speedup === null ? [] : [`${k}=${Math.round((spins * slowdown) / (1 / speedup - 1))}`];
  });
  console.log(`slowed by ${slowdown * 100}%: --spins ${chosen.join(",")}`);
}

/** Whether a fixture of test/cheats ended as its manifest expects. */
const fitOf = ({ expect }: Fixture, judgement: Judgement) =>
  "fault" in judgement || !expect.includes(judgement.verdict) ? "NOT AS EXPECTED" : "as expected";

const groupOf = (session: string) => session.replace(/-\d+$/, "");

const wordOf = (judgement: Judgement) =>
  "fault" in judgement ? `fault of the ${judgement.fault.kind}` : judgement.verdict;

function detailOf(judgement: Judgement): string {
  if ("fault" in judgement) return judgement.fault.detail;
  const error = judgement.error === undefined ? "" : `\n    ${judgement.error.headline}`;
  return `${judgement.reason}: ${judgement.detail}${error}`;
}

function numbersOf(judgement: Judgement): string {
  if ("fault" in judgement || judgement.speedup === null) return "-";
  const low = judgement.ci99?.[0].toFixed(4);
  const high = judgement.ci99?.[1].toFixed(4);
  const cases = judgement.cases.map(
    ({ speedup, verdict, baselineUs }) => `${speedup?.toFixed(4)} ${verdict} (${baselineUs?.toFixed(1)} µs)`,
  );
  const other = judgement.otherClock === undefined ? "" : ` · call ×${judgement.otherClock.speedup.toFixed(3)}`;
  const bound = judgement.hostBound === undefined ? "" : ` · host-bound ${judgement.hostBound.length}`;
  return `×${judgement.speedup.toFixed(4)} [${low}, ${high}] · ${cases.join(" · ")}${other}${bound}`;
}

function timesOf({ stageMs, sandbox }: Report, seconds: number): Readonly<Record<string, number | string>> {
  const stages = Object.entries(stageMs).map(([stage, ms]) => [stage, Number((ms / 1000).toFixed(2))]);
  return { sandbox, seconds: Number(seconds.toFixed(2)), ...Object.fromEntries(stages) };
}

import { caseTargets } from "../../../rounds/memory/case-targets.ts";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { lastOutcome } from "../../../rounds/store/runs.ts";
import type { StoredVerdict } from "../../../rounds/store/verdicts.ts";
import { verdictPictureAlt } from "../../cards/picture-card.ts";
import type { Attachment } from "../../command.ts";
import { chartSvg, pngOf } from "../../pictures/picture.ts";
import { verdictChart } from "../../pictures/verdict-chart.ts";
import type { Picture } from "./posts.ts";

/** A verdict's chart; null where no case was timed. */
export function verdictPicture({ season, row, pitches }: RoundView, stored: StoredVerdict): Picture | null {
  const { pitchId, verdict, ran } = stored;
  const pitch = pitches.find(({ id }) => id === pitchId);
  const name = pitch ? `${pitch.letter}, ${pitch.content.title}` : "the candidate";
  const machine = ran?.machine ?? "an unknown machine";
  const known = caseTargets(season, machine, verdict.limits);
  const targets = Object.fromEntries([...known].map(([label, { us }]) => [label, us]));
  const chart = verdictChart({ title: name, machine, verdict, targets });
  if (chart === null) return null;
  return {
    name: `round-${row.number}-${pitch?.letter ?? "candidate"}.png`,
    bytes: pngOf(chartSvg(chart)),
    alt: verdictPictureAlt(name, verdict),
  };
}

/** The whole log of a run that failed; null where it left none. */
export async function verdictLog(db: Db, runId: number): Promise<Attachment | null> {
  const outcome = await lastOutcome(db, runId);
  const log = outcome?.outcome === "report" ? (outcome.report.failure?.log ?? "") : (outcome?.log ?? "");
  if (log.trim() === "") return null;
  return { name: `run-${runId}.log.txt`, bytes: new TextEncoder().encode(log) };
}

import type { RoundView } from "../../../rounds/memory/round-view.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { lastOutcome } from "../../../rounds/store/runs.ts";
import type { StoredVerdict } from "../../../rounds/store/verdicts.ts";
import type { Attachment } from "../../command.ts";
import { verdictPicture } from "../../pictures/verdict-picture.ts";

/** A picture that stands in a message. */
export interface Picture extends Attachment {
  readonly alt: string;
}

/** A verdict's chart; null where no case was timed. */
export function verdictChartOf({ season, row, pitches }: RoundView, stored: StoredVerdict): Picture | null {
  const pitch = pitches.find(({ id }) => id === stored.pitchId);
  const name = pitch ? `${pitch.letter}, ${pitch.content.title}` : "the candidate";
  const drawn = verdictPicture(season, name, stored);
  return drawn && { ...drawn, name: `round-${row.number}-${pitch?.letter ?? "candidate"}.png` };
}

/** The whole log of a run that failed; null where it left none, and where the season shows no code: logs quote it. */
export async function verdictLog(db: Db, { season }: RoundView, runId: number): Promise<Attachment | null> {
  if (season.rules.source !== "diff") return null;
  const outcome = await lastOutcome(db, runId);
  const log = outcome?.outcome === "report" ? (outcome.report.failure?.log ?? "") : (outcome?.log ?? "");
  if (log.trim() === "") return null;
  return { name: `run-${runId}.log.txt`, bytes: new TextEncoder().encode(log) };
}

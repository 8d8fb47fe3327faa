import type { MeasurementView } from "../../rounds/memory/measurement-view.ts";
import { measuredRecord } from "../cli/verdict-record.ts";

/** A private measurement for programs; the verdict has the keys that `npm run measure -- --json` prints. */
export function measurementFacts({ measurement, stored }: MeasurementView) {
  const { runId, what, state } = measurement;
  return { run: runId, what, state, verdict: stored === null ? null : measuredRecord(stored.verdict) };
}

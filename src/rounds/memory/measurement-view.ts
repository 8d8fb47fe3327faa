import type { Db } from "../store/database.ts";
import { getMeasurement, type MeasurementRow } from "../store/measurements.ts";
import { getVerdict, type StoredVerdict } from "../store/verdicts.ts";

/** A private measurement as its asker sees it; the verdict is null while it runs, and where the runner gave up. */
export interface MeasurementView {
  readonly measurement: MeasurementRow;
  readonly stored: StoredVerdict | null;
}

export async function measurementView(db: Db, runId: number): Promise<MeasurementView> {
  const measurement = await getMeasurement(db, runId);
  return { measurement, stored: measurement.state === "judged" ? await getVerdict(db, runId) : null };
}

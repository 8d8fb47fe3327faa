import type { StoredVerdict } from "../store/verdicts.ts";

/** The verdicts that count, one a pitch: a rerun's takes the place of the first. Confirmations are not among them. */
export function recordedVerdicts<Each extends Pick<StoredVerdict, "purpose" | "pitchId">>(
  verdicts: readonly Each[],
): readonly Each[] {
  const counted = verdicts.filter(({ purpose }) => purpose === "verdict" || purpose === "rerun");
  return counted.filter(({ pitchId }, index) => counted.findLastIndex((each) => each.pitchId === pitchId) === index);
}

import { caseTargets } from "../../rounds/memory/case-targets.ts";
import type { Season } from "../../rounds/season.ts";
import type { StoredVerdict } from "../../rounds/store/verdicts.ts";
import { verdictPictureAlt } from "../cards/picture-card.ts";
import { chartSvg, pngOf } from "./picture.ts";
import { verdictChart } from "./verdict-chart.ts";

/** A verdict by case as PNG, with its words; null where no case was timed. `name`: `B, Table decode`. */
export function verdictPicture(
  season: Pick<Season, "targets">,
  name: string,
  { verdict, ran }: Pick<StoredVerdict, "verdict" | "ran">,
): { readonly bytes: Uint8Array; readonly alt: string } | null {
  const machine = ran?.machine ?? "an unknown machine";
  const known = caseTargets(season, machine, verdict.limits);
  const targets = Object.fromEntries([...known].map(([label, { us }]) => [label, us]));
  const chart = verdictChart({ title: name, machine, verdict, targets });
  return chart === null ? null : { bytes: pngOf(chartSvg(chart)), alt: verdictPictureAlt(name, verdict) };
}

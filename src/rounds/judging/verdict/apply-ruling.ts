import { sentence } from "../../sentence.ts";
import { ballotsSucceed, type Verdict } from "./verdict.ts";
import type { VerdictName } from "./verdict-name.ts";

/** A host's word on a verdict. The verdict itself stays as it was judged; this is how it counts. */
export interface Ruling {
  /** What it is called instead; null where the verdict stands. */
  readonly verdict: VerdictName | null;
  /** It leaned on a wrong reference or baseline: its ballots are void, and nothing is compared with it. */
  readonly tainted: boolean;
  readonly host: string;
  readonly reason: string;
}

/** What a verdict counts as: the host's word where there is one, and void for everybody where it is tainted. */
export function countsAs(
  { verdict: judged, success }: Pick<Verdict, "verdict" | "success">,
  ruling: Ruling | null,
): Pick<Verdict, "verdict" | "success"> {
  if (ruling === null) return { verdict: judged, success };
  const verdict = ruling.verdict ?? judged;
  return { verdict, success: ruling.tainted ? null : ballotsSucceed[verdict] };
}

/** The verdict as it counts, with the host's word as its reason. */
export function applyRuling(judged: Verdict, ruling: Ruling | null): Verdict {
  if (ruling === null) return judged;
  const { verdict, success } = countsAs(judged, ruling);
  if (ruling.verdict === null) return { ...judged, success };
  const detail = `Ruled by ${ruling.host}: ${sentence(ruling.reason)} It had been judged "${judged.verdict}".`;
  return { ...judged, verdict, reason: "ruled-by-host", detail, success };
}

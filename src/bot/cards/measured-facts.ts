import { percentText } from "../../rounds/judging/statistics/interval-text.ts";
import type { Verdict } from "../../rounds/judging/verdict/verdict.ts";
import type { Provenance } from "../../rounds/store/run-tables.ts";
import type { Fact } from "./card.ts";
import { intervalText, listText, speedupText } from "./numbers.ts";

/** What stands beside a speedup so that nobody takes it for more than it is. */
export function measuredFacts(verdict: Verdict, sandbox: string | undefined): readonly Fact[] {
  return [
    ...evaluatorFacts(verdict),
    ...otherClockFacts(verdict),
    ...hostBoundFacts(verdict),
    ...aloneFacts(verdict, sandbox),
  ];
}

/** How little separate processes see, and who could have written their numbers. */
function evaluatorFacts({ processes, rules }: Verdict): readonly Fact[] {
  if (processes === undefined) return [];
  const sees = `sees no change under ${percentText(rules.leastEffect)}`;
  const value = `${processes} processes a side; ${sees}, and its numbers come from a process that the candidate runs in`;
  return [{ name: "By the problem's own evaluator", value }];
}

/** The clock that did not judge; a disagreement in sign must not stay hidden. */
function otherClockFacts({ otherClock, rules }: Verdict): readonly Fact[] {
  if (!otherClock) return [];
  const { clock, speedup, ci95, disagrees } = otherClock;
  const says = `${speedupText(speedup, ci95)} ${intervalText(ci95)}`;
  const warning = disagrees ? `. IT DISAGREES with the ${rules.clock} clock, which judged: look at both, host.` : "";
  return [{ name: `By the ${clock} clock`, value: `${says}${warning}` }];
}

function hostBoundFacts({ hostBound = [] }: Verdict): readonly Fact[] {
  if (hostBound.length === 0) return [];
  const cases = hostBound.map(({ label, sides }) => `${label} (${listText(sides)})`);
  return [{ name: "Host-bound", value: `${listText(cases)}: waits for the GPU by itself, so host time is in it` }];
}

/** A wasm kernel shares no memory with its harness, so there is nothing to check alone. */
function aloneFacts({ checkedAlone, uncheckedCases, verdict }: Verdict, sandbox: string | undefined): readonly Fact[] {
  if (checkedAlone === undefined || sandbox === "wasm") return [];
  const name = "Timed alone";
  if (verdict === "suspect" && checkedAlone) return [{ name, value: "every case; what it showed stands above" }];
  if (checkedAlone) return [{ name, value: "every case, and it agrees with the pairs" }];
  if (uncheckedCases === undefined) return [{ name, value: "no: the numbers rest on the pairs alone" }];
  return [{ name, value: `not ${listText(uncheckedCases)}: what is said there rests on the pairs alone` }];
}

/** On what, held by what, and at which clocks. */
export function machineFacts(
  ran: Pick<Provenance, "machine" | "versions" | "sandbox" | "conditions">,
): readonly Fact[] {
  const versions = Object.entries(ran.versions).map(([name, version]) => `${name} ${version}`);
  const conditions = conditionsText(ran);
  return [
    { name: "Measured on", value: `${ran.machine} (${[...versions, `sandbox ${ran.sandbox}`].join(", ")})` },
    ...(conditions === null ? [] : [{ name: "Clocks", value: conditions }]),
  ];
}

/** `SM 1965-1980 MHz, memory 2619 MHz, at most 45 °C`; null where the machine has no sensors. */
function conditionsText({ conditions }: Pick<Provenance, "conditions">): string | null {
  if (conditions === undefined) return null;
  const { smMhz, memoryMhz, hottestC, throttle } = conditions;
  const range = ([low, high]: readonly [number, number]) => (low === high ? `${low}` : `${low}-${high}`);
  const held = throttle.length === 0 ? "" : `, held down by ${listText(throttle)}`;
  return `SM ${range(smMhz)} MHz, memory ${range(memoryMhz)} MHz, at most ${hottestC} °C${held}`;
}

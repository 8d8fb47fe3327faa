import type { Problem } from "../../runner/problem.ts";
import type { CheckedProblem } from "../problem-check/check-problem.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { microseconds, plural } from "./numbers.ts";

const marks = { good: "✓", warning: "!", bad: "✗", open: "–" } as const;

/** What a problem's folder holds and what became of its baseline; each doubt with what to do about it. */
export function problemCard(problem: Problem, { findings, cases }: CheckedProblem): Card {
  const items = findings.map(({ part, mark, detail, remedy }): ListItem => {
    return {
      text: `${marks[mark]} ${part}: ${detail}`,
      details: remedy === undefined ? [] : [`What to do: ${remedy}`],
    };
  });
  const hasRun = cases.length > 0;
  const isBad = findings.some(({ mark }) => mark === "bad");
  const warnings = findings.filter(({ mark }) => mark === "warning").length;
  const ready = warnings === 0 ? "ready to play" : `ready, with ${plural(warnings, "warning")}`;
  const outcome = isBad ? "not ready" : hasRun ? ready : "can be read; nothing was run";
  return {
    title: `${problem.title}: ${outcome}`,
    mood: isBad ? "bad" : "good",
    sections: [{ kind: "list", items }, caseTable(problem, cases)],
    footer: `Problem ${problem.name}, ${problem.sha256.slice(0, 12)}`,
  };
}

function caseTable({ labels }: Problem, cases: CheckedProblem["cases"]): Section {
  const timeOf = (label: string) => cases.find((each) => each.label === label)?.us ?? null;
  return {
    kind: "table",
    heading: "Cases",
    columns: [
      { name: "Case", align: "left" },
      { name: "Baseline", align: "right" },
    ],
    rows: labels.map((label) => [label, microseconds(timeOf(label))]),
  };
}

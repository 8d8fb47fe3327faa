import type { CheckedBaseline } from "../init/check-baseline.ts";
import type { Card } from "./card.ts";
import { microseconds } from "./numbers.ts";

/** A season that can be played now. */
export function initCard(
  path: string,
  /** `runner`: where it is to be measured, if nobody has said so in config/tank.yml yet. */
  { name, runner }: { readonly name: string; readonly runner: string | null },
  { machine, cases }: CheckedBaseline,
): Card {
  return {
    title: `Season ${name} is ready`,
    lead: `Play it: npm start -- --season ${name}`,
    mood: "good",
    sections: [
      {
        kind: "table",
        heading: `The baseline, right in every case, on ${machine}`,
        columns: [
          { name: "Case", align: "left" },
          { name: "Time", align: "right" },
        ],
        rows: cases.map(({ label, baselineUs }) => [label, microseconds(baselineUs)]),
      },
      { kind: "list", heading: "File", items: [{ text: path }] },
      ...(runner === null
        ? []
        : [
            {
              kind: "code",
              heading: "Add to config/tank.yml, so that its runs go there",
              text: `seasons:\n  ${name}: { runner: ${runner} }`,
            } as const,
          ]),
    ],
    footer: "Its approaches, rules and targets are set in that file.",
  };
}

import type { CheckedBaseline } from "../init/check-baseline.ts";
import type { Card } from "./card.ts";
import { microseconds } from "./numbers.ts";

interface NewSeason {
  readonly name: string;
  /** Where it is to be measured, if nobody has said so in config/tank.yml yet. */
  readonly runner: string | null;
}

/** A season that can be played now; what must be done before it is played stands first. */
export function initCard(path: string, { name, runner }: NewSeason, { machine, cases }: CheckedBaseline): Card {
  const play = `Play it: npm start -- --season ${name}`;
  return {
    title: `Season ${name} is ready`,
    ...(runner === null ? { lead: play } : {}),
    mood: "good",
    sections: [
      ...(runner === null
        ? []
        : [
            {
              kind: "code",
              heading: "First, in config/tank.yml, in place of `seasons: {}`",
              text: `seasons:\n  ${name}: { runner: ${runner} }`,
            } as const,
            { kind: "text", heading: "Then", text: play } as const,
          ]),
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
    ],
    footer: "Its approaches, rules and targets are set in that file.",
  };
}

import type { CustomSeriesOption, CustomSeriesRenderItem, EChartsOption, ScatterSeriesOption } from "echarts";
import type { CaseVerdict, Verdict } from "../../rounds/judging/verdict/verdict.ts";
import { intervalText, speedupText } from "../cards/numbers.ts";
import { attemptKinds, kindOf } from "./attempt-kind.ts";
import { chartTitle } from "./chart-title.ts";
import { logAxis, logScale } from "./log-axis.ts";
import { ink } from "./picture.ts";

/** A verdict to draw; `targets` in µs by case, of the machine that measured. */
export interface DrawnVerdict {
  readonly title: string;
  readonly machine: string;
  readonly verdict: Verdict;
  readonly targets: Readonly<Record<string, number>>;
}

interface DrawnCase {
  readonly label: string;
  readonly baselineUs: number;
  readonly candidateUs: number;
  /** The candidate's time at both ends of the speedup's interval. */
  readonly ends: readonly [low: number, high: number] | null;
  readonly targetUs: number | null;
  readonly text: string;
  /** Each case by what it showed itself. */
  readonly colour: string;
}

const caseColours: Readonly<Record<CaseVerdict["verdict"], string>> = {
  faster: attemptKinds.faster.colour,
  slower: attemptKinds.slower.colour,
  "no difference": attemptKinds.same.colour,
  unsettled: attemptKinds.same.colour,
  "not measured": attemptKinds.same.colour,
};

/** Each case of a verdict: the baseline, the candidate with its interval, and the target; null: nothing was timed. */
export function verdictChart({ title, machine, verdict, targets }: DrawnVerdict): EChartsOption | null {
  const cases = verdict.cases.flatMap((each) => drawnCase(each, targets[each.label] ?? null) ?? []);
  if (cases.length === 0) return null;
  const times = cases.flatMap((each) => [
    each.baselineUs,
    each.candidateUs,
    ...(each.targetUs === null ? [] : [each.targetUs]),
    ...(each.ends ?? []),
  ]);
  const scale = logScale(times, { below: 0.08, above: 0.34, foot: false });
  const { colour, symbol } = kindOf[verdict.verdict];
  const hasTargets = cases.some(({ targetUs }) => targetUs !== null);
  const mean =
    verdict.speedup === null ? "" : ` ${speedupText(verdict.speedup, verdict.ci95)} ${intervalText(verdict.ci95)}`;
  return {
    title: chartTitle(title, `${verdict.verdict}${mean} on ${machine}`),
    grid: { left: 40, right: 60, top: 180, bottom: 150, containLabel: true },
    legend: {
      bottom: 18,
      itemGap: 44,
      itemWidth: 30,
      itemHeight: 26,
      textStyle: { fontSize: 28, color: ink.text },
      data: ["baseline", "candidate, 95%", ...(hasTargets ? ["target"] : [])],
    },
    xAxis: logAxis(scale),
    yAxis: caseAxis(cases),
    series: [
      ticks(
        "baseline",
        cases.map(({ baselineUs }) => baselineUs),
        [12, 46],
        ink.baseline,
      ),
      ...(hasTargets
        ? [
            ticks(
              "target",
              cases.map(({ targetUs }) => targetUs),
              [7, 64],
              ink.target,
            ),
          ]
        : []),
      intervals(cases, colour),
      {
        name: "candidate, 95%",
        type: "scatter",
        symbol,
        symbolSize: 28,
        color: colour,
        itemStyle: { opacity: 1 },
        data: cases.map(({ candidateUs, text }, index) => ({ name: text, value: [Math.log10(candidateUs), index] })),
        z: 5,
      },
      speedups(cases, scale.max),
    ],
  };
}

function drawnCase(
  { label, baselineUs, candidateUs, speedup, ci95, verdict }: CaseVerdict,
  targetUs: number | null,
): DrawnCase | null {
  if (baselineUs === null || candidateUs === null) return null;
  const ends = ci95 === null ? null : ([baselineUs / ci95[1], baselineUs / ci95[0]] as const);
  return {
    label,
    baselineUs,
    candidateUs,
    ends,
    targetUs,
    text: speedupText(speedup, ci95),
    colour: caseColours[verdict],
  };
}

/** The first case on top, as in the verdict's table. */
function caseAxis(cases: readonly DrawnCase[]) {
  return {
    type: "category",
    inverse: true,
    data: cases.map(({ label }) => label),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: ink.grid } },
    axisLabel: { fontSize: 28, color: ink.text, width: 330, overflow: "break", interval: 0, lineHeight: 32 },
  } as const;
}

/** An upright mark for each case that has such a time. */
function ticks(
  name: string,
  times: readonly (number | null)[],
  symbolSize: [width: number, height: number],
  color: string,
): ScatterSeriesOption {
  const data = times.flatMap((us, index) => (us === null ? [] : [[Math.log10(us), index]]));
  return { name, type: "scatter", symbol: "rect", symbolSize, color, data, itemStyle: { opacity: 1 } };
}

/** Error bars with feet; one narrower than the mark disappears behind it, which says how sure it is. */
function intervals(cases: readonly DrawnCase[], colour: string): CustomSeriesOption {
  const data = cases.flatMap(({ ends }, index) =>
    ends === null ? [] : [[Math.log10(ends[0]), Math.log10(ends[1]), index]],
  );
  const renderItem: CustomSeriesRenderItem = (_, api) => {
    const row = api.value(2);
    const [left = 0, y = 0] = api.coord([api.value(0), row]);
    const [right = 0] = api.coord([api.value(1), row]);
    const style = { stroke: colour, lineWidth: 5 };
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: "line" as const,
      shape: { x1, y1, x2, y2 },
      style,
    });
    return {
      type: "group",
      children: [line(left, y, right, y), line(left, y - 18, left, y + 18), line(right, y - 18, right, y + 18)],
    };
  };
  return { type: "custom", silent: true, renderItem, data, encode: { x: [0, 1], y: 2 }, z: 4 };
}

/** The speedups in a column at the right edge. */
function speedups(cases: readonly DrawnCase[], edge: number): ScatterSeriesOption {
  return {
    type: "scatter",
    symbolSize: 0.1,
    silent: true,
    data: cases.map(({ text, colour }, index) => ({ name: text, value: [edge, index], label: { color: colour } })),
    label: { show: true, formatter: "{b}", position: "left", fontSize: 34, fontWeight: "bold" },
  };
}

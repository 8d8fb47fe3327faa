import type { EChartsOption, LineSeriesOption, ScatterSeriesOption } from "echarts";
import type { Attempt, SeasonCourse } from "../../rounds/memory/season-course.ts";
import { gapText, microseconds } from "../cards/numbers.ts";
import { type AttemptKind, attemptKinds, kindOf } from "./attempt-kind.ts";
import { chartTitle } from "./chart-title.ts";
import { type Dates, dateAxis, datesAround } from "./date-axis.ts";
import { type LogScale, logAxis, logScale } from "./log-axis.ts";
import { ink } from "./picture.ts";

/** The season in one picture: the baseline against the target by date, every attempt by its verdict. */
export function seasonChart(course: SeasonCourse): EChartsOption {
  const { attempts, readings, targetUs } = course;
  const timed = attempts.flatMap(({ us }) => (us === null ? [] : [us]));
  const times = [...readings.map(({ us }) => us), ...timed, ...(targetUs === null ? [] : [targetUs])];
  const scale = logScale(times, { below: 0.1, above: 0.12, foot: timed.length < attempts.length });
  const dates = datesAround([...readings, ...attempts].map(({ at }) => at));
  const kinds = Object.values(attemptKinds).filter((kind) => attempts.some(({ verdict }) => kindOf[verdict] === kind));
  const now = readings.at(-1)?.us ?? 1;
  // Two labels at one height would cover each other.
  const isClose = targetUs !== null && Math.abs(Math.log10(now / targetUs)) < (scale.max - scale.min) * 0.16;
  const aside = isClose ? Math.sign(targetUs - now) * 38 : 0;
  return {
    title: chartTitle(titleOf(course), subtitleOf(course)),
    grid: { left: 150, right: 190, top: 170, bottom: 150 },
    legend: {
      bottom: 18,
      itemGap: 30,
      itemWidth: 28,
      itemHeight: 26,
      textStyle: { fontSize: 27, color: ink.text },
      data: kinds.map(({ name }) => name),
    },
    xAxis: dateAxis(dates),
    yAxis: logAxis(scale),
    series: [
      baselineLine(course, dates, endLabel(dates, now, `baseline\n${microseconds(now)}`, ink.baseline, aside)),
      ...(targetUs === null
        ? []
        : [
            targetLine(
              targetUs,
              dates,
              endLabel(dates, targetUs, `target\n${microseconds(targetUs)}`, ink.target, -aside),
            ),
          ]),
      ...kinds.map((kind) => attemptDots(attempts, kind, scale)),
    ],
  };
}

type EndLabel = NonNullable<LineSeriesOption["markPoint"]>;

/** A step line that goes on to the picture's edge: the last reading holds until the next. */
function baselineLine({ readings }: SeasonCourse, { max }: Dates, markPoint: EndLabel): LineSeriesOption {
  const points = readings.map(({ at, us }) => [at.getTime(), Math.log10(us)]);
  const last = readings.at(-1)?.us ?? 1;
  return {
    name: "baseline",
    type: "line",
    step: "end",
    symbol: "circle",
    symbolSize: 12,
    color: ink.baseline,
    lineStyle: { width: 6 },
    data: [...points, { value: [max, Math.log10(last)], symbol: "none" }],
    markPoint,
    z: 3,
  };
}

function targetLine(us: number, { min, max }: Dates, markPoint: EndLabel): LineSeriesOption {
  return {
    name: "target",
    type: "line",
    symbol: "none",
    color: ink.target,
    lineStyle: { width: 5, type: "dashed" },
    data: [
      [min, Math.log10(us)],
      [max, Math.log10(us)],
    ],
    markPoint,
    z: 2,
  };
}

/** What a line is and stands at, in the margin at its right end. */
function endLabel({ max }: Dates, us: number, text: string, color: string, aside: number): EndLabel {
  return {
    symbol: "circle",
    symbolSize: 0.1,
    data: [{ name: text, coord: [max, Math.log10(us)] }],
    label: {
      show: true,
      formatter: text,
      position: "right",
      distance: 10,
      offset: [0, aside],
      align: "left",
      fontSize: 30,
      lineHeight: 36,
      fontWeight: "bold",
      color,
    },
  };
}

function attemptDots(attempts: readonly Attempt[], kind: AttemptKind, { min, foot }: LogScale): ScatterSeriesOption {
  return {
    name: kind.name,
    type: "scatter",
    symbol: kind.symbol,
    symbolSize: 30,
    color: kind.colour,
    itemStyle: { borderColor: "#ffffff", borderWidth: 2, opacity: 1 },
    data: attempts
      .filter(({ verdict }) => kindOf[verdict] === kind)
      .map(({ at, us, name }) => ({ name, value: [at.getTime(), us === null ? (foot ?? min) : Math.log10(us)] })),
    label: {
      show: true,
      formatter: "{b}",
      position: "right",
      fontSize: 26,
      fontWeight: "bold",
      color: kind.colour,
      textBorderColor: "#ffffff",
      textBorderWidth: 5,
    },
    labelLayout: { hideOverlap: true },
    z: 4,
  };
}

function titleOf({ season, problemTitle }: SeasonCourse): string {
  return `${season.title}: ${problemTitle}`;
}

function subtitleOf({ machine, imported, elsewhere, readings, targetUs }: SeasonCourse): string {
  const now = readings.at(-1)?.us;
  const gap = targetUs === null || now === undefined ? "Mean time" : `${gapText(now, targetUs)} off the target`;
  const other = elsewhere > 0 ? ` (${elsewhere} more elsewhere)` : "";
  return `${gap} on ${machine}${imported ? " (imported)" : ""}${other}`;
}

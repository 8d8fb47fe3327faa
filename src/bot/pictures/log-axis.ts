import { ink } from "./picture.ts";

/** Times on a logarithmic axis with marks at 1, 2 and 5; a chart's own logarithmic axis marks powers of ten alone. */
export interface LogScale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Where stands what has no time. */
  readonly foot: number | null;
}

/** Room around all of the times, as shares of their span; `foot` keeps a strip below them for what has none. */
export function logScale(
  times: readonly number[],
  room: { readonly below: number; readonly above: number; readonly foot: boolean },
): LogScale {
  const logs = times.map(Math.log10);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const span = Math.max(high - low, 0.1);
  const [floor, max] = [low - span * room.below, high + span * room.above];
  const strip = room.foot ? (max - floor) * 0.12 : 0;
  return { min: floor - strip, max, ticks: ticksIn(floor, max), foot: room.foot ? floor - strip / 2 : null };
}

const finest = Array.from({ length: 90 }, (_, index) => 1 + index / 10);
const steps = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8], finest];
const mostTicks = 7;

function ticksIn(min: number, max: number): readonly number[] {
  const found = steps.map((step) => marks(min, max, step));
  return found.find((ticks) => ticks.length >= 4) ?? found.at(-1) ?? [];
}

function marks(min: number, max: number, step: readonly number[]): readonly number[] {
  const powers = Array.from({ length: Math.ceil(max) - Math.floor(min) + 1 }, (_, index) => Math.floor(min) + index);
  const all = powers.flatMap((power) => step.map((factor) => power + Math.log10(factor)));
  const inside = all.filter((tick) => tick >= min && tick <= max);
  const every = Math.ceil(inside.length / mostTicks);
  return inside.filter((_, index) => index % every === 0);
}

/** The axis itself; what is drawn on it are logarithms to base ten. */
export function logAxis({ min, max, ticks, foot }: LogScale) {
  const marked = [...ticks];
  const labelled = foot === null ? marked : [foot, ...ticks];
  return {
    type: "value",
    min,
    max,
    axisLine: { show: false },
    axisTick: { show: false, customValues: marked },
    splitLine: { show: true, lineStyle: { color: ink.grid, width: 2 } },
    axisLabel: {
      fontSize: 28,
      color: ink.soft,
      customValues: labelled,
      formatter: (value: number) => (foot !== null && Math.abs(value - foot) < 1e-9 ? "no time" : tickText(value)),
    },
  } as const;
}

/** `30 µs`, `1.5 ms`: round numbers have no need of noughts. */
function tickText(value: number): string {
  const us = 10 ** value;
  return us < 999.5 ? `${Number(us.toPrecision(3))} µs` : `${Number((us / 1000).toPrecision(3))} ms`;
}

import { ink } from "./picture.ts";

/** A stretch of time, in ms. */
export interface Dates {
  readonly min: number;
  readonly max: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 2, 5, 10, 30].map((count) => count * minute).concat([1, 3, 6, 12].map((count) => count * hour));
const longSteps = [1, 2, 7, 14, 30, 91, 365].map((count) => count * day);

/** A little room on both sides; a season of one moment gets half an hour around it. */
export function datesAround(times: readonly Date[]): Dates {
  const all = times.map((at) => at.getTime());
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const room = first === last ? hour / 2 : Math.max((last - first) * 0.06, minute);
  // The last attempts have their names to the right of them.
  return { min: first - room, max: last + room * 2 };
}

/** Days of a long season, hours of a short one; in UTC, like everything that is stored. */
export function dateAxis({ min, max }: Dates) {
  const step = [...steps, ...longSteps].find((each) => (max - min) / each <= 6) ?? 365 * day;
  const first = Math.ceil(min / step) * step;
  const customValues = Array.from({ length: Math.floor((max - first) / step) + 1 }, (_, index) => first + index * step);
  return {
    type: "value",
    min,
    max,
    axisLine: { show: true, onZero: false, lineStyle: { color: ink.soft, width: 2 } },
    axisTick: { show: true, customValues, lineStyle: { color: ink.soft, width: 2 } },
    splitLine: { show: false },
    axisLabel: {
      fontSize: 28,
      color: ink.soft,
      margin: 16,
      customValues,
      hideOverlap: true,
      formatter: (at: number) => (step >= day ? dayText(at) : timeText(at)),
    },
  } as const;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayText(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

function timeText(at: number): string {
  const time = new Date(at).toISOString().slice(11, 16);
  return time === "00:00" ? dayText(at) : time;
}

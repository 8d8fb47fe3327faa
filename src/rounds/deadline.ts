import { DateTime } from "luxon";
import type { Round, RoundState } from "./round/round-state.ts";
import { DurationText, type SeasonRules } from "./season.ts";

/** A season's calendar: the wall clock that its days are counted by, and which of them are worked on. */
export type Calendar = Pick<SeasonRules, "timezone" | "workdays">;

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/**
 * When a time such as `90m`, `4h` or `2d` is over. Minutes and hours are the clock's. Days are working days: the same
 * wall-clock time after so many of them, days off left out; a part of a day goes on through working days alone.
 * @throws ZodError for what is no such time.
 */
export function deadlineAfter(now: Date, text: string, calendar: Calendar): Date {
  const [, amount = "", unit] = /^(\d+(?:\.\d)?)\s*([mhd])$/.exec(DurationText.parse(text)) ?? [];
  const count = Number(amount);
  if (unit === "m") return new Date(now.getTime() + count * 60_000);
  if (unit === "h") return new Date(now.getTime() + count * 3_600_000);
  const start = DateTime.fromJSDate(now, { zone: calendar.timezone });
  const whole = Math.floor(count);
  const day = plusWorkdays(start, whole, calendar);
  return (count > whole ? plusPart(day, count - whole, calendar) : day).toJSDate();
}

/** All days are added in one step: a wall-clock time that one of them doesn't have must not move the others. */
function plusWorkdays(start: DateTime, count: number, calendar: Calendar): DateTime {
  let days = 0;
  for (let left = count; left > 0; ) {
    days++;
    if (isWorkday(start.plus({ days }), calendar)) left--;
  }
  return start.plus({ days });
}

const dayMs = 86_400_000;

function plusPart(start: DateTime, part: number, calendar: Calendar): DateTime {
  const { hour, minute, second, millisecond } = start;
  const ms = hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond + Math.round(part * dayMs);
  if (ms >= dayMs) return atWall(plusWorkdays(start, 1, calendar), ms - dayMs);
  return isWorkday(start, calendar) ? atWall(start, ms) : atWall(plusWorkdays(start, 1, calendar), 0);
}

function atWall(day: DateTime, ms: number): DateTime {
  const [hour, rest] = [Math.floor(ms / 3_600_000), ms % 3_600_000];
  const [minute, left] = [Math.floor(rest / 60_000), rest % 60_000];
  return day.startOf("day").set({ hour, minute, second: Math.floor(left / 1000), millisecond: left % 1000 });
}

/** Whether a season works on a day, in that day's own time zone. */
export function isWorkday(day: DateTime, { workdays }: Calendar): boolean {
  return workdays.some((name) => weekdays.indexOf(name) + 1 === day.weekday);
}

/** `2026-11-27 18:00` on the wall clock of a time zone; null for what is no such time there. */
export function readMoment(text: string, timezone: string): Date | null {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+|T)(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (parts === null) return null;
  const [year, month, day, hour, minute] = parts.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined) return null;
  const moment = DateTime.fromObject({ year, month, day, hour, minute }, { zone: timezone });
  // An hour that the clocks leap over in spring is read as another one.
  return moment.isValid && moment.hour === hour ? moment.toJSDate() : null;
}

/** `Fri 27 Nov 2026, 18:00 (Europe/Berlin)`: a moment for people. */
export function momentText(at: Date, timezone: string): string {
  const moment = DateTime.fromJSDate(at, { zone: timezone }).setLocale("en-GB");
  return `${moment.toFormat("ccc d LLL yyyy, HH:mm")} (${timezone})`;
}

/** When a state that was just entered ends by itself: by its round's own terms, else by its season's rules; null: never. */
export function phaseDeadline({ terms, now }: Round, rules: SeasonRules, at: Date): Date | null {
  const wish = wishFor(now.state, terms.deadlines ?? {}, rules);
  return wish === undefined ? null : deadlineAfter(at, wish, rules);
}

function wishFor(
  state: RoundState["state"],
  own: NonNullable<Round["terms"]["deadlines"]>,
  { deadlines }: SeasonRules,
): string | undefined {
  if (state === "needs-host") return deadlines.host;
  if (state === "pitching" || state === "voting" || state === "building") return own[state] ?? deadlines[state];
  return undefined;
}

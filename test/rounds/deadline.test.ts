import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { deadlineAfter, momentText, readMoment } from "../../src/rounds/deadline.ts";
import { SeasonRules } from "../../src/rounds/season.ts";

const rules = (over: object = {}) => SeasonRules.parse({ timezone: "Europe/Berlin", ...over });
const berlin = (text: string) => DateTime.fromISO(text, { zone: "Europe/Berlin" }).toJSDate();
const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
const moments = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
const weeks = fc.subarray([...names], { minLength: 1 });

describe("a deadline", () => {
  it.each([
    ["90m", "2026-11-25T09:00", "2026-11-25T10:30"],
    ["4h", "2026-11-27T23:00", "2026-11-28T03:00"],
    ["1d", "2026-11-25T18:00", "2026-11-26T18:00"],
    ["1d", "2026-11-27T18:00", "2026-11-30T18:00"],
    ["2d", "2026-11-27T18:00", "2026-12-01T18:00"],
    ["1d", "2026-11-28T12:00", "2026-11-30T12:00"],
    ["5d", "2026-11-25T09:00", "2026-12-02T09:00"],
    ["0.5d", "2026-11-27T18:00", "2026-11-30T06:00"],
    ["1.5d", "2026-11-26T09:00", "2026-11-27T21:00"],
    ["0.5d", "2026-11-28T08:00", "2026-11-30T00:00"],
    ["0.5d", "2026-11-29T18:00", "2026-11-30T06:00"],
    // The clocks go back on Sunday 25 October, and forward on Sunday 29 March.
    ["1d", "2026-10-23T18:00", "2026-10-26T18:00"],
    ["1d", "2026-03-27T02:30", "2026-03-30T02:30"],
    ["4h", "2026-10-25T01:00", "2026-10-25T04:00"],
  ])("of %s from %s is at %s in Berlin", (text, from, to) => {
    expect(deadlineAfter(berlin(from), text, rules())).toEqual(berlin(to));
  });

  it("in minutes and hours is the clock's, whatever day or zone", () => {
    fc.assert(
      fc.property(moments, zones, weeks, fc.integer({ min: 0, max: 9999 }), (now, timezone, workdays, count) => {
        const minutes = deadlineAfter(now, `${count}m`, { timezone, workdays });
        const hours = deadlineAfter(now, `${count}h`, { timezone, workdays });
        expect(minutes.getTime() - now.getTime()).toBe(count * 60_000);
        expect(hours.getTime() - now.getTime()).toBe(count * 3_600_000);
      }),
    );
  });

  it("in days falls on the same wall-clock time of the working day that is so many on, and on no day off", () => {
    fc.assert(
      fc.property(moments, zones, weeks, fc.integer({ min: 1, max: 30 }), (now, timezone, workdays, count) => {
        const start = DateTime.fromJSDate(now, { zone: timezone });
        const end = DateTime.fromJSDate(deadlineAfter(now, `${count}d`, { timezone, workdays }), { zone: timezone });
        const days = Math.round(end.startOf("day").diff(start.startOf("day"), "days").days);
        const worked = Array.from({ length: days }, (_, index) => start.plus({ days: index + 1 })).filter((day) =>
          workdays.some((name) => names.indexOf(name) + 1 === day.weekday),
        );
        expect(worked).toHaveLength(count);
        expect(worked.at(-1)?.toISODate()).toBe(end.toISODate());
        // A wall-clock time that the clocks leap over is the only one that moves, by the leap.
        const wall = start.plus({ days });
        expect(end.toFormat("HH:mm")).toBe(wall.toFormat("HH:mm"));
      }),
    );
  });

  it("never comes earlier when there is more time", () => {
    fc.assert(
      fc.property(moments, zones, weeks, fc.integer({ min: 0, max: 99 }), (now, timezone, workdays, tenths) => {
        const at = (count: number) => deadlineAfter(now, `${(count / 10).toFixed(1)}d`, { timezone, workdays });
        expect(at(tenths + 1).getTime()).toBeGreaterThanOrEqual(at(tenths).getTime());
      }),
    );
  });
});

describe("a moment", () => {
  it("is read on the wall clock of the season's time zone, and shown on it", () => {
    expect(readMoment("2026-11-27 18:00", "Europe/Berlin")).toEqual(new Date("2026-11-27T17:00:00Z"));
    expect(readMoment(" 2026-11-27T9:05 ", "UTC")).toEqual(new Date("2026-11-27T09:05:00Z"));
    expect(momentText(new Date("2026-11-27T17:00:00Z"), "Europe/Berlin")).toBe(
      "Fri 27 Nov 2026, 18:00 (Europe/Berlin)",
    );
  });

  it.each(["tomorrow", "2026-02-30 10:00", "2026-11-27", "2026-11-27 25:00", "2026-03-29 02:30", ""])(
    "is not read from %j",
    (text) => {
      expect(readMoment(text, "Europe/Berlin")).toBeNull();
    },
  );
});

import { describe, expect, it } from "vitest";
import { deadlineText } from "../../src/bot/cards/deadline-text.ts";

describe("a deadline, for people", () => {
  const now = new Date("2026-11-27T12:00:00Z");
  it.each([
    [0, "which has passed"],
    [1, "in 1 min"],
    [59.5, "in 1 h"],
    [200, "in 3 h 20 min"],
    [180, "in 3 h"],
    [47 * 60 + 59, "in 47 h 59 min"],
    [48 * 60, "in 2 days"],
    [75 * 60 + 10, "in 3 days 3 h"],
  ])("that is %d minutes away is %s", (minutes, left) => {
    const at = new Date(now.getTime() + minutes * 60_000);
    expect(deadlineText(at, now, "Europe/Berlin").endsWith(`(Europe/Berlin), ${left}`)).toBe(true);
  });
});

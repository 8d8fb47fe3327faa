import { describe, expect, inject, it, vi } from "vitest";
import { openCuttableLine } from "../postgres/cuttable-line.ts";
import { brokenLines } from "./broken-season.ts";
import { ServedSeason } from "./served-season.ts";

/** Instead of a bot's 30 s, so that a silent line is noticed while a test looks on. */
const answerMs = 3000;
/** Below the least time in which a line is taken for dead. */
const shortMs = 500;
const patience = { timeout: 60_000, interval: 20 };

const cases = [
  { who: "bot", how: "reset" },
  { who: "bot", how: "silence" },
  { who: "worker", how: "reset" },
  { who: "worker", how: "silence" },
] as const;

describe("R1, R3, R4: the network between a database and its", () => {
  it.for(cases)(
    "$who, cut by $how for a moment and for long, costs no run and doubles no verdict",
    { timeout: 180_000 },
    async ({ who, how }) => {
      const serverUrl = inject("postgresUrl");
      await using line = await openCuttableLine(serverUrl);
      const by = { [who]: line.over };
      await using season = await ServedSeason.start(serverUrl, { rounds: 3, workers: 2, by, answerMs });
      const process = who === "bot" ? season.bot : season.workers[0];
      const said = (what: string) => process?.lines.filter((text) => text.startsWith(what)).length ?? 0;
      const hasSaid = (what: string, times: number) =>
        vi.waitFor(() => expect(said(what)).toBeGreaterThanOrEqual(times), patience);
      const isBack = () => vi.waitFor(() => expect(said("database-back")).toBe(said("database-lost")), patience);
      const measured = () => season.workers.every(({ lines }) => lines.some((text) => text.startsWith("run-taken")));

      await vi.waitFor(() => expect(measured()).toBe(true), { ...patience, interval: 5 });
      const cutAt = performance.now();
      line.cut(how);
      await vi.waitFor(() => expect(performance.now() - cutAt).toBeGreaterThan(shortMs), { timeout: 10_000 });
      line.heal("goes-on");
      await isBack();

      const before = said("database-lost");
      line.cut(how);
      await hasSaid("database-lost", before + 1);
      // As where it lasts longer than a heart may stand still; a silent session may hold locks until the server gives it up.
      const noticed = season.noticeDeaths();
      line.heal("forgotten");
      await noticed;
      await isBack();

      await season.end();
      expect(brokenLines(await season.broken())).toEqual([]);
      // Nobody had to be started again.
      expect([season.bot, ...season.workers].map(({ kills, refusals }) => ({ kills, refusals }))).toEqual(
        Array.from({ length: 3 }, () => ({ kills: 0, refusals: [] })),
      );
    },
  );
});

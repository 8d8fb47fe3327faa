import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VerdictName } from "../../../src/rounds/judging/verdict/verdict-name.ts";
import { type PlayedRound, predictionText, realityText, scoreboard } from "../../../src/rounds/memory/scoreboard.ts";
import { Season } from "../../../src/rounds/season.ts";
import { foundingHistory as founding } from "../founding-history.ts";
import { sampleVerdict } from "../sample-verdict.ts";

const season = (parts: object = {}) => Season.parse({ name: "s", title: "Shark Tank", problem: "p", ...parts });
const played = (
  number: number,
  panelPoints: number | null,
  ...verdicts: readonly ReturnType<typeof sampleVerdict>[]
): PlayedRound => ({
  number,
  title: `Round ${number}`,
  funded: verdicts.map((verdict, index) => ({ title: `Pitch ${index}`, prediction: { low: 2, high: 3 }, verdict })),
  panelPoints,
});

describe("the scoreboard of shame", () => {
  it("of the founding history is the founding one", () => {
    const board = scoreboard(season({ history: founding }), []);
    const rows = board.lines.map(({ round, winner, prediction, reality, credibility }) =>
      [round, winner, prediction, reality, `${credibility}%`].join(" | "),
    );
    expect(rows).toEqual([
      "1 | Pipeline Stages | 1.5x faster | 30% SLOWER | -50%",
      "2 | Tile Size Tuning | 2-3x faster | DOESN'T COMPILE | -100%",
    ]);
    expect(board).toMatchObject({ wins: 0, counted: 2, credibility: -100, bankrupt: true });
  });

  it("says the same of the founding rounds when they are played here at full confidence", () => {
    const rounds = [
      {
        ...played(1, -50),
        funded: [
          { title: "Pipeline Stages", prediction: { low: 1.5, high: 1.5 }, verdict: sampleVerdict("slower", 1 / 1.3) },
        ],
      },
      {
        ...played(2, -50),
        funded: [
          { title: "Tile Size Tuning", prediction: { low: 2, high: 3 }, verdict: sampleVerdict("compile error") },
        ],
      },
    ];
    const here = scoreboard(season(), rounds);
    const imported = scoreboard(season({ history: founding }), []);
    const facts = (board: typeof here) =>
      board.lines.map(({ round, winner, prediction, reality, success, credibility }) => {
        return { round, winner, prediction, reality, success, credibility };
      });
    expect(facts(here)).toEqual(facts(imported));
    expect(here).toMatchObject({ wins: 0, counted: 2, credibility: -100, bankrupt: true });
  });

  it("goes on from the imported history, which stays marked", () => {
    const board = scoreboard(season({ history: founding }), [played(3, 10.5, sampleVerdict("faster", 1.46))]);
    expect(board.lines.map(({ round, imported, credibility }) => [round, imported, credibility])).toEqual([
      [1, true, -50],
      [2, true, -100],
      [3, false, -89.5],
    ]);
    expect(board).toMatchObject({ wins: 1, counted: 3, credibility: -89.5, bankrupt: false });
  });

  it("starts at the panel's own credibility where there is no history", () => {
    expect(scoreboard(season({ credibility: -20 }), [])).toMatchObject({
      lines: [],
      wins: 0,
      counted: 0,
      credibility: -20,
      bankrupt: false,
    });
  });

  it("gives every tied pitch its line, at the round's one credibility", () => {
    const board = scoreboard(season(), [played(1, -25, sampleVerdict("faster", 1.2), sampleVerdict("slower", 0.9))]);
    expect(board.lines.map(({ round, credibility }) => [round, credibility])).toEqual([
      [1, -25],
      [1, -25],
    ]);
    expect(board).toMatchObject({ wins: 1, counted: 2 });
  });

  it("shows void lines and does not count them", () => {
    const board = scoreboard(season(), [
      played(1, null, sampleVerdict("inconclusive", 1.1)),
      played(2, null, sampleVerdict("not built")),
      played(3, -50, sampleVerdict("slower", 0.5)),
    ]);
    expect(board.lines.map(({ success }) => success)).toEqual([null, null, false]);
    expect(board.lines.map(({ credibility }) => credibility)).toEqual([0, 0, -50]);
    expect(board).toMatchObject({ wins: 0, counted: 1 });
  });

  it("says where a success did not hold when it was measured again", () => {
    const round = played(1, 16.6667, sampleVerdict("faster", 1.3));
    const funded = round.funded.map((run) => ({ ...run, unconfirmed: true }));
    expect(scoreboard(season(), [{ ...round, funded }]).lines[0]?.reality).toBe("1.30x faster, NOT CONFIRMED");
  });

  it("has no line for a round in which nobody was funded, whose chances still score", () => {
    expect(scoreboard(season(), [played(1, 12.5)])).toMatchObject({ lines: [], credibility: 12.5 });
  });

  it("adds up, whatever was played", () => {
    const verdict = fc.constantFrom(...VerdictName.options).map((name) => sampleVerdict(name, 1.2));
    const points = fc.option(fc.double({ min: -50, max: 16.67, noNaN: true }));
    const round = fc.tuple(points, fc.array(verdict, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(round, { maxLength: 6 }), (rounds) => {
        const all = rounds.map(([entry, verdicts], index) => played(index + 1, entry, ...verdicts));
        const board = scoreboard(season(), all);
        expect(board.lines).toHaveLength(rounds.reduce((sum, [, verdicts]) => sum + verdicts.length, 0));
        expect(board.wins).toBe(board.lines.filter((line) => line.success).length);
        const sum = rounds.reduce((total, [entry]) => total + (entry ?? 0), 0);
        expect(board.credibility).toBeCloseTo(sum, 2);
        expect(board.bankrupt).toBe(board.credibility <= -100);
      }),
    );
  });
});

describe("a prediction in few words", () => {
  it.each([
    [1.5, 1.5, "1.5x faster"],
    [2, 3, "2-3x faster"],
    [0.9, 1.1, "0.9-1.1x"],
    [0.9, 0.9, "0.9x"],
    [1, 1, "1x"],
  ])("%d to %d is %s", (low, high, text) => {
    expect(predictionText({ low, high })).toBe(text);
  });
});

describe("reality in few words", () => {
  it.each([
    ["faster", 1.457, "1.46x faster"],
    ["faster", 1.0234, "1.023x faster"],
    ["faster", 12.3456, "12.35x faster"],
    ["faster, below the bar", 1.2, "1.20x, BELOW THE BAR"],
    ["mixed", 1.12, "MIXED (1.12x)"],
    ["slower", 1 / 1.3, "30% SLOWER"],
    ["slower", 1 / 1.012, "1.2% SLOWER"],
    ["slower", 0.25, "300% SLOWER"],
    ["no difference", 1.001, "NO DIFFERENCE"],
    ["inconclusive", 1.1, "INCONCLUSIVE"],
    ["compile error", null, "DOESN'T COMPILE"],
    ["wrong result", null, "WRONG RESULT"],
    ["crashed", null, "CRASHED"],
    ["timed out", null, "TIMED OUT"],
    ["against the rules", null, "AGAINST THE RULES"],
    ["suspect", 40, "SUSPECT"],
    ["blocked", null, "BLOCKED"],
    ["not built", null, "NOT BUILT"],
  ] as const)("%s at %s is %s", (name, speedup, text) => {
    expect(realityText(sampleVerdict(name, speedup))).toBe(text);
  });

  it("exists for every verdict, timed or not", () => {
    for (const name of VerdictName.options) {
      expect(realityText(sampleVerdict(name))).not.toBe("");
      expect(realityText(sampleVerdict(name, 1.2))).not.toMatch(/NaN|null|undefined/);
    }
  });
});

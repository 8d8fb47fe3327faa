import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compensatingEntry,
  credibilityRecord,
  isBankrupt,
  panelCredibility,
  panelEntry,
  sharkEntry,
  statementScore,
} from "../../../src/rounds/memory/credibility.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const statement = fc.record({ probability: share, success: fc.option(fc.boolean()) });

describe("the score of one statement", () => {
  it("is −50 for full confidence in a failure, +16.6667 in a success, 0 at 50%", () => {
    expect(statementScore(1, false)).toBe(-50);
    expect(statementScore(0, true)).toBe(-50);
    expect(statementScore(1, true)).toBeCloseTo(16.6667, 4);
    expect(statementScore(0.5, true)).toBe(0);
    expect(statementScore(0.5, false)).toBe(0);
  });

  it("is strictly proper: no probability but one's own pays better", () => {
    fc.assert(
      fc.property(share, share, (own, said) => {
        const expected = (probability: number) =>
          own * statementScore(probability, true) + (1 - own) * statementScore(probability, false);
        const lost = expected(own) - expected(said);
        expect(lost).toBeGreaterThanOrEqual(-1e-9);
        if (Math.abs(own - said) > 0.001) expect(lost).toBeGreaterThan(0);
      }),
    );
  });

  it("lies between −50 and 16.6667 and treats success and failure alike", () => {
    fc.assert(
      fc.property(share, (said) => {
        expect(statementScore(said, true)).toBeCloseTo(statementScore(1 - said, false), 9);
        expect(statementScore(said, true)).toBeGreaterThanOrEqual(-50);
        expect(statementScore(said, true)).toBeLessThanOrEqual(50 / 3 + 1e-9);
      }),
    );
  });
});

describe("a round's entry", () => {
  it("is the mean over what ran and is not void, so a round counts once", () => {
    const entry = sharkEntry([
      { probability: 1, success: false },
      { probability: 0.5, success: true },
      { probability: 1, success: null },
    ]);
    expect(entry).toBe(-25);
    expect(sharkEntry([{ probability: 0.9, success: null }])).toBeNull();
    expect(sharkEntry([])).toBeNull();
  });

  it("does not move by void statements", () => {
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(sharkEntry(statements)).toBe(sharkEntry(statements.filter(({ success }) => success !== null)));
      }),
    );
  });

  it("of a rerun compensates the old one", () => {
    expect(compensatingEntry(-50, 16.6667)).toBe(66.6667);
    expect(compensatingEntry(null, -50)).toBe(-50);
    expect(compensatingEntry(-50, null)).toBe(50);
  });
});

describe("the panel", () => {
  it("of the founding rounds backs two failures at full confidence and is bankrupt", () => {
    const failed = [{ probability: 1, success: false }];
    const entry = panelEntry([sharkEntry(failed) ?? 0, sharkEntry(failed) ?? 0]);
    expect(entry).toBe(-50);
    expect(panelCredibility(0, [-50])).toBe(-50);
    expect(isBankrupt(panelCredibility(0, [-50]))).toBe(false);
    expect(panelCredibility(0, [-50, -50])).toBe(-100);
    expect(isBankrupt(panelCredibility(0, [-50, -50]))).toBe(true);
  });

  it("starts at its imported value, and redemption is possible", () => {
    expect(isBankrupt(panelCredibility(-100, [16.6667]))).toBe(false);
    expect(panelEntry([])).toBeNull();
  });
});

describe("a shark's own page", () => {
  it("gathers statements to ten percent and draws small numbers to the base rate", () => {
    const record = credibilityRecord(
      [
        { probability: 0.8, success: true },
        { probability: 0.82, success: true },
        { probability: 0.1, success: false },
        { probability: 0.9, success: null },
      ],
      0.4,
    );
    expect(record.count).toBe(3);
    expect(record.bins).toEqual([
      { percent: 10, count: 1, happened: 0, shrunk: 0.333333 },
      { percent: 80, count: 2, happened: 1, shrunk: 0.571429 },
    ]);
    expect(record.meanScore).toBeGreaterThan(record.shrunkScore ?? 0);
  });

  it("is empty for one who never stated a chance that ran", () => {
    expect(credibilityRecord([], 0.5)).toEqual({
      count: 0,
      meanScore: null,
      shrunkScore: null,
      baseRateScore: null,
      bins: [],
    });
  });

  it("counts every statement in one bin, and shrinks less the more there are", () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), share, (statements, baseRate) => {
        const { bins, count } = credibilityRecord(statements, baseRate);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(count);
        for (const bin of bins) {
          const pull = Math.abs(bin.shrunk - bin.happened);
          expect(pull).toBeLessThanOrEqual((5 / (bin.count + 5)) * Math.abs(baseRate - bin.happened) + 1e-5);
        }
      }),
    );
  });
});

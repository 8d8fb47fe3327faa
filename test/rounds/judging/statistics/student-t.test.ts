import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentTQuantile } from "../../../../src/rounds/judging/statistics/student-t.ts";

describe("quantiles of Student's t", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, and its normal row.
  it.each([
    [1, 12.706, 63.657],
    [2, 4.303, 9.925],
    [3, 3.182, 5.841],
    [5, 2.571, 4.032],
    [7, 2.365, 3.499],
    [10, 2.228, 3.169],
    [19, 2.093, 2.861],
    [30, 2.042, 2.75],
    [60, 2.0, 2.66],
    [100, 1.984, 2.626],
    [Number.POSITIVE_INFINITY, 1.96, 2.576],
  ])("agree with the printed table at %d degrees of freedom", (df, at975, at995) => {
    expect(studentTQuantile(0.975, df)).toBeCloseTo(at975, 3);
    expect(studentTQuantile(0.995, df)).toBeCloseTo(at995, 3);
  });

  it("agree with the closed forms of one and two degrees of freedom", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
        const cauchy = Math.tan(Math.PI * (p - 0.5));
        expect(studentTQuantile(p, 1)).toBeCloseTo(cauchy, 6);
        expect(studentTQuantile(p, 2)).toBeCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 6);
      }),
    );
  });

  it("are symmetric, rise with the probability and fall with the degrees of freedom", () => {
    const df = fc.double({ min: 0.5, max: 500, noNaN: true });
    const p = fc.double({ min: 0.55, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(p, df, (probability, freedom) => {
        const value = studentTQuantile(probability, freedom);
        expect(studentTQuantile(1 - probability, freedom)).toBeCloseTo(-value, 6);
        expect(studentTQuantile(probability + 0.005, freedom)).toBeGreaterThan(value);
        expect(studentTQuantile(probability, freedom * 1.5)).toBeLessThan(value);
      }),
    );
  });

  it("are NaN outside their domain", () => {
    expect(studentTQuantile(0, 3)).toBeNaN();
    expect(studentTQuantile(1, 3)).toBeNaN();
    expect(studentTQuantile(0.9, 0)).toBeNaN();
  });
});

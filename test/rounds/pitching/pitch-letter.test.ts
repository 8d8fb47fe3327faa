import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { letterAt, mostInRound, mostOnBench } from "../../../src/rounds/pitching/pitch-letter.ts";
import { pitchRefText, readPitchRef } from "../../../src/rounds/pitching/pitch-ref.ts";

describe("pitches' letters", () => {
  it("go on after Z as a spreadsheet's columns do", () => {
    expect([0, 25, 26, 27, 51, 52, 701].map(letterAt)).toEqual(["A", "Z", "AA", "AB", "AZ", "BA", "ZZ"]);
    expect([letterAt(mostInRound - 1), letterAt(mostOnBench - 1)]).toEqual(["Z", "ZZ"]);
  });

  it("are each one of its own, and read back in every way to name a pitch", () => {
    expect(new Set(Array.from({ length: mostOnBench }, (_, index) => letterAt(index))).size).toBe(mostOnBench);
    const place = fc.constantFrom(null, "bench" as const, 1, 27);
    fc.assert(
      fc.property(fc.nat(mostOnBench - 1), place, (index, where) => {
        const ref = { letter: letterAt(index), place: where };
        expect(readPitchRef(pitchRefText(ref))).toEqual(ref);
        expect(readPitchRef(pitchRefText(ref).toLowerCase())).toEqual(ref);
      }),
    );
    expect(readPitchRef("bench:AAA")).toBeNull();
  });
});

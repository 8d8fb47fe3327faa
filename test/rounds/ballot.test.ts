import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BallotInput, checkBallot } from "../../src/rounds/ballot.ts";
import { PitchId } from "../../src/rounds/round/round-state.ts";
import { refusal } from "./refusal.ts";

const pitches = [
  { id: PitchId.parse(21), letter: "A", title: "TMA Store Epilogue", authors: ["tom", "tina"] },
  { id: PitchId.parse(22), letter: "B", title: "Warp Specialization", authors: ["wanda"] },
];
const ballot = (parts: Partial<BallotInput>): BallotInput => ({
  shark: "skeptic",
  fund: "none",
  chances: {},
  ...parts,
});

describe("a ballot", () => {
  it("is stored by the pitches' ids, what was not stated as null", () => {
    expect(
      checkBallot(ballot({ fund: "B", chances: { B: 70, A: 20 }, speedup: 1.2, reason: "count them" }), pitches),
    ).toEqual({
      shark: "skeptic",
      fund: 22,
      chances: [
        { pitch: 21, percent: 20 },
        { pitch: 22, percent: 70 },
      ],
      speedup: 1.2,
      reason: "count them",
    });
    expect(checkBallot(ballot({}), pitches)).toEqual({
      shark: "skeptic",
      fund: null,
      chances: [],
      speedup: null,
      reason: null,
    });
  });

  it("may fund a pitch at 0%, and state chances while it funds none", () => {
    expect(checkBallot(ballot({ fund: "A", chances: { A: 0 } }), pitches).chances).toEqual([{ pitch: 21, percent: 0 }]);
    expect(checkBallot(ballot({ chances: { A: 10 } }), pitches)).toMatchObject({
      fund: null,
      chances: [{ percent: 10 }],
    });
  });
});

describe("a ballot is refused", () => {
  it("for a pitch that is not on the table, naming those that are", () => {
    expect(refusal(() => checkBallot(ballot({ fund: "C", chances: { C: 10 } }), pitches))).toBe(
      "unknown-pitch: There is no pitch C in this round. On the table: A, B.",
    );
    expect(refusal(() => checkBallot(ballot({ chances: { Z: 10 } }), pitches))).toMatch(/^unknown-pitch: .*pitch Z/);
    expect(refusal(() => checkBallot(ballot({ fund: "A", chances: { A: 1 } }), []))).toMatch(
      /No pitch is on the table/,
    );
  });

  it.each([
    ["the author", "wanda", { fund: "B", chances: { B: 90 } }],
    ["a co-author", "tina", { fund: "A", chances: { A: 90 } }],
    ["an author who only states a chance", "tom", { fund: "B", chances: { A: 90, B: 1 } }],
  ] as const)("by %s of the pitch", (_, shark, parts) => {
    expect(refusal(() => checkBallot(ballot({ shark, ...parts }), pitches))).toMatch(
      /^own-pitch: [AB] is your own pitch, and nobody votes on their own\. Fund another pitch or none/,
    );
  });

  it("for a pitch of the same owner's, whoever of them pitched and whoever votes", () => {
    const name = fc.constantFrom("sam", "sam/skeptic", "sam/s2", "samuel", "samuel/skeptic", "tina");
    fc.assert(
      fc.property(name, name, name, (author, coAuthor, shark) => {
        const theirs = [{ id: PitchId.parse(1), letter: "A", title: "T", authors: [author, coAuthor] }];
        const cast = () => checkBallot(ballot({ shark, fund: "A", chances: { A: 1 } }), theirs);
        const owners = [author, coAuthor].map((each) => each.split("/")[0]);
        if (owners.includes(shark.split("/")[0]))
          expect(refusal(cast)).toMatch(/^own-pitch: .*nobody votes on their own/);
        else expect(cast().shark).toBe(shark);
      }),
    );
    const robos = [{ id: PitchId.parse(1), letter: "A", title: "T", authors: ["sam/robo"] }];
    expect(refusal(() => checkBallot(ballot({ shark: "sam/hal", fund: "A", chances: { A: 1 } }), robos))).toMatch(
      /A is sam\/robo's pitch: sam and their agents count as one/,
    );
  });

  it("without a chance for the funded pitch, showing how to state one", () => {
    expect(refusal(() => checkBallot(ballot({ fund: "B", chances: { A: 5 } }), pitches))).toBe(
      "no-chance-stated: You fund B without saying how likely it is to succeed. " +
        "Add its chance in percent, from p=0 to p=100: p=70, say.",
    );
  });
});

describe("the form of a ballot", () => {
  const parse = (parts: object) => BallotInput.safeParse({ shark: "skeptic", fund: "A", chances: { A: 50 }, ...parts });

  it.each([
    ["a chance above 100", { chances: { A: 100.1 } }, ["chances", "A"]],
    ["a chance below 0", { chances: { A: -1 } }, ["chances", "A"]],
    ["a chance that is no number", { chances: { A: Number.NaN } }, ["chances", "A"]],
    ["a fund that is no letter", { fund: "ab" }, ["fund"]],
    ["a chance for no letter", { chances: { a: 50 } }, ["chances", "a"]],
    ["a speedup of 0", { speedup: 0 }, ["speedup"]],
    ["a reason too long to read", { reason: "x".repeat(2001) }, ["reason"]],
    ["no shark", { shark: "" }, ["shark"]],
    ["an unknown field", { confidence: 3 }, []],
  ])("refuses %s", (_, parts, path) => {
    expect(parse(parts).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it.each([0, 33.3, 100])("takes a chance of %d%%", (percent) => {
    expect(parse({ chances: { A: percent } }).success).toBe(true);
  });
});

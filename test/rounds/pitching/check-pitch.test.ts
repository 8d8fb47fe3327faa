import { describe, expect, it } from "vitest";
import { PitchInput, Prediction } from "../../../src/rounds/pitch.ts";
import { checkPitch } from "../../../src/rounds/pitching/check-pitch.ts";
import type { KnownApproach, PitchContext } from "../../../src/rounds/pitching/pitch-context.ts";
import { refusal } from "../refusal.ts";

const pitch = (parts: Partial<PitchInput> = {}): PitchInput => ({
  title: "Pipeline Stages",
  approach: "pipeline-stages",
  authors: ["pete"],
  prediction: { low: 1.5, high: 1.5 },
  ...parts,
});
const approach = (parts: Partial<KnownApproach> = {}): KnownApproach => ({
  key: "pipeline-stages",
  name: "Pipeline Stages",
  status: "viable",
  evidence: "imported",
  why: [],
  round: null,
  elsewhere: null,
  ...parts,
});
const words = { knobs: ["num_ab_stage"], cases: ["g=8, K=7168"] };
const context = (...approaches: readonly KnownApproach[]): PitchContext => ({
  approaches,
  round: null,
  requires: [],
  words,
});
const inRound = (
  parts: Partial<PitchContext["round"] & object>,
  ...approaches: readonly KnownApproach[]
): PitchContext => ({
  ...context(...approaches),
  round: { number: 3, kind: "optimise", only: null, ...parts },
});

describe("a pitch", () => {
  it("of a viable or a proven approach is taken without a word", () => {
    expect(checkPitch(pitch(), context(approach()))).toEqual([]);
    expect(checkPitch(pitch(), context(approach({ status: "proven", evidence: "measured" })))).toEqual([]);
  });

  it("of no named approach is a wild card, in every season", () => {
    expect(checkPitch(pitch({ approach: "wild-card" }), context())).toEqual([]);
  });

  it("of an approach that the season doesn't know is refused, with the nearest it does", () => {
    const refused = refusal(() => checkPitch(pitch({ approach: "pipeline-stage" }), context(approach())));
    expect(refused).toBe(
      'unknown-approach: This season has no approach "pipeline-stage"; did you mean "pipeline-stages"? ' +
        'Choose one of pipeline-stages, wild-card; "wild-card" is a pitch of no named approach.',
    );
    expect(refusal(() => checkPitch(pitch({ approach: "swizzle" }), context(approach())))).toContain(
      'no approach "swizzle". Choose one of',
    );
  });
});

describe("an eliminated approach", () => {
  const dead = approach({
    status: "eliminated",
    evidence: "measured",
    why: ["×0.77: surely slower", "a second reason"],
    round: "round 1",
  });

  it("that was measured is refused with its reason, its round and the way forward", () => {
    expect(refusal(() => checkPitch(pitch(), context(dead)))).toBe(
      "eliminated: Pipeline Stages was eliminated in round 1: ×0.77: surely slower. " +
        'Pitch another approach, or say why this time is different: answer="…"',
    );
  });

  it("comes back with an answer to why this time is different", () => {
    expect(checkPitch(pitch({ answer: "The decode is gone, so there is latency to hide." }), context(dead))).toEqual(
      [],
    );
  });

  it.each(["", "   ", "\n"])("does not come back with the blank answer %j", (answer) => {
    expect(refusal(() => checkPitch(pitch({ answer }), context(dead)))).toMatch(/^eliminated: /);
  });

  it.each(["argued", "imported"] as const)("that was only %s asks, and takes the pitch", (evidence) => {
    expect(checkPitch(pitch(), context({ ...dead, evidence, why: ["compute-bound, not memory-bound"] }))).toEqual([
      `Pipeline Stages counts as eliminated (${evidence}): compute-bound, not memory-bound. ` +
        'Please say why this time is different: answer="…"',
    ]);
  });

  it("without a written reason says so", () => {
    expect(refusal(() => checkPitch(pitch(), context({ ...dead, why: [], round: null })))).toMatch(
      /was eliminated: no reason was written down\. Pitch/,
    );
  });
});

describe("what an elimination holds for", () => {
  const dead = approach({ status: "eliminated", evidence: "measured", why: ["slower"] });

  it("is where it was measured: elsewhere it only asks", () => {
    expect(checkPitch(pitch(), context({ ...dead, elsewhere: "on another version of the problem" }))).toEqual([
      "Pipeline Stages counts as eliminated (measured on another version of the problem): slower. " +
        'Please say why this time is different: answer="…"',
    ]);
  });

  it("is speed: a repair is only asked, and a finding may speak of what is dead", () => {
    const claims: Partial<PitchInput> = {
      prediction: null,
      claims: "viable",
      evidence: "A profile shows 40% of the time in the epilogue.",
    };
    expect(checkPitch(pitch({ prediction: null }), inRound({ kind: "repair" }, dead))).toHaveLength(1);
    expect(checkPitch(pitch(claims), inRound({ kind: "research" }, dead))).toEqual([]);
  });
});

describe("what a field must say", () => {
  const required = (...requires: PitchContext["requires"]) => ({ ...context(approach()), requires });

  it("is asked for by the season", () => {
    expect(refusal(() => checkPitch(pitch(), required("evidence")))).toMatch(/^field-missing: .* its evidence, /);
    expect(refusal(() => checkPitch(pitch({ evidence: "  " }), required("evidence")))).toMatch(/^field-missing: /);
    expect(refusal(() => checkPitch(pitch(), required("risk")))).toContain("Add risk=low, medium or high.");
    expect(checkPitch(pitch({ risk: "low" }), required("risk"))).toEqual([]);
  });

  it("is more than an empty phrase where it is required, and a warning where it is not", () => {
    const said = { evidence: "Industry standard." };
    expect(refusal(() => checkPitch(pitch(said), required("evidence")))).toMatch(/^vague: .*"industry standard"/);
    expect(checkPitch(pitch(said), required())).toEqual([
      'Its evidence says little: Say what you saw here: a number, a knob such as num_ab_stage, a case such as "g=8, K=7168", or a line of the kernel.',
    ]);
  });

  it("refuses an answer that says nothing, whatever the season requires", () => {
    expect(refusal(() => checkPitch(pitch({ answer: "It is different." }), required()))).toMatch(/^vague: The answer/);
  });
});

describe("the form of a pitch", () => {
  it.each([
    ["no prediction", { prediction: undefined }, "prediction"],
    ["no title", { title: "  " }, "title"],
    ["no author", { authors: [] }, "authors"],
    ["an approach that is no key", { approach: "Pipeline Stages" }, "approach"],
    ["a risk that is no level", { risk: "none" }, "risk"],
    ["an essay", { reasoning: "x".repeat(8001) }, "reasoning"],
  ])("refuses %s", (_, parts, key) => {
    const { error } = PitchInput.safeParse({ ...pitch(), ...parts });
    expect(error?.issues.map((issue) => issue.path[0])).toEqual([key]);
  });

  it("takes a single number, a range, and a predicted loss", () => {
    for (const range of [
      { low: 1.5, high: 1.5 },
      { low: 2, high: 3 },
      { low: 0.8, high: 0.9 },
    ])
      expect(Prediction.parse(range)).toEqual(range);
  });

  it("refuses a range upside down, nothing, and the impossible", () => {
    expect(Prediction.safeParse({ low: 3, high: 2 }).error?.issues[0]?.message).toBe(
      "the low end of a prediction lies above its high end",
    );
    expect(Prediction.safeParse({ low: 0, high: 2 }).success).toBe(false);
    expect(Prediction.safeParse({ low: 1, high: 1001 }).success).toBe(false);
    expect(Prediction.safeParse({ low: 1, high: Number.POSITIVE_INFINITY }).success).toBe(false);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requireSameRound } from "../../../src/bot/forms/same-round.ts";
import { type FormContext, readContext, writeContext } from "../../../src/bot/slack/modals/form-context.ts";
import { refusal } from "../../rounds/refusal.ts";

const context = fc.record(
  {
    season: fc.string({ minLength: 1, maxLength: 255 }),
    round: fc.option(fc.integer({ min: 1 })),
    pitch: fc.constantFrom("B", "bench:A", "12C"),
    question: fc.integer({ min: 1 }),
    chips: fc.dictionary(fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"), fc.constantFrom(5, 25, 50, 75, 95)),
  },
  { requiredKeys: ["season", "round"] },
);

describe("what a form was opened for", () => {
  it("comes back the same, and fits what Slack carries", () => {
    fc.assert(
      fc.property(context, (opened) => {
        const text = writeContext(opened);
        expect(text.length).toBeLessThanOrEqual(3000);
        expect(readContext({ private_metadata: text })).toEqual(opened);
      }),
    );
  });

  it.each(["", "{", "null", '{"season":"founding"}', '{"season":"s","round":1,"more":true}'])(
    "is refused with the way out where it is not ours any more: %s",
    (text) => {
      expect(refusal(() => readContext({ private_metadata: text }))).toBe(
        "form-outdated: This form is from before this bot was updated, and can't be read any more. " +
          "Copy what you wrote, close it and open it again.",
      );
    },
  );

  it("is refused in another round, and in no other case", () => {
    const opened: FormContext = { season: "founding", round: 3 };
    expect(refusal(() => requireSameRound(opened, 4))).toBe(
      "form-of-another-round: This form was opened in round 3, and round 4 is open now. " +
        "Nothing was sent. Copy what you wrote, close it and open it again in this round.",
    );
    expect(() => requireSameRound(opened, 3)).not.toThrow();
    // The command itself knows what an ended round, or a new one for the bench's pitch, means.
    expect(() => requireSameRound(opened, null)).not.toThrow();
    expect(() => requireSameRound({ ...opened, round: null }, 4)).not.toThrow();
  });
});

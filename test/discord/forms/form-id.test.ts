import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BallotAction, readBallotAction, writeBallotId } from "../../../src/bot/discord/forms/ballot-action.ts";
import { FormId, openedPage, readFormId, wantedOf, writeFormId } from "../../../src/bot/discord/forms/form-id.ts";

const ids = fc.record({
  verb: fc.constantFrom(...FormId.shape.verb.options),
  form: fc.constantFrom(...FormId.shape.form.options),
  round: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
  page: fc.integer({ min: 1, max: 9 }),
  about: fc.option(fc.oneof(fc.constantFrom("B", "bench:A", "12C", "Q7"), fc.string({ minLength: 1, maxLength: 20 }))),
});
const letter = fc.constantFrom(..."ABCXYZ");
const taps: fc.Arbitrary<BallotAction["tap"]> = fc.oneof(
  fc.record({ kind: fc.constant("chip" as const), letter, percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constantFrom("page" as const, "numbers" as const), page: fc.integer({ min: 1, max: 26 }) }),
  fc.record({ kind: fc.constantFrom("reason", "vote", "ask-back", "take-back", "keep" as const) }),
);

describe("a form's custom id", () => {
  it("comes back the same, and fits what Discord carries", () => {
    fc.assert(
      fc.property(ids, (id) => {
        const written = writeFormId(id);
        expect(written.length).toBeLessThanOrEqual(100);
        expect(written).toMatch(/^form:/);
        expect(readFormId(written)).toEqual(id);
        expect(readBallotAction(written)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(taps, fc.integer({ min: 1, max: 999_999_999 }), (tap, round) => {
        const written = writeBallotId({ round, tap });
        expect(written.length).toBeLessThanOrEqual(100);
        expect(readBallotAction(written)).toEqual({ round, tap });
        expect(readFormId(written)).toBeNull();
      }),
    );
  });

  it("is told from every other, however it looks", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string().map((text) => `form:${text}`),
      fc.constantFrom("tank:vote", "form:open:pitch:0:1"),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const id = readFormId(text);
        if (id !== null) expect(writeFormId(id)).toBe(text);
        const action = readBallotAction(text);
        if (action !== null) expect(writeBallotId(action)).toBe(text);
      }),
    );
    expect(readFormId("form:open:pitch:0:1")).toBeNull();
    expect(readBallotAction("form:vote:3:chip:A:101")).toBeNull();
    expect(readBallotAction("form:vote:3:fund", ["DROP"])).toBeNull();
    expect(readBallotAction("form:vote:3:fund")).toBeNull();
    expect(readBallotAction("form:vote:3:fund", ["B"])).toEqual({ round: 3, tap: { kind: "fund", fund: "B" } });
  });

  it("opens the page that was chosen from a list, or the one of its button", () => {
    const id = { form: "pitch", round: 3, page: 1, about: null } as const;
    expect(openedPage(writeFormId({ ...id, verb: "pages" }), ["4"])).toEqual({ ...id, verb: "open", page: 4 });
    expect(openedPage(writeFormId({ ...id, verb: "open", page: 2 }))?.page).toBe(2);
    expect(openedPage(writeFormId({ ...id, verb: "pages" }), ["x"])).toBeNull();
    expect(openedPage(writeFormId({ ...id, verb: "send" }))).toBeNull();
  });

  it("names the form that it is about", () => {
    expect(wantedOf({ form: "answer", about: "Q12" })).toEqual({ form: "answer", question: 12 });
    expect(wantedOf({ form: "code", about: "bench:A" })).toEqual({ form: "code", pitch: "bench:A" });
    expect(() => wantedOf({ form: "code", about: null })).toThrow("before this bot was updated");
    expect(() => wantedOf({ form: "answer", about: "B" })).toThrow("before this bot was updated");
  });
});

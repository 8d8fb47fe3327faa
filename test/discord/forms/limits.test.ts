import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusedAnswer, takenAnswer } from "../../../src/bot/discord/forms/after-form.ts";
import { BallotDraft, standingDraft } from "../../../src/bot/discord/forms/ballot-draft.ts";
import { ballotMessage } from "../../../src/bot/discord/forms/ballot-message.ts";
import { numbersModal, reasonModal } from "../../../src/bot/discord/forms/ballot-modals.ts";
import { drawModal } from "../../../src/bot/discord/forms/draw-modal.ts";
import { emptyDraft, type FormDraft } from "../../../src/bot/discord/forms/form-draft.ts";
import { formPages, type ModalFacts } from "../../../src/bot/discord/forms/form-pages.ts";
import { PitchId } from "../../../src/rounds/round/round-state.ts";
import type { PitchRow } from "../../../src/rounds/store/pitches.ts";
import { content, factsOf, hostile, key, percent, pitches, place } from "../../forms/any-facts.ts";
import { pitchView } from "../../forms/sample-forms.ts";
import { messageFaults, modalFaults, rowFaults } from "./discord-faults.ts";

const ids = ["title", "approach", "speedup", "risk", "with", "evidence", "knobs", "from", "answer", "question", "case"];
const file = fc.record({ id: fc.string(), name: hostile, size: fc.nat(), url: fc.webUrl() });
const drafts: fc.Arbitrary<FormDraft> = fc.record({
  round: fc.constant(3),
  about: fc.constant("B"),
  texts: fc.dictionary(fc.constantFrom(...ids), hostile),
  files: fc.array(file, { maxLength: 3 }),
});

/** Everything that Discord is told of a form. */
function check(wanted: ModalFacts, draft: FormDraft, options: readonly string[]) {
  const form = formPages(wanted, draft);
  for (const [index] of form.pages.entries()) {
    expect(modalFaults(drawModal(form, index + 1))).toEqual([]);
    expect(rowFaults(refusedAnswer(form, options, index + 1).components)).toEqual([]);
    expect(rowFaults(takenAnswer(form, index + 1).components)).toEqual([]);
  }
  expect(form.pages.length).toBeLessThanOrEqual(9);
}

describe("every form stays within Discord's limits, whatever the facts say", () => {
  it("those of a pitch, new, opened again and changed, and of its code", () => {
    const options = fc.array(fc.oneof(fc.constantFrom(...ids, "file"), hostile), { maxLength: 3 });
    fc.assert(
      fc.property(place, content, drafts, options, hostile, (told, standing, draft, about, text) => {
        const { season, round, approaches, knobs, takesGit } = factsOf(told);
        const ways = { knobs, takesGit };
        const view = { ...pitchView("B", standing as Partial<PitchRow["content"]>), season };
        const pitch = { season: season.name, round: 999_999, pitch: "bench:B", title: text };
        const pitching = { season, round, approaches, ...ways };
        check({ form: "pitch", facts: pitching }, emptyDraft({ round: null, about: null }), about);
        check({ form: "pitch", facts: pitching }, draft, about);
        check({ form: "pitch-edit", facts: { view, approaches, only: told.only, ...ways } }, draft, about);
        check({ form: "code", facts: { ...pitch, ...ways, stands: text } }, draft, about);
        check({ form: "measure", facts: { season: season.name, round: null, ...ways } }, draft, about);
      }),
      { numRuns: 60 },
    );
  });

  it("those of questions and proofs", () => {
    fc.assert(
      fc.property(
        key,
        hostile,
        hostile,
        fc.array(hostile, { maxLength: 60 }),
        drafts,
        (season, title, text, cases, draft) => {
          const about = { season, round: 999_999, pitch: "bench:B", title };
          const question = { id: 1, seasonId: 1, pitchId: PitchId.parse(1), number: 999_999, asker: text, text };
          const answer = { by: title, text, at: new Date(0) };
          check({ form: "ask", facts: about }, draft, [text]);
          check({ form: "proof", facts: { ...about, cases } }, draft, ["case"]);
          check(
            { form: "answer", facts: { ...about, question: { ...question, askedAt: new Date(0), answer } } },
            draft,
            ["answer"],
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("26 pitches' ballot, on any of its pages", () => {
    const typed = fc.record({
      fund: fc.option(fc.constantFrom("A", "Z", "none")),
      chances: fc.dictionary(fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"), fc.oneof(hostile, fc.constant("25"))),
      speedup: fc.option(hostile),
      reason: fc.option(hostile),
      page: fc.integer({ min: 1, max: 12 }),
      asksBack: fc.boolean(),
    });
    const standing = fc.option(fc.array(percent, { maxLength: 26 }));
    fc.assert(
      fc.property(
        pitches,
        standing,
        typed,
        fc.option(hostile),
        fc.boolean(),
        (rows, percents, said, note, isAuthor) => {
          const ballot = percents && {
            shark: "sam",
            fund: null,
            chances: percents.map((each, index) => ({ pitch: PitchId.parse(index + 1), percent: each })),
            speedup: 1e-7,
            reason: note,
          };
          const terms = { kind: "optimise", bar: 1.4 } as const;
          const shark = (isAuthor ? rows[0]?.content.authors[0] : undefined) ?? "sam";
          const facts = { season: "s", round: 999_999, terms, shark, pitches: rows, ballot };
          for (const draft of [standingDraft(facts), BallotDraft.parse({ round: 999_999, ...said })]) {
            expect(messageFaults(ballotMessage(facts, draft, note))).toEqual([]);
            expect(modalFaults(numbersModal(facts, draft))).toEqual([]);
            expect(modalFaults(reasonModal(draft))).toEqual([]);
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});

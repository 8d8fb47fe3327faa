import { type APIModalInteractionResponseCallbackData, ComponentType } from "discord.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawModal } from "../../../src/bot/discord/forms/draw-modal.ts";
import { filledDraft } from "../../../src/bot/discord/forms/filled-draft.ts";
import { emptyDraft, withSubmitted } from "../../../src/bot/discord/forms/form-draft.ts";
import { formPages, type ModalFacts } from "../../../src/bot/discord/forms/form-pages.ts";
import { readSubmission } from "../../../src/bot/discord/forms/read-submission.ts";
import { idOf } from "../../../src/bot/forms/fingerprint.ts";
import { PitchId } from "../../../src/rounds/round/round-state.ts";
import { code, facts, pitchView } from "../../forms/sample-forms.ts";
import { typedLike } from "../../forms/typed.ts";
import { outcome, typed } from "../../forms/typed-text.ts";
import { type Answers, fillModal, inputsOf } from "./fill-modal.ts";

/** Some of a modal's inputs, filled in as far as each allows it. */
function answersTo(modal: APIModalInteractionResponseCallbackData): fc.Arbitrary<Answers> {
  const inputs = inputsOf(modal).flatMap((input): readonly (readonly [string, fc.Arbitrary<string | null>])[] => {
    const id = idOf(input.custom_id);
    if (id === "knobs") return [[id, fc.option(fc.constantFrom("num_ab_stage=3", "EPILOGUE=tma, num_acc_stage=1|2"))]];
    if (input.type === ComponentType.TextInput) {
      const text = typed.map((each) => each.slice(0, input.max_length) || "x");
      return [[id, input.required === false ? fc.option(text) : text]];
    }
    if (input.type !== ComponentType.StringSelect) return [];
    return [[id, fc.constantFrom(...input.options.map(({ value }) => value))]];
  });
  return fc.record(Object.fromEntries(inputs));
}

const knobNames = async () => facts.knobs.map(({ name }) => name);
const about = { season: "s", round: 3, pitch: "B", title: "T" };
const question = { id: 1, seasonId: 1, pitchId: PitchId.parse(1), number: 12, asker: "sam", text: "Why?" };

const forms: Readonly<Record<string, ModalFacts>> = {
  pitch: { form: "pitch", facts: { ...facts, takesGit: true } },
  finding: { form: "pitch", facts: { ...facts, round: { ...facts.round, kind: "research" } } },
  edit: { form: "pitch-edit", facts: { ...facts, view: pitchView("B", { knobs: "epilogue=tma" }), only: null } },
  code: { form: "code", facts: { ...code, ...about, stands: null } },
  measure: { form: "measure", facts: { ...code, season: "s", round: null } },
  ask: { form: "ask", facts: about },
  answer: { form: "answer", facts: { ...about, question: { ...question, askedAt: new Date(0), answer: null } } },
  proof: { form: "proof", facts: { ...about, cases: ["one", "two"] } },
};

describe("what is filled in, page by page, comes out as the same command, typed", () => {
  it.each(Object.entries(forms))("%s", async (_, wanted) => {
    const { id } = formPages(wanted, emptyDraft({ round: null, about: null }));
    const form = formPages(wanted, emptyDraft(id));
    const pages = form.pages.map((_page, index) => drawModal(form, index + 1));
    await fc.assert(
      fc.asyncProperty(fc.tuple(...pages.map(answersTo)), async (answers) => {
        const draft = pages.reduce(
          (before, page, index) => withSubmitted(before, readSubmission(fillModal(page, answers[index]))),
          emptyDraft(id),
        );
        const { command, given, others } = await filledDraft(id, draft, knobNames);
        const line = typedLike(command, { given, others });
        expect(line).toEqual({ given, others });
        // Everything is an option that the command has, and nothing is said that is blank.
        expect(Object.keys(command.options.shape)).toEqual(expect.arrayContaining(Object.keys(given)));
        for (const text of Object.values({ ...given, ...others })) expect(text.trim()).not.toBe("");
        expect(outcome(command, line.given)).toEqual(outcome(command, given));
      }),
      { numRuns: 60 },
    );
  });

  it("names its pitch or its question", async () => {
    const given = async (name: string) => {
      const wanted = forms[name];
      if (wanted === undefined) throw new Error(`no ${name}`);
      const { id } = formPages(wanted, emptyDraft({ round: null, about: null }));
      return (await filledDraft(id, emptyDraft(id), knobNames)).given;
    };
    expect(await given("code")).toEqual({ pitch: "B" });
    expect(await given("answer")).toEqual({ question: "Q12" });
    expect(await given("measure")).toEqual({});
  });

  it("refuses knobs that can't be read, at their field", async () => {
    const draft = { ...emptyDraft({ round: null, about: null }), texts: { knobs: "three stages" } };
    const refused = filledDraft({ form: "pitch", about: null }, draft, knobNames);
    await expect(refused).rejects.toMatchObject({ code: "no-setting", about: ["knobs"] });
  });
});

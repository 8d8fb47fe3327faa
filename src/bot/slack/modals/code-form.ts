import type { ModalView } from "@slack/types";
import { type CodeWays, codeBlocks } from "./code-fields.ts";
import { type FilledForm, filledForm } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { formView } from "./form-frame.ts";
import type { SubmittedView } from "./form-state.ts";
import { titled } from "./form-text.ts";

export interface CodeFormFacts extends CodeWays {
  readonly season: string;
  /** Null: the pitch waits on the bench. */
  readonly round: number | null;
  /** `B`, `bench:A`. */
  readonly pitch: string;
  readonly title: string;
  /** What its code is made of now, in words; null where there is none. */
  readonly stands: string | null;
}

const upload = "The changed kernel, a zip of its files, or a patch. Knobs are turned in it.";

/** `/pitch code B`, and the button "Hand in code". */
export function codeForm(facts: CodeFormFacts): ModalView {
  const { season, round, pitch, title, stands } = facts;
  const now = stands === null ? "It has no code yet." : `This takes the place of what stands: ${stands}.`;
  return formView({
    name: "code",
    context: { season, round, pitch },
    title: `Code of ${pitch}`,
    submit: "Hand it in",
    blocks: [titled(`${pitch}: ${title}`, [now]), ...codeBlocks(facts, { hint: upload })],
  });
}

export function readCode(view: Pick<SubmittedView, "state" | "private_metadata">): FilledForm {
  const { given, ...code } = filledForm(view);
  const { pitch } = readContext(view);
  return { ...code, given: { ...(pitch === undefined ? {} : { pitch }), ...given } };
}

export interface MeasureFormFacts extends CodeWays {
  readonly season: string;
  readonly round: number | null;
}

/** `/tank measure`: the same without a pitch. */
export function measureForm(facts: MeasureFormFacts): ModalView {
  const { season, round } = facts;
  return formView({
    name: "measure",
    context: { season, round },
    title: "Measure",
    submit: "Measure it",
    blocks: [
      titled("A verdict for you alone, now", ["It counts for nobody's credibility. Left empty: your last one again."]),
      ...codeBlocks(facts, { hint: upload }),
    ],
  });
}

export function readMeasure(view: Pick<SubmittedView, "state">): FilledForm {
  return filledForm(view);
}

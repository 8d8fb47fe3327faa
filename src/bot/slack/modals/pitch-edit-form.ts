import type { KnownBlock, ModalView } from "@slack/types";
import type { ApproachView } from "../../../rounds/memory/approach-views.ts";
import type { PitchView } from "../../../rounds/memory/pitch-view.ts";
import { type CodeWays, codeBlocks } from "./code-fields.ts";
import { type FilledForm, textsByName } from "./filled-form.ts";
import { readContext } from "./form-context.ts";
import { formView } from "./form-frame.ts";
import { filledFiles, filledInputs, type SubmittedView } from "./form-state.ts";
import { note } from "./form-text.ts";
import { filledKnobs } from "./knob-fields.ts";
import { pitchBlocks, type Said } from "./pitch-form.ts";
import { pitchName, pitchTexts } from "./pitch-texts.ts";

export interface PitchEditFacts extends CodeWays {
  readonly view: PitchView;
  readonly approaches: readonly ApproachView[];
  /** The one approach that its round takes; null: any. */
  readonly only: string | null;
}

/** `/pitch edit B`: the form of a pitch, filled with what stands. */
export function pitchEditForm(facts: PitchEditFacts, said?: Said): ModalView {
  const { view, approaches, only } = facts;
  const { season, round: number, kind } = view;
  const name = pitchName(view);
  const round = number === null ? null : { number, kind: kind ?? "optimise", only };
  return formView({
    name: "pitch-edit",
    context: { season: season.name, round: number, pitch: name },
    title: `Edit ${name}`,
    submit: "Change it",
    blocks: [
      note("What you leave as it is stays as it is. It can be changed until the vote opens."),
      ...pitchBlocks(
        { season, round, approaches },
        { said: said?.given ?? {}, stands: pitchTexts(view) },
        kind === "research" ? [] : standingCode(facts, said),
      ),
    ],
  });
}

/**
 * Knobs turn the baseline, so where a pitch's code came as files, turning one would put the baseline in their place:
 * there, code is handed in anew.
 */
function standingCode({ view, ...facts }: PitchEditFacts, said: Said | undefined): readonly KnownBlock[] {
  const { origin, knobs } = view.pitch.content;
  const from = said?.given["from"];
  if (origin !== undefined) {
    const made = [origin, ...(knobs === undefined ? [] : [knobs])].join(", ");
    const hint = `It takes the place of what stands: ${made}. "Hand in code" takes knobs with it.`;
    return codeBlocks({ ...facts, knobs: [] }, { from, hint });
  }
  const stands = knobs === undefined ? {} : settingsOf(knobs);
  const hint = "The changed kernel, a zip of its files, or a patch. The knobs above are turned in it.";
  return codeBlocks(facts, { said: said?.others ?? {}, stands, from, hint });
}

/** `num_ab_stage=2|3 epilogue=tma`, as a pitch keeps it for people to read. */
function settingsOf(knobs: string): Readonly<Record<string, string>> {
  const settings = [...knobs.matchAll(/(?<![^\s,])(\w+)=([\w.|-]+)(?![^\s,])/g)];
  return Object.fromEntries(settings.map(([, name = "", value = ""]) => [name, value]));
}

/** What was changed, as `/pitch edit B` would have been typed. Code is one thing: all of it is sent, or nothing. */
export function readPitchEdit(view: Pick<SubmittedView, "state" | "private_metadata">): FilledForm {
  const { pitch } = readContext(view);
  const inputs = filledInputs(view);
  const files = filledFiles(view);
  const said = textsByName(inputs, ({ id, text, changed }) => {
    if (!changed) return null;
    return text ?? (canBeNone.includes(id) ? "none" : null);
  });
  const knobs = filledKnobs(inputs);
  const isNewCode = knobs.changed || files.length > 0 || said["from"] !== undefined;
  // All knobs set back and nothing else: said in full, so that the refusal tells that this is the baseline.
  const turned = Object.keys(knobs.turned).length > 0 || files.length > 0 ? knobs.turned : knobs.setBack;
  return { given: { ...(pitch === undefined ? {} : { pitch }), ...said }, others: isNewCode ? turned : {}, files };
}

const canBeNone: readonly string[] = ["with", "parents"];

import { uploadHints } from "../../forms/code-fields.ts";
import type { FormFacts } from "../../forms/form-facts.ts";
import { type PitchEditFacts, type PitchFormFacts, placeOf, standingCode } from "../../forms/pitch-facts.ts";
import { leadingFields, type PitchPlace, type PitchTexts, pitchField, pitchFields } from "../../forms/pitch-fields.ts";
import { pitchName, pitchTexts } from "../../forms/pitch-texts.ts";
import { editWords, pitchWords } from "../../forms/pitch-words.ts";
import {
  answerField,
  answerWords,
  askField,
  askWords,
  caseField,
  codeWords,
  type FormWords,
  measureWords,
  proofWords,
} from "../../forms/small-form.ts";
import { codeRows, filesRow, gitRows, knobRows } from "./code-rows.ts";
import type { FormRow } from "./draw-row.ts";
import type { FormDraft } from "./form-draft.ts";
import type { FormId } from "./form-id.ts";
import { formLimits, listLimits } from "./form-limits.ts";

/** A form as Discord takes it: pages of five rows. */
export interface FormPages {
  readonly words: FormWords;
  /** What must be read to answer. */
  readonly quote?: string;
  readonly id: Pick<FormId, "form" | "round" | "about">;
  readonly pages: readonly (readonly FormRow[])[];
  /** The names that the knobs' field takes. */
  readonly knobs: readonly string[];
}

/** A form's facts but the ballot's, which is a message. */
export type ModalFacts = Exclude<FormFacts, { readonly form: "vote" }>;

/** A form's rows, opened with what a draft says. */
export function formPages(wanted: ModalFacts, draft: FormDraft): FormPages {
  const knobs = "knobs" in wanted.facts ? wanted.facts.knobs.map(({ name }) => name) : [];
  return { ...pagesOf(wanted, draft), knobs };
}

type Pages = Omit<FormPages, "knobs">;

function pagesOf(wanted: ModalFacts, draft: FormDraft): Pages {
  const { form, facts } = wanted;
  switch (form) {
    case "pitch":
      return pitchPages(facts, draft);
    case "pitch-edit":
      return editPages(facts, draft);
    case "code": {
      const id = { form, round: facts.round, about: facts.pitch };
      return { words: codeWords(facts), id, pages: [codeRows(facts, draft, { hint: uploadHints.code })] };
    }
    case "measure": {
      const id = { form, round: facts.round, about: null };
      return { words: measureWords, id, pages: [codeRows(facts, draft, { hint: uploadHints.code })] };
    }
    case "ask": {
      const id = { form, round: facts.round, about: facts.pitch };
      return { words: askWords(facts), id, pages: [[said(askField(), draft)]] };
    }
    case "answer": {
      const { round, question } = facts;
      const id = { form, round, about: `Q${question.number}` };
      return { words: answerWords(facts), quote: question.text, id, pages: [[said(answerField(facts), draft)]] };
    }
    case "proof": {
      const timed = caseField(facts, listLimits);
      const id = { form, round: facts.round, about: facts.pitch };
      return { words: proofWords(facts), id, pages: timed === null ? [] : [[said(timed, draft)]] };
    }
  }
}

function said(field: Exclude<FormRow, { readonly kind: "files" }>, { texts }: FormDraft): FormRow {
  return { ...field, said: texts[field.id] ?? field.said };
}

/** What makes a pitch and its code first; then what else may be asked for, and what may be left out. */
function pitchPages(facts: PitchFormFacts, draft: FormDraft): Pages {
  const { round } = facts;
  const isFinding = round?.kind === "research";
  const { lead, first, more } = pitchRows(facts, { said: draft.texts });
  const upload = isFinding ? [] : [filesRow(draft.files, uploadHints.pitch)];
  const code = isFinding ? [] : [...knobRows(facts, draft), ...gitRows(facts, draft)];
  const id = { form: "pitch", round: round?.number ?? null, about: null } as const;
  return {
    words: pitchWords(facts),
    id,
    pages: inPages([[...lead, ...upload], ...single([...first, ...code, ...more])]),
  };
}

/** The form of a pitch that stands. Code stays on one page, since all of it is sent or nothing. */
function editPages(facts: PitchEditFacts, draft: FormDraft): Pages {
  const { view } = facts;
  const texts = { said: draft.texts, stands: pitchTexts(view) };
  const { lead, first, more } = pitchRows(placeOf(facts), texts);
  const code = standingCode(facts);
  const rows = code === null ? [] : [codeRows(code, draft, code)];
  const id = { form: "pitch-edit", round: view.round, about: pitchName(view) } as const;
  return { words: editWords(view), id, pages: inPages([lead, ...single(first), ...rows, ...single(more)]) };
}

function pitchRows(place: PitchPlace, texts: PitchTexts) {
  const lead = leadingFields(place.round?.kind ?? "optimise");
  const { first, more } = pitchFields(place);
  const row = (option: string): FormRow => pitchField(option, place, texts, listLimits);
  return {
    lead: lead.map(row),
    first: first.filter((option) => !lead.includes(option)).map(row),
    more: more.filter((option) => !lead.includes(option)).map(row),
  };
}

function single(rows: readonly FormRow[]): readonly (readonly FormRow[])[] {
  return rows.map((row) => [row]);
}

/** Rows that belong together stand on one page. */
function inPages(blocks: readonly (readonly FormRow[])[]): readonly (readonly FormRow[])[] {
  const pages: FormRow[][] = [];
  for (const block of blocks) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + block.length <= formLimits.rows) last.push(...block);
    else pages.push([...block]);
  }
  return pages;
}

import type { ApproachView } from "../../rounds/memory/approach-views.ts";
import type { RoundKind } from "../../rounds/round/round-state.ts";
import type { RequirableField, Season } from "../../rounds/season.ts";
import { pitch } from "../commands/pitch.ts";
import { describedOptions } from "../grammar/match-options.ts";
import { markdownFields } from "../grammar/pitch-markdown.ts";
import { approachField } from "./approach-field.ts";
import type { Choice, FormField, ListLimits } from "./form-field.ts";

/** What a pitch must answer to, as its form knows it. */
export interface PitchPlace {
  readonly season: Season;
  /** The round that takes it; null: it lands on the bench. */
  readonly round: { readonly number: number; readonly kind: RoundKind; readonly only: string | null } | null;
  readonly approaches: readonly ApproachView[];
}

/** The texts of options by name: what was said before, and what stands already. */
export interface PitchTexts {
  readonly said?: Readonly<Record<string, string>>;
  readonly stands?: Readonly<Record<string, string>>;
}

/** The fields of a pitch's form by their options' names: what is asked for, and what may be left out. */
export interface PitchFields {
  readonly first: readonly string[];
  readonly more: readonly string[];
}

/** What comes first is asked for, or makes the pitch; a phone need not scroll further. */
export function pitchFields({ season, round, approaches }: PitchPlace): PitchFields {
  const kind = round?.kind ?? "optimise";
  const isFinding = kind === "research";
  const isDead = approaches.some(({ status }) => status === "eliminated");
  const required = isFinding ? [] : season.rules.requires.map(optionOf);
  const inRound: Readonly<Record<RoundKind, readonly string[]>> = {
    optimise: [...(isDead ? ["answer"] : []), "speedup", "reason"],
    repair: ["reason", ...(isDead ? ["answer"] : [])],
    research: ["claims", "evidence", "reason"],
  };
  const first = [...new Set(["title", "approach", ...inRound[kind], ...required])];
  const apart = isFinding ? ["answer", "validation", "complexity", "risk", "mitigation"] : [];
  return { first, more: optional.filter((name) => !first.includes(name) && !apart.includes(name)) };
}

/** What makes a pitch, as a form that is short of room asks for it at first. */
export function leadingFields(kind: RoundKind): readonly string[] {
  return ["title", "approach", ...leads[kind]];
}

const leads: Readonly<Record<RoundKind, readonly string[]>> = {
  optimise: ["speedup", "reason"],
  repair: ["reason"],
  research: ["claims", "evidence", "reason"],
};

const optional = [
  ...["evidence", "problem", "change", "answer", "validation", "complexity", "risk", "mitigation"],
  ...["tagline", "with", "parents"],
];

/** One field of a pitch. */
export function pitchField(option: string, place: PitchPlace, texts: PitchTexts, limits: ListLimits): FormField {
  const field = {
    id: option,
    label: pitchLabel(option),
    hint: hints[option] ?? described.find(({ name }) => name === option)?.about,
    placeholder: placeholders[option],
    optional: !isRequired(option, place),
    said: texts.said?.[option],
    stands: texts.stands?.[option],
  };
  if (option === "approach") return approachField(field, place, limits);
  const listed = choices[option];
  if (listed) return { ...field, kind: "list", choices: listed };
  if (canBeNone.includes(option)) return { ...field, kind: "typed", most: mostNames, canEmpty: true };
  return { ...field, kind: "typed", ...(shortFields[option] ?? { most: mostProse, multiline: true }) };
}

/** What people call an option of a pitch. */
export function pitchLabel(option: string): string {
  return markdownFields.find((each) => each.option === option)?.heading ?? option;
}

/** What "none" takes away where a pitch is changed. */
export const canBeNone: readonly string[] = ["with", "parents"];

/** What a pitch is refused without. */
export function isRequired(option: string, { season, round }: PitchPlace): boolean {
  if (option === "title" || option === "approach") return true;
  if (option === "speedup") return true;
  if (round?.kind === "research") return option === "evidence";
  return season.rules.requires.some((field) => optionOf(field) === option);
}

function optionOf(field: RequirableField): string {
  return field === "reasoning" ? "reason" : field;
}

const described = describedOptions(pitch);

/** As the command takes them; a form takes less where its platform does. */
const mostProse = 8000;
const mostNames = 500;
const shortFields: Readonly<Record<string, { readonly most: number }>> = {
  title: { most: 120 },
  speedup: { most: 40 },
  tagline: { most: 200 },
};

const levels: readonly Choice[] = ["low", "medium", "high"].map((level) => ({ value: level, text: level }));
const choices: Readonly<Record<string, readonly Choice[]>> = {
  complexity: levels,
  risk: levels,
  claims: [
    { value: "viable", text: "viable", description: "Worth a round." },
    { value: "eliminated", text: "eliminated", description: "Nobody should try it here again." },
    { value: "proven", text: "proven", description: "It works here." },
  ],
};

/** Where the option's own line would only say the label again; none where the placeholder says it all. */
const hints: Readonly<Record<string, string>> = {
  title: "",
  approach: "",
  answer: "Needed where the approach is eliminated.",
  speedup: "Baseline time over new time. Reality will check it.",
  reason: "From this kernel: a number, a knob, a case or a line of it.",
};

/** What a good answer looks like. */
const placeholders: Readonly<Record<string, string>> = {
  title: "Three stages in flight",
  approach: "Choose one",
  answer: "Last time … This time …, because …",
  speedup: "1.5 or 1.5-2",
  reason: "One load decodes 16 values, so the loop has a quarter of its loads.",
  evidence: "A number, a knob, a case or a line of this kernel",
  problem: "The epilogue writes one value at a time.",
  change: "The epilogue stores whole vectors: lines 80 to 96.",
  validation: "1. The decode alone against the reference. 2. …",
  mitigation: "If registers spill: half the tile.",
  tagline: "The safe bet. One line, trivial, everybody does it.",
  with: "@bob, @eve",
  parents: "A, C; 1A is round 1's A",
};

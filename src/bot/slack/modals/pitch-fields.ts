import type { InputBlock } from "@slack/types";
import type { ApproachView } from "../../../rounds/memory/approach-views.ts";
import type { RoundKind } from "../../../rounds/round/round-state.ts";
import type { RequirableField, Season } from "../../../rounds/season.ts";
import { pitch } from "../../commands/pitch.ts";
import { describedOptions } from "../../grammar/match-options.ts";
import { markdownFields } from "../../grammar/pitch-markdown.ts";
import { approachBlock } from "./approach-field.ts";
import { choice, choiceBlock, typedBlock } from "./input-blocks.ts";

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

const optional = [
  ...["evidence", "problem", "change", "answer", "validation", "complexity", "risk", "mitigation"],
  ...["tagline", "with", "parents"],
];

/** One field of a pitch. */
export function pitchField(option: string, place: PitchPlace, texts: PitchTexts): InputBlock {
  const field = {
    id: option,
    label: markdownFields.find((each) => each.option === option)?.heading ?? option,
    hint: hints[option] ?? described.find(({ name }) => name === option)?.about,
    placeholder: placeholders[option],
    optional: !isRequired(option, place),
    said: texts.said?.[option],
    stands: texts.stands?.[option],
  };
  if (option === "approach") return approachBlock(field, place);
  const options = choices[option];
  if (options) return choiceBlock({ ...field, options });
  if (option === "with" || option === "parents") return typedBlock({ ...field, most: mostNames, canEmpty: true });
  return typedBlock({ ...field, ...(shortFields[option] ?? { most: mostProse, multiline: true }) });
}

function isRequired(option: string, { season, round }: PitchPlace): boolean {
  if (option === "title" || option === "approach") return true;
  if (option === "speedup") return true;
  if (round?.kind === "research") return option === "evidence";
  return season.rules.requires.some((field) => optionOf(field) === option);
}

function optionOf(field: RequirableField): string {
  return field === "reasoning" ? "reason" : field;
}

const described = describedOptions(pitch);

/** As the command takes them; a form takes less where Slack does. */
const mostProse = 8000;
const mostNames = 500;
const shortFields: Readonly<Record<string, { readonly most: number }>> = {
  title: { most: 120 },
  speedup: { most: 40 },
  tagline: { most: 200 },
};

const levels = [choice("low", "low"), choice("medium", "medium"), choice("high", "high")];
const choices: Readonly<Record<string, typeof levels>> = {
  complexity: levels,
  risk: levels,
  claims: [
    choice("viable", "viable", "Worth a round."),
    choice("eliminated", "eliminated", "Nobody should try it here again."),
    choice("proven", "proven", "It works here."),
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

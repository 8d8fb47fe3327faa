import type { PitchInput } from "../pitch.ts";
import type { RequirableField } from "../season.ts";
import { UserError } from "../user-error.ts";
import type { PitchContext } from "./pitch-context.ts";
import { type ConcreteWords, leastCharacters, type Vagueness, vagueness } from "./vague-text.ts";

/** A field as the command calls it, and what belongs into it. */
const asked: Readonly<Record<RequirableField, { readonly option: string; readonly about: string }>> = {
  reasoning: { option: "reason", about: "why it is faster, from this kernel" },
  problem: { option: "problem", about: "what is slow in this kernel now" },
  change: { option: "change", about: "what changes, and where" },
  evidence: { option: "evidence", about: "what you saw in this kernel" },
  validation: { option: "validation", about: "how to check it step by step" },
  complexity: { option: "complexity", about: "low, medium or high" },
  risk: { option: "risk", about: "low, medium or high" },
  mitigation: { option: "mitigation", about: "what makes the risk smaller" },
};

const proseFields = ["reasoning", "problem", "change", "evidence", "validation", "mitigation"] as const;

/** Refuses a required field that is empty or vague, and a vague answer; returns a warning for vague optional ones. */
export function checkFields(input: PitchInput, { requires, words }: PitchContext): readonly string[] {
  for (const field of requires) requireField(input, field, words);
  refuseVague("answer", "answer", input.answer, words);
  const vague = proseFields.filter((field) => {
    const text = input[field];
    return !requires.includes(field) && text !== undefined && vagueness(text, words) !== null;
  });
  if (vague.length === 0) return [];
  const names = vague.map((field) => asked[field].option);
  const says = names.length === 1 ? `Its ${names[0]} says` : `Its ${names.join(" and ")} say`;
  return [`${says} little: ${wayForward(words)}`];
}

/** A finding has no number to be checked by, so that it must say what was seen. */
export function checkFinding(input: PitchInput, words: ConcreteWords): void {
  const { evidence, reasoning } = input;
  if (evidence === undefined && reasoning === undefined) {
    throw new UserError(
      "finding-evidence",
      "A finding has no number that reality could check, so it needs evidence.",
      `Add evidence="…" or reason="…". ${wayForward(words)}`,
      { about: ["evidence"] },
    );
  }
  if (evidence !== undefined && vagueness(evidence, words) === null) return;
  if (reasoning !== undefined && vagueness(reasoning, words) === null) return;
  refuseVague("evidence", "evidence", evidence, words);
  refuseVague("reason", "reason", reasoning, words);
}

function requireField(input: PitchInput, field: RequirableField, words: ConcreteWords): void {
  const { option, about } = asked[field];
  const text = input[field]?.trim() ?? "";
  if (text === "") {
    const level = field === "complexity" || field === "risk";
    throw new UserError(
      "field-missing",
      `This season asks every pitch for its ${option}, and this one has none.`,
      level ? `Add ${option}=low, medium or high.` : `Add ${option}="…": ${about}. ${wayForward(words)}`,
      { about: [option] },
    );
  }
  if (field !== "complexity" && field !== "risk") refuseVague(option, option, text, words);
}

function refuseVague(option: string, name: string, text: string | undefined, words: ConcreteWords): void {
  const vague = text === undefined ? null : vagueness(text, words);
  if (vague === null) return;
  throw new UserError("vague", sayVague(name, vague), `${wayForward(words)} Then send it again with ${option}="…".`, {
    about: [option],
  });
}

function sayVague(name: string, vague: Vagueness): string {
  if (vague.kind === "phrases") {
    return `The ${name} rests on "${vague.phrase}", which is no evidence about this kernel.`;
  }
  const short = `The ${name} has ${vague.length} of the ${leastCharacters} characters that a reason takes`;
  return vague.phrase === null ? `${short}.` : `${short}, and "${vague.phrase}" is no evidence about this kernel.`;
}

/** What evidence looks like, in this kernel's own names. */
function wayForward({ knobs, cases, hidesKnobs }: ConcreteWords): string {
  const knob = knobs[0] === undefined || hidesKnobs ? "a knob" : `a knob such as ${knobs[0]}`;
  const label = cases[0] === undefined ? "a case" : `a case such as "${cases[0]}"`;
  return `Say what you saw here: a number, ${knob}, ${label}, or a line of the kernel.`;
}

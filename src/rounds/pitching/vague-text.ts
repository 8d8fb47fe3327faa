/** The season's own words: text that names one of them speaks of this kernel. */
export interface ConcreteWords {
  readonly knobs: readonly string[];
  /** The season shows no code: whoever knows a knob's name may use it, and is not told any. */
  readonly hidesKnobs?: boolean;
  /** Labels of the cases: `g=8, K=7168`. */
  readonly cases: readonly string[];
}

/** Shorter than this nobody has said why. */
export const leastCharacters = 40;

/** What is said everywhere of everything, and is evidence of nothing here. */
const emptyPhrases = [
  "industry standard",
  "industry-standard",
  "best practice",
  "best practices",
  "state of the art",
  "state-of-the-art",
  "everybody does it",
  "everyone does it",
  "everybody knows",
  "everyone knows",
  "as everybody does",
  "common knowledge",
  "well known",
  "well-known",
  "textbook",
  "trivial",
  "obvious",
  "obviously",
  "clearly",
  "no-brainer",
  "no brainer",
  "should be faster",
  "must be faster",
  "will be faster",
  "should help",
  "should work",
  "trust me",
  "one line change",
  "one-line change",
  "just works",
  "proven technique",
  "in theory",
];

/** Why a text says nothing; null where it says something. */
export type Vagueness =
  | { readonly kind: "short"; readonly length: number; readonly phrase: string | null }
  | { readonly kind: "phrases"; readonly phrase: string };

/**
 * A text is vague under 40 characters, or where every clause of it is an empty phrase and nothing in it is a number,
 * a knob, a case or a line of the kernel.
 */
export function vagueness(text: string, words: ConcreteWords): Vagueness | null {
  const said = text.trim().replace(/\s+/g, " ");
  const phrase = firstPhrase(said);
  const length = [...said].length;
  if (length < leastCharacters) return { kind: "short", length, phrase };
  if (phrase === null || isConcrete(said, words)) return null;
  const clauses = said.split(/[.,;:!?()]+/).filter((clause) => /\p{L}/u.test(clause));
  return clauses.every((clause) => firstPhrase(clause) !== null) ? { kind: "phrases", phrase } : null;
}

function firstPhrase(text: string): string | null {
  const lower = text.toLowerCase();
  const found = emptyPhrases.filter((phrase) => new RegExp(`(?<![\\p{L}])${phrase}(?![\\p{L}])`, "u").test(lower));
  return found.toSorted((a, b) => lower.indexOf(a) - lower.indexOf(b))[0] ?? null;
}

/** `NVFP4` and `B200` are names and not numbers; a line reference has its number. */
function isConcrete(text: string, { knobs, cases }: ConcreteWords): boolean {
  if (/(?<![\p{L}\p{N}_])\d/u.test(text)) return true;
  const lower = text.toLowerCase();
  return [...knobs, ...cases].some((word) => lower.includes(word.toLowerCase()));
}

import type { FoundName } from "../touch.ts";
import type { MappedText } from "./mapped-text.ts";
import type { ReadingBudget } from "./parse-within.ts";

export type CodeLanguage = "python" | "cpp" | "script";

/** What one text holds. Offsets are the text's own. */
export interface Reading {
  readonly found: readonly FoundName[];
  /** Texts in it that are code, which are read in their turn. */
  readonly inner: readonly { readonly language: CodeLanguage; readonly text: MappedText }[];
  /** Where the grammar first breaks; null where nothing is broken. */
  readonly broken: number | null;
  /** How far the budget went. */
  readonly end: number;
}

export type LanguageReader = (source: MappedText, budget: ReadingBudget) => Reading;

import type { TypedField } from "./form-field.ts";

/** How a text input opens. */
export interface OpenedText {
  /** Characters that it takes. */
  readonly most: number;
  /** What stands and fits; null: nothing that could be changed here. */
  readonly stands: string | null;
  readonly initial: string | null;
  readonly hint: string | undefined;
  readonly optional: boolean;
}

/**
 * What stands and is too long for a form stays, until something is written in its place.
 * @param mostTyped the platform's own limit for what is typed into one input
 * @param shownAs text as the platform can show it
 */
export function openedText(
  field: TypedField,
  mostTyped: number,
  shownAs: { readonly line: (text: string) => string; readonly lines: (text: string) => string },
): OpenedText {
  const most = Math.min(field.most, mostTyped);
  const shown = (text: string) => (field.multiline ? shownAs.lines(text).trim() : shownAs.line(text));
  const fitting = (text = "") => (shown(text) !== "" && shown(text).length <= most ? shown(text) : null);
  const stands = fitting(field.stands);
  const isTooLong = shown(field.stands ?? "").length > most;
  return {
    most,
    stands,
    initial: fitting(field.said) ?? stands,
    hint: isTooLong ? "What stands is too long for a form, and stays unless you write here." : field.hint,
    optional: stands === null ? field.optional || isTooLong : (field.canEmpty ?? false),
  };
}

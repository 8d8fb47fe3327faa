/** An input of a form, before a platform draws it; what is filled in is read by its id, an option's name. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly optional: boolean;
  /** What it opens with, where that is not what stands. */
  readonly said?: string | undefined;
  /** What stands already: it can be changed, and not be emptied. */
  readonly stands?: string | undefined;
}

/** Text to type. */
export interface TypedField extends Field {
  readonly kind: "typed";
  readonly most: number;
  readonly multiline?: boolean;
  /** May be emptied, although something stands. */
  readonly canEmpty?: boolean;
}

/** One of a list. */
export interface ListField extends Field {
  readonly kind: "list";
  readonly choices: readonly Choice[];
}

/** One of a list that has parts. */
export interface GroupedField extends Field {
  readonly kind: "grouped";
  readonly groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
}

export type FormField = TypedField | ListField | GroupedField;

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string | undefined;
}

/** What a platform's lists can hold. */
export interface ListLimits {
  readonly mostChoices: number;
  /** Characters of a choice's value. */
  readonly mostValue: number;
}

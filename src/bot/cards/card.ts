import type { Action } from "./action.ts";

/**
 * A message before it is drawn: the same for terminal, Slack and Discord.
 * All wording lives in this folder; a renderer only draws.
 */
export interface Card {
  readonly title: string;
  /** A second line of the title, under the banner where there is one. */
  readonly subtitle?: string;
  /** What happened, in one line; the first thing that a phone shows. */
  readonly lead?: string;
  readonly mood: "neutral" | "good" | "bad";
  /** What a phone shows first. */
  readonly sections: readonly Section[];
  /** The rest, which chat unfolds on demand; a terminal shows it right below. */
  readonly unfolds?: readonly Section[];
  readonly footer?: string;
  /** Drawn large where there is room for it (terminal); chat shows the title. */
  readonly banner?: boolean;
  /** What can be done with one tap where there are buttons; the text names the same as commands. */
  readonly actions?: readonly Action[];
}

export type Section =
  | { readonly kind: "text"; readonly heading?: string; readonly text: string }
  | { readonly kind: "list"; readonly heading?: string; readonly items: readonly ListItem[] }
  | { readonly kind: "facts"; readonly heading?: string; readonly facts: readonly Fact[] }
  | {
      readonly kind: "table";
      readonly heading?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "code"; readonly heading?: string; readonly text: string }
  /** Something that happens at a time. Chat shows each reader their own time; elsewhere `text` says it all. */
  | {
      readonly kind: "moment";
      readonly heading?: string;
      readonly what: string;
      readonly at: Date;
      readonly text: string;
    };

export interface ListItem {
  readonly text: string;
  readonly details?: readonly string[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Column {
  readonly name: string;
  readonly align: "left" | "right";
}

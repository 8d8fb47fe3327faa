import { type Json, objectsOf, stringAt } from "../json.ts";
import type { OpenView } from "../view-stacks.ts";
import { stateValues } from "./view-state.ts";

/** A modal as its reader has it on the screen. */
export interface ShownView {
  readonly id: string;
  readonly callbackId: string | undefined;
  readonly title: string | undefined;
  readonly privateMetadata: string;
  readonly blocks: readonly Json[];
  /** What is entered now, by block and action. */
  readonly values: Readonly<Record<string, Json>>;
  /** Errors at fields, by block. */
  readonly errors: Readonly<Record<string, string>>;
  readonly hash: string;
}

export function shownView(view: OpenView): ShownView {
  const [title] = objectsOf([view.definition["title"]]);
  return {
    id: view.id,
    callbackId: stringAt(view.definition, "callback_id"),
    title: title === undefined ? undefined : stringAt(title, "text"),
    privateMetadata: stringAt(view.definition, "private_metadata") ?? "",
    blocks: objectsOf(view.definition["blocks"]),
    values: stateValues(view),
    errors: view.errors,
    hash: view.hash,
  };
}

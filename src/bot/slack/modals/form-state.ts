import type { ViewOutput } from "@slack/bolt";
import { isChanged, opensFilled } from "../../forms/fingerprint.ts";

/** A form as Slack hands it in. */
export type SubmittedView = Pick<ViewOutput, "callback_id" | "private_metadata" | "blocks" | "state">;

/** What stands in one input of a form. */
export interface FilledInput {
  readonly id: string;
  /** Null: it is empty. */
  readonly text: string | null;
  /** It was chosen from a list, and not typed. */
  readonly isChoice: boolean;
  /** It opened with what stands already. */
  readonly stood: boolean;
  /** It holds something else than what it opened with. */
  readonly changed: boolean;
}

/** A file that was uploaded with a form. */
export interface SlackFileRef {
  readonly id: string;
  readonly name: string;
  /** In bytes; null where Slack doesn't say. */
  readonly size: number | null;
  /** Where the bot's token reads it. */
  readonly url: string;
}

/** Every input of a form but its files, in the form's order. */
export function filledInputs({ state }: Pick<SubmittedView, "state">): readonly FilledInput[] {
  return Object.entries(state.values).flatMap(([id, actions]) =>
    Object.entries(actions).flatMap(([action, value]) => {
      if (value.type === "file_input") return [];
      const said = value.value ?? value.selected_option?.value ?? "";
      const text = said.trim() === "" ? null : said;
      const isChoice = value.selected_option !== undefined;
      return [{ id, text, isChoice, stood: opensFilled(action), changed: isChanged(action, text) }];
    }),
  );
}

export function filledFiles({ state }: Pick<SubmittedView, "state">): readonly SlackFileRef[] {
  const values = Object.values(state.values).flatMap((actions) => Object.values(actions));
  return values.flatMap(({ files }) =>
    (files ?? []).map((file) => ({
      id: file.id,
      name: file.name,
      size: file.size ?? null,
      url: file.url_private_download ?? file.url_private,
    })),
  );
}

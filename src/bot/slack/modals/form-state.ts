import type { ViewOutput } from "@slack/bolt";
import { z } from "zod";
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

const UploadedFile = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().nullish(),
  url_private: z.string(),
  url_private_download: z.string().optional(),
});

/** What a form of ours is handed in with; an input that holds anything else is as good as empty. */
const InputValue = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  files: z.array(UploadedFile).nullish(),
});

function inputValues({ state }: Pick<SubmittedView, "state">) {
  return Object.entries(state.values).flatMap(([id, actions]) =>
    Object.entries(actions ?? {}).flatMap(([action, read]) => {
      const { data: value } = InputValue.safeParse(read);
      return value === undefined ? [] : [{ id, action, value }];
    }),
  );
}

/** Every input of a form but its files, in the form's order. */
export function filledInputs(view: Pick<SubmittedView, "state">): readonly FilledInput[] {
  return inputValues(view).flatMap(({ id, action, value }) => {
    if (value.type === "file_input") return [];
    const said = value.value ?? value.selected_option?.value ?? "";
    const text = said.trim() === "" ? null : said;
    const isChoice = value.selected_option !== undefined;
    return [{ id, text, isChoice, stood: opensFilled(action), changed: isChanged(action, text) }];
  });
}

export function filledFiles(view: Pick<SubmittedView, "state">): readonly SlackFileRef[] {
  return inputValues(view).flatMap(({ value }) =>
    (value.files ?? []).map((file) => ({
      id: file.id,
      name: file.name,
      size: file.size ?? null,
      url: file.url_private_download ?? file.url_private,
    })),
  );
}

import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from "discord.js";
import { filesId } from "../../forms/code-fields.ts";
import { shortLine } from "../short-text.ts";
import { knobsId } from "./form-draft.ts";
import { writeFormId } from "./form-id.ts";
import { formLimits } from "./form-limits.ts";
import type { FormPages } from "./form-pages.ts";

/** What follows a form's answer: a line for it, and buttons that open the form where it goes on. */
export interface FormAnswer {
  readonly note: string | null;
  readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
}

export const noAnswer: FormAnswer = { note: null, components: [] };

/**
 * A form that was refused is offered again, filled in, at its first field that the refusal is about.
 * @param options what it is about, as people write the options
 * @param page the page that was handed in
 */
export function refusedAnswer(form: FormPages, options: readonly string[], page: number): FormAnswer {
  const { id, pages } = form;
  if (pages.length === 0) return noAnswer;
  const found = options.flatMap((option) => placeOf(form, option) ?? []);
  const open = found[0]?.page ?? page;
  const where = [...new Set(found.map(({ label, page: at }) => (pages.length > 1 ? `${label} (page ${at})` : label)))];
  const note = where.length === 0 ? null : `At ${where.join(", ")}. What you wrote is kept.`;
  const drop: APIButtonComponent = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: "Throw it away",
    custom_id: writeFormId({ ...id, verb: "drop", page: 1 }),
  };
  return { note, components: [buttons(openButton(id, open, "Go on"), drop), ...pageLists(form)] };
}

/** A pitch that was taken can say more: the next page of its form, or any. */
export function takenAnswer(form: FormPages, page: number): FormAnswer {
  const next = form.pages.length > page ? page + 1 : 1;
  return { note: null, components: [buttons(openButton(form.id, next, "Add more")), ...pageLists(form)] };
}

interface Place {
  readonly label: string;
  readonly page: number;
}

/** The field in which an option is filled in; null where the form has none. */
function placeOf({ pages, knobs }: FormPages, option: string): Place | null {
  const field = option === "file" ? filesId : knobs.includes(option) ? knobsId : option;
  const page = pages.findIndex((rows) => rows.some(({ id }) => id === field));
  const label = pages[page]?.find(({ id }) => id === field)?.label;
  return label === undefined ? null : { label, page: page + 1 };
}

function openButton(id: FormPages["id"], page: number, label: string): APIButtonComponent {
  const custom_id = writeFormId({ ...id, verb: "open", page });
  return { type: ComponentType.Button, style: ButtonStyle.Primary, label, custom_id };
}

function buttons(...components: APIButtonComponent[]): APIActionRowComponent<APIButtonComponent> {
  return { type: ComponentType.ActionRow, components };
}

/** Any page of a form, by what is asked on it; none where there is but one. */
function pageLists({ id, pages }: FormPages): readonly APIActionRowComponent<APIComponentInMessageActionRow>[] {
  if (pages.length < 2) return [];
  const options = pages.map((rows, index) => ({
    value: `${index + 1}`,
    label: shortLine(`${index + 1}: ${rows.map(({ label }) => label).join(", ")}`, formLimits.choiceLabel),
  }));
  const list = {
    type: ComponentType.StringSelect,
    custom_id: writeFormId({ ...id, verb: "pages", page: 1 }),
    placeholder: "All pages of the form",
    options,
  } as const;
  return [{ type: ComponentType.ActionRow, components: [list] }];
}

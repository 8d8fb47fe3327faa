import { z } from "zod";
import { UserError } from "../../../rounds/user-error.ts";
import type { WantedForm } from "../../forms/form-facts.ts";

/** What a custom id says of a form: what is done with it, and what it is about. */
export const FormId = z.strictObject({
  /** `open`: a button opens it; `pages`: a list opens one of its pages; `send`: it is handed in; `drop`: thrown away. */
  verb: z.enum(["open", "pages", "send", "drop"]),
  form: z.enum(["pitch", "pitch-edit", "code", "ask", "answer", "proof", "measure"]),
  /** Null: there was no round that it could be about, so it is about the bench. */
  round: z.number().int().positive().nullable(),
  /** Counted from 1. */
  page: z.number().int().min(1).max(9),
  /** The pitch or the question that it is about, as people name it: `B`, `bench:A`, `Q12`. */
  about: z.string().min(1).max(20).nullable(),
});
export type FormId = z.infer<typeof FormId>;

/** `form:send:code:3:1:bench:A` */
export function writeFormId(id: FormId): string {
  const { verb, form, round, page, about } = FormId.parse(id);
  return `form:${verb}:${form}:${round ?? "-"}:${page}${about === null ? "" : `:${about}`}`;
}

/** Null for the custom id of anything else. */
export function readFormId(customId: string): FormId | null {
  const [, verb, form, round, page, about = null] =
    /^form:([a-z]+):([a-z-]+):(-|\d{1,9}):(\d)(?::(.+))?$/s.exec(customId) ?? [];
  const id = { verb, form, round: round === "-" ? null : Number(round), page: Number(page), about };
  const { data = null } = FormId.safeParse(id);
  return data !== null && writeFormId(data) === customId ? data : null;
}

/** The page of a form that a button or a list opens; null for anything else. */
export function openedPage(customId: string, values: readonly string[] = []): FormId | null {
  const id = readFormId(customId);
  if (id?.verb === "open") return id;
  if (id?.verb !== "pages") return null;
  return FormId.safeParse({ ...id, verb: "open", page: Number(values[0]) }).data ?? null;
}

/** @throws UserError for an id that an older bot wrote */
export function wantedOf({
  form,
  about,
}: Pick<FormId, "form" | "about">): Exclude<WantedForm, { readonly form: "vote" }> {
  if (form === "pitch" || form === "measure") return { form };
  if (about === null) throw outdatedForm();
  if (form !== "answer") return { form, pitch: about };
  const question = /^Q(\d{1,9})$/.exec(about)?.[1];
  if (question === undefined) throw outdatedForm();
  return { form, question: Number(question) };
}

export function outdatedForm(): UserError {
  return new UserError(
    "form-outdated",
    "This form is from before this bot was updated, and can't be read any more.",
    "Open it again with its command: /pitch, /vote or /tank.",
  );
}

import { z } from "zod";
import { UserError } from "../../../rounds/user-error.ts";

/** What a form was opened for, carried in its private_metadata. */
export const FormContext = z.strictObject({
  /** The season's name; it names a file, so it is no longer than a file's name. */
  season: z.string().min(1).max(255),
  /** Null: there was no round that it could be about, so it is about the bench. */
  round: z.number().int().positive().nullable(),
  /** As people name it: `B`, `bench:A`. */
  pitch: z.string().min(1).max(20).optional(),
  /** Where it was opened, and where its answer goes. */
  channel: z.string().max(40).optional(),
  thread: z.string().max(40).optional(),
  /** The 1 of Q1. */
  question: z.number().int().positive().optional(),
  /** The chances that were tapped so far, in percent by letter. */
  chips: z.record(z.string().regex(/^[A-Z]$/), z.number().min(0).max(100)).optional(),
});
export type FormContext = z.infer<typeof FormContext>;

export function writeContext(context: FormContext): string {
  return JSON.stringify(FormContext.parse(context));
}

/** @throws UserError for a form that an older bot opened */
export function readContext({ private_metadata: text }: { readonly private_metadata: string }): FormContext {
  const parsed = FormContext.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  throw outdatedForm();
}

export function outdatedForm(): UserError {
  return new UserError(
    "form-outdated",
    "This form is from before this bot was updated, and can't be read any more.",
    "Copy what you wrote, close it and open it again.",
  );
}

/** Where a form was opened; nothing for one that can't be read. */
export function formPlace({ private_metadata: text }: { readonly private_metadata: string }): {
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
} {
  const { channel, thread } = FormContext.safeParse(jsonOrNull(text)).data ?? {};
  return { channel, thread };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

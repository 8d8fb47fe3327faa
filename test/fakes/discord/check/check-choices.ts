import { z } from "zod";
import { text } from "./form.ts";

const localizations = z.record(z.string(), text(100, 1)).nullish();

/** What an autocompletion offers: at most 25, each with a name to read and a value to send. */
export const checkChoices = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: text(100, 1),
        name_localizations: localizations,
        value: z.union([text(100), z.number()]),
      }),
    )
    .max(25)
    .transform((choices) => choices.map(({ name, value }) => ({ name, value }))),
});

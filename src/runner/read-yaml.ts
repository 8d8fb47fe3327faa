import { parseDocument } from "yaml";

/** A YAML text as plain values, or in half a sentence what is wrong with it. */
export type ReadYaml = { readonly value: unknown } | { readonly fault: string };

/** Aliases that would be followed into a billion values are refused, and so is what nests deeper than the stack. */
export function readYaml(text: string): ReadYaml {
  try {
    const document = parseDocument(text, { prettyErrors: true, logLevel: "error" });
    const [broken] = document.errors;
    if (broken === undefined) return { value: document.toJS() };
    const [what = broken.code] = broken.message.split(/:?\n/);
    return { fault: what };
  } catch (error) {
    if (error instanceof ReferenceError) return { fault: error.message };
    if (error instanceof RangeError) return { fault: "it is nested too deeply" };
    throw error;
  }
}

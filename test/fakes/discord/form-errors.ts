import { isJson, type Json } from "../slack/json.ts";
import { Refusal } from "./refusal.ts";

/** One broken rule of a body, in Discord's words. */
export interface FormError {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** Discord's 50035: every broken field, nested as it stands in the body. */
export function invalidForm(errors: readonly FormError[]): Refusal {
  return new Refusal(400, 50035, "Invalid Form Body", errors.reduce(nested, {}));
}

export function formError(path: readonly (string | number)[], code: string, message: string): FormError {
  return { path, code, message };
}

function nested(tree: Json, { path, code, message }: FormError): Json {
  const [key, ...rest] = path;
  if (key === undefined) {
    const already = Array.isArray(tree["_errors"]) ? tree["_errors"] : [];
    return { ...tree, _errors: [...already, { code, message }] };
  }
  const branch = tree[key];
  return { ...tree, [key]: nested(isJson(branch) ? branch : {}, { path: rest, code, message }) };
}

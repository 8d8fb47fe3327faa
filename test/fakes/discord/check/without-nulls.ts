import { isJson } from "../../slack/json.ts";

/** The same without its nulls: in a body Discord takes null for a field that isn't there. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJson(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutNulls(one)]));
}

/** A value of a YAML file as its author wrote it, where that is short, or else what kind it is. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? `"${value.replace(/\s+/g, " ").slice(0, 60)}"` : String(value);
}

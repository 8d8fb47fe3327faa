/** What a database takes as text: no NUL, and no half of a surrogate pair. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** A value as jsonb takes it, whatever was printed into its texts and its keys. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "string") return storable(each);
    return isRecord(each) && !Object.keys(each).every(isStorable) ? withStorableKeys(each) : each;
  });
}

/** Where in a value the first text stands that no database takes; null: there is none. */
export function findUnstorable(value: unknown, path: readonly string[] = []): readonly string[] | null {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const found = isStorable(key) ? findUnstorable(each, [...path, key]) : [...path, storable(key)];
    if (found !== null) return found;
  }
  return null;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withStorableKeys(record: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [storable(key), value]));
}

/** A value as the database takes it: a log holds whatever was printed, and jsonb takes neither NUL nor half a character. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, storable);
}

function storable(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\ufffd") : value;
}

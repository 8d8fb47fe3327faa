/** An input as a person can read and paste it: what is long is cut, what is invisible is escaped. */
export function shownInput(input: unknown): string {
  const text = JSON.stringify(input, plain) ?? String(input);
  const escaped = text.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return escaped.length > mostShown ? `${escaped.slice(0, mostShown)}… (${escaped.length} characters)` : escaped;
}

const mostShown = 600;

function plain(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array)
    return `${value.length} bytes: ${Buffer.from(value.slice(0, 60)).toString("latin1")}`;
  if (typeof value === "bigint" || value === undefined) return String(value);
  if (typeof value === "string" && value.length > 200) return `${value.slice(0, 300)}… (${value.length})`;
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

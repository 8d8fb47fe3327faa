import { createHash } from "node:crypto";

const sign = "#";

/** The name of an input that opens with what stands already: it tells whether that was changed. */
export function actionOf(id: string, stands: string | null): string {
  return stands === null ? id : `${id}${sign}${fingerprint(stands)}`;
}

/** True where an input opened with what stands. */
export function opensFilled(action: string): boolean {
  return action.includes(sign);
}

/** True where an input that opened with what stands holds something else now; an emptied one does. */
export function isChanged(action: string, text: string | null): boolean {
  if (!opensFilled(action)) return text !== null;
  return text === null || !action.endsWith(`${sign}${fingerprint(text)}`);
}

/** Clients differ in line ends, and in the blanks that they leave at them. */
function fingerprint(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  return createHash("sha256").update(lines.join("\n").trim()).digest("hex").slice(0, 16);
}

/** The id of an input, without what it opened with. */
export function idOf(action: string): string {
  return action.split(sign)[0] ?? action;
}

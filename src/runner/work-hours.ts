import { DateTime } from "luxon";
import { z } from "zod";

/** `20:00-08:00`: from one wall-clock time to another, across midnight where the second is the earlier one. */
export const WorkHours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d\s*[-–]\s*([01]\d|2[0-3]):[0-5]\d$/, 'write hours as "20:00-08:00"')
  .transform((text) => {
    const [from = "", to = ""] = text.split(/\s*[-–]\s*/);
    return { from, to };
  })
  .refine(({ from, to }) => from !== to, "begin and end are the same; leave hours out for always");
export type WorkHours = z.infer<typeof WorkHours>;

interface Shift {
  readonly hours?: WorkHours | undefined;
  readonly timezone: string;
}

/** True while runs may be taken. Begin belongs to the hours, end does not. */
export function isAtWork({ hours, timezone }: Shift, at: Date): boolean {
  if (hours === undefined) return true;
  const clock = DateTime.fromJSDate(at, { zone: timezone }).toFormat("HH:mm");
  const { from, to } = hours;
  return from < to ? clock >= from && clock < to : clock >= from || clock < to;
}

/** `20:00–08:00 (Europe/Berlin)`; null where it always works. */
export function hoursText({ hours, timezone }: Shift): string | null {
  return hours === undefined ? null : `${hours.from}–${hours.to} (${timezone})`;
}

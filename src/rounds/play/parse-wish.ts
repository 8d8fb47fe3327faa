import type { z } from "zod";
import { UserError } from "../user-error.ts";

/** A player's wish in the shape the game stores it; what doesn't fit is their mistake, named field by field. */
export function parseWish<Schema extends z.ZodType>(schema: Schema, wish: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(wish);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".") || "it"}: ${message}`);
  throw new UserError(
    "invalid",
    `That can't be taken: ${faults.join("; ")}.`,
    "Mend what is named, then send it again.",
  );
}

import { z } from "zod";

const Letter = z.string().regex(/^[A-Z]$/);

/** What somebody did to a ballot's message. */
export const BallotTap = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("chip"), letter: Letter, percent: z.number().int().min(0).max(100) }),
  z.strictObject({ kind: z.literal("fund"), fund: z.union([Letter, z.literal("none")]) }),
  z.strictObject({ kind: z.literal("page"), page: z.number().int().min(1).max(26) }),
  /** Opens a modal with other numbers for the pitches of a page, or with the reason. */
  z.strictObject({ kind: z.literal("numbers"), page: z.number().int().min(1).max(26) }),
  z.strictObject({ kind: z.literal("reason") }),
  z.strictObject({ kind: z.literal("vote") }),
  /** Asks whether the ballot that stands is to be taken back; takes it back; or leaves it. */
  z.strictObject({ kind: z.enum(["ask-back", "take-back", "keep"]) }),
]);
export type BallotTap = z.infer<typeof BallotTap>;

/** A tap on the ballot of a round. */
export interface BallotAction {
  readonly round: number;
  readonly tap: BallotTap;
}

/** `form:vote:3:chip:A:25` */
export function writeBallotId({ round, tap }: BallotAction): string {
  return ["form", "vote", round, tap.kind, ...argumentsOf(tap)].join(":");
}

/** The list's id says no choice: that comes with the tap. */
function argumentsOf(tap: BallotTap): readonly (string | number)[] {
  if (tap.kind === "chip") return [tap.letter, tap.percent];
  return tap.kind === "page" || tap.kind === "numbers" ? [tap.page] : [];
}

/**
 * Null for the custom id of anything else.
 * @param values what was chosen, where a list was tapped
 */
export function readBallotAction(customId: string, values: readonly string[] = []): BallotAction | null {
  const [, round, kind, first, second] = /^form:vote:(\d{1,9}):([a-z-]+)(?::(\w+))?(?::(\d+))?$/.exec(customId) ?? [];
  const more: Readonly<Record<string, object>> = {
    chip: { letter: first, percent: Number(second) },
    fund: { fund: values[0] },
    page: { page: Number(first) },
    numbers: { page: Number(first) },
  };
  const { data: tap } = BallotTap.safeParse({ kind, ...(kind === undefined ? {} : more[kind]) });
  if (tap === undefined) return null;
  const action = { round: Number(round), tap };
  return writeBallotId(action) === customId ? action : null;
}

import { z } from "zod";

/** What the strategies read of the tools' facts; docs/terminal.md has all keys. */

export const Anything = z.looseObject({});

const Pitch = z.object({
  letter: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  /** A number, or the low and the high end of a range. */
  predicted: z.union([z.number(), z.tuple([z.number(), z.number()])]).nullable(),
  knobs: z.string().nullable(),
});
export type Pitch = z.infer<typeof Pitch>;

export const Pitches = z.object({ pitches: z.array(Pitch) });

export const Allowed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("range"), min: z.number(), max: z.number() }),
  z.object({ kind: z.literal("list"), values: z.array(z.string()) }),
  z.object({ kind: z.literal("locked") }),
]);
export type Allowed = z.infer<typeof Allowed>;

export const Memory = z.object({
  approaches: z.array(z.object({ key: z.string(), status: z.string() })),
  kernel: z.object({
    baseline: z.string(),
    knobs: z.array(z.object({ name: z.string(), value: z.string(), allowed: Allowed })),
  }),
});

export const Rounds = z.object({ rounds: z.array(z.object({ number: z.number(), imported: z.boolean() })) });

export const Questions = z.object({
  questions: z.array(z.object({ question: z.string(), answer: z.object({}).nullable() })),
});

export const Record = z.object({ wins: z.number(), counted: z.number() });

export const Standing = z.object({ round: z.object({ state: z.string() }) });

export const Token = z.object({ secret: z.string(), player: z.string() });

import { ComponentType } from "discord.js";
import { z } from "zod";
import { outdatedForm } from "../forms/form-id.ts";

/** What every reader here counts on; discord.js passes on whatever came. */

const Option: z.ZodType = z.looseObject({
  type: z.number(),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  get options() {
    return z.array(Option).optional();
  },
});

const Resolved = z
  .looseObject({
    attachments: z
      .record(z.string(), z.looseObject({ filename: z.string(), size: z.number(), url: z.string() }))
      .optional(),
  })
  .optional();

export const CommandShape = z.looseObject({
  name: z.string(),
  options: z.array(Option).optional(),
  resolved: Resolved,
});

const Filled = z.looseObject({
  type: z.number(),
  custom_id: z.string(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

export const ModalShape = z.looseObject({
  custom_id: z.string(),
  // A label holds what was filled in; every other row is passed over.
  components: z.array(
    z.union([
      z.looseObject({ type: z.literal(ComponentType.Label), component: Filled }),
      z.looseObject({ type: z.number().refine((type) => type !== ComponentType.Label) }),
    ]),
  ),
  resolved: Resolved,
});

export const TapShape = z.looseObject({ custom_id: z.string(), values: z.array(z.string()).optional() });

/** @throws UserError for what is sent in another shape than this program knows */
export function requireShape(shape: z.ZodType, data: unknown): void {
  if (!shape.safeParse(data).success) throw outdatedForm();
}

import { z } from "zod";

/** Discord trims texts before it counts them, and refuses what is empty then. */
const Text = (most: number) =>
  z
    .string()
    .refine(
      (text) => text.trim() !== "" && text.trim().length <= most,
      `must hold 1 to ${most} characters beside spaces`,
    );

const Embed = z
  .strictObject({
    title: Text(256).optional(),
    description: Text(4096).optional(),
    color: z.int().min(0).max(0xff_ff_ff).optional(),
    footer: z.strictObject({ text: Text(2048) }).optional(),
    image: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]+$/) }).optional(),
  })
  .refine(({ title, description, footer, image }) => title ?? description ?? footer ?? image, "an empty embed");

const Button = z.strictObject({
  type: z.literal(2),
  style: z.int().min(1).max(4),
  label: Text(80),
  custom_id: z.string().min(1).max(100),
});

const ActionRow = z.strictObject({ type: z.literal(1), components: z.array(Button).min(1).max(5) });

/** The documentation's "Create Message", "Embed Limits" and "Component Reference", for the parts that we send. */
const Message = z
  .strictObject({
    content: Text(2000).optional(),
    embeds: z.array(Embed).max(10),
    components: z.array(ActionRow).max(5),
  })
  .refine(({ content, embeds }) => content !== undefined || embeds.length > 0, "an empty message")
  .refine(({ embeds }) => embeds.reduce((sum, embed) => sum + charactersIn(embed), 0) <= 6000, "embeds above 6,000")
  .refine(({ components }) => {
    const ids = components.flatMap((row) => row.components.map((button) => button.custom_id));
    return new Set(ids).size === ids.length;
  }, "a custom id twice")
  .refine((message) => strings(message).every((text) => text.isWellFormed()), "half of a character")
  .refine(
    (message) => !strings(message).some((text) => /(?!\n)[\p{Cc}\p{Bidi_Control}]/u.test(text)),
    "control characters",
  );

/** What Discord, or a reader's client, has against a message; empty for one that passes. */
export function messageFaults(message: unknown): readonly string[] {
  const { error } = Message.safeParse(message);
  return error?.issues.map(({ path, message: fault }) => `${path.join(".")}: ${fault}`) ?? [];
}

function charactersIn({ title = "", description = "", footer }: z.infer<typeof Embed>): number {
  return [title, description, footer?.text ?? ""].reduce((sum, text) => sum + text.length, 0);
}

function strings(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}

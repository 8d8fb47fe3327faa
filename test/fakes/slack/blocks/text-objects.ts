import { z } from "zod";

/** Slack says "characters" and not which, so they are UTF-16 units: the reading that refuses most. */
export function text(max: number, min = 1) {
  return z.string().superRefine((value, context) => {
    const { length } = value;
    if (!value.isWellFormed()) context.addIssue("must be well-formed Unicode: a character is cut in two");
    if (length > max) context.addIssue(`must be less than ${max + 1} characters`);
    if (length < min) context.addIssue(`must be more than ${min - 1} characters`);
  });
}

/** A plain_text object of at most `max` characters. */
export function plainText(max = 3000) {
  return z.strictObject({ type: z.literal("plain_text"), text: text(max), emoji: z.boolean().optional() });
}

function markdownText(max = 3000) {
  return z.strictObject({ type: z.literal("mrkdwn"), text: text(max), verbatim: z.boolean().optional() });
}

export function anyText(max = 3000) {
  return z.discriminatedUnion("type", [plainText(max), markdownText(max)]);
}

const ActionId = text(255);
export const BlockId = text(255);

const Confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});

export const Placeholder = plainText(150);

/** What every element that sends an action may carry. */
export const Actionable = { action_id: ActionId.optional() };
export const Confirmable = { ...Actionable, confirm: Confirm.optional() };
export const Focusable = { focus_on_load: z.boolean().optional() };

/** The reference says 150 for a value; the SDK's types still say 75. */
export const PlainOption = z.strictObject({
  text: plainText(75),
  value: text(150),
  description: plainText(75).optional(),
});

export const RichOption = z.strictObject({
  text: anyText(75),
  value: text(150),
  description: anyText(75).optional(),
});

export const LinkOption = PlainOption.extend({ url: text(3000).optional() });

export const OptionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(PlainOption).min(1).max(100),
});

/** Slack fetches the picture itself, so an address that only this machine knows is refused. */
const PublicUrl = z
  .url({ protocol: /^https?$/, message: "must be a valid URL" })
  .max(3000)
  .refine((url) => !/^https?:\/\/(localhost|127\.|\[::1\])/.test(url), { message: "downloading image failed" });

const SlackFile = z
  .strictObject({ id: z.string().optional(), url: z.string().optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), {
    message: "must define either `id` or `url`, not both",
  });

const picture = { alt_text: text(2000), image_url: PublicUrl.optional(), slack_file: SlackFile.optional() };

const hasOnePicture = (image: { readonly image_url?: unknown; readonly slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);

const onePicture = { message: "must define either `image_url` or `slack_file`, not both" };

export const ImageElement = z.strictObject({ type: z.literal("image"), ...picture }).refine(hasOnePicture, onePicture);

export const ImageBlock = z
  .strictObject({
    type: z.literal("image"),
    ...picture,
    title: plainText(2000).optional(),
    block_id: BlockId.optional(),
  })
  .refine(hasOnePicture, onePicture);

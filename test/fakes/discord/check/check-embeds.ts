import type { APIEmbed } from "discord-api-types/v10";
import { z } from "zod";
import { broken, link, text, whole } from "./form.ts";
import { withoutNulls } from "./without-nulls.ts";

const picture = z.strictObject({ url: link });
const Field = z.strictObject({ name: text(256, 1), value: text(1024, 1), inline: z.boolean().nullish() });

const Shape = z.strictObject({
  type: z.literal("rich").nullish(),
  title: text(256).nullish(),
  description: text(4096).nullish(),
  url: link.nullish(),
  color: whole(0, 0xff_ff_ff).nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  author: z.strictObject({ name: text(256, 1), url: link.nullish(), icon_url: link.nullish() }).nullish(),
  footer: z.strictObject({ text: text(2048, 1), icon_url: link.nullish() }).nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  fields: z.array(Field).max(25).nullish(),
});

const Embed = Shape.superRefine((embed, context) => {
  const { title, description, author, footer, image, thumbnail, fields } = embed;
  const shown = [title, description, author, footer, image, thumbnail, fields?.[0]];
  if (shown.every((part) => part === undefined || part === null || part === "")) {
    broken(context, [], "BASE_TYPE_REQUIRED", "This field is required");
  }
})
  .transform(withoutNulls)
  .pipe(z.custom<APIEmbed>());

/** Characters that a message's embeds may hold in all. */
const mostCharacters = 6000;

export const Embeds = z
  .array(Embed)
  .max(10)
  .superRefine((embeds, context) => {
    const total = embeds.reduce((sum, embed) => sum + charactersIn(embed), 0);
    if (total <= mostCharacters) return;
    broken(context, [], "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${mostCharacters}`);
  });

function charactersIn({ title, description, author, footer, fields = [] }: APIEmbed): number {
  const texts = [title, description, author?.name, footer?.text, ...fields.flatMap(({ name, value }) => [name, value])];
  return texts.reduce((sum, one) => sum + (one?.length ?? 0), 0);
}

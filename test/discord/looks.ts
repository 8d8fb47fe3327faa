import type { ShownMessage } from "../fakes/discord/shown.ts";

/** All that a message says. */
export function textOf({ content, embeds }: Pick<ShownMessage, "content" | "embeds">): string {
  const parts = embeds.flatMap(({ title, description, fields = [], footer }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  return [content, ...parts].filter((part) => part !== undefined && part !== "").join("\n");
}

export function titleOf({ content, embeds }: Pick<ShownMessage, "content" | "embeds">): string {
  return embeds[0]?.title ?? content.split("\n")[0] ?? "";
}

import { z } from "zod";

/** A file that somebody uploaded. */
export const DiscordFile = z.object({
  id: z.string(),
  name: z.string(),
  /** In bytes. */
  size: z.number(),
  /** Where it is read; Discord signs it for a day. */
  url: z.string(),
});
export type DiscordFile = z.infer<typeof DiscordFile>;

interface Uploaded {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
}

/** What an interaction tells of the files that it names by their ids. */
export function namedFiles(
  ids: readonly string[],
  attachments: Readonly<Record<string, Uploaded>> | undefined,
): readonly DiscordFile[] {
  return ids.flatMap((id) => {
    const file = attachments?.[id];
    return file === undefined ? [] : [{ id, name: file.filename, size: file.size, url: file.url }];
  });
}

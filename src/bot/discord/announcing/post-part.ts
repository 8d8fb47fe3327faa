import type { Logger } from "pino";
import type { Part } from "../../chat/announcing/announcement-parts.ts";
import type { Attachment } from "../../command.ts";
import { plainFileName } from "../../text/file-names.ts";
import { discordFailure } from "../discord-failure.ts";
import type { drawCard } from "../messages/draw-card.ts";
import { withPicture } from "../messages/picture.ts";
import { refFor } from "../messages/ref.ts";
import type { DiscordMessage } from "../messages/render-card.ts";
import type { Post, Posts } from "./posts.ts";

interface Tools {
  readonly posts: Posts;
  readonly draw: typeof drawCard;
  readonly log: Logger;
}

interface PostedPart {
  /** A channel, a thread or a direct message. */
  readonly channel: string;
  readonly key: string;
  readonly since: Date;
  readonly notify: boolean;
  /** Where what does not fit the first message goes. */
  readonly below: (first: string) => Promise<string>;
}

/** What Discord takes in one message. */
const mostFiles = 10;

/** Posts what is missing of a part, and returns the id of its first message. */
export async function postPart(tools: Tools, part: Part, posted: PostedPart): Promise<string> {
  const { posts, draw } = tools;
  const { channel, key, since, notify, below } = posted;
  const { messages, files } = draw(part.card, { notify });
  const [head, ...rest] = messages;
  const picture = part.picture ?? null;
  const all = [...(picture === null ? [] : [picture]), ...files, ...(part.files ?? [])];
  const there = await posts.refsIn(channel, since);
  const known = there.get(refFor(key));
  const message = picture === null ? head : withPicture(head, plainFileName(picture.name));
  const first =
    known ?? (await postHead(tools, channel, { message, key, files: all.slice(0, mostFiles), notify }, head));
  const pages = [
    ...rest.map((each) => ({ message: each, files: [] as readonly Attachment[] })),
    ...chunks(all.slice(mostFiles)).map((each) => ({ message: { embeds: [{}], components: [] }, files: each })),
  ];
  if (pages.length === 0) return first;
  const place = await below(first);
  const before = place === channel ? there : await posts.refsIn(place, since);
  for (const [index, page] of pages.entries()) {
    const pageKey = `${key}#${index + 2}`;
    if (!before.has(refFor(pageKey))) await posts.post(place, { ...page, key: pageKey, notify: false });
  }
  return first;
}

/** What Discord does not take with all its looks comes plainer rather than never, since everything after it would wait. */
async function postHead({ posts, log }: Tools, channel: string, post: Post, plain: DiscordMessage): Promise<string> {
  const looks: readonly Post[] = [
    post,
    { ...post, message: plain, files: [] },
    { ...post, message: { ...plain, components: [] }, files: [] },
  ];
  for (const look of looks) {
    try {
      return await posts.post(channel, look);
    } catch (error) {
      const failure = discordFailure(error);
      if (failure?.kind !== "request" || look === looks.at(-1)) throw error;
      log.error({ failure, key: post.key }, "post-refused");
    }
  }
  throw new Error("a post has no looks");
}

function chunks(files: readonly Attachment[]): readonly (readonly Attachment[])[] {
  const starts = files.flatMap((_, index) => (index % mostFiles === 0 ? [index] : []));
  return starts.map((start) => files.slice(start, start + mostFiles));
}

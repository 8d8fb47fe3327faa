import type { KnownBlock } from "@slack/types";
import type { Logger } from "pino";
import type { Part } from "../../chat/announcing/announcement-parts.ts";
import type { Attachment } from "../../command.ts";
import type { DrawCard } from "../blocks/prefixed-card.ts";
import type { SlackMessage } from "../blocks/render-card.ts";
import { slackFailure } from "../slack-failure.ts";
import type { Place, Posts } from "./posts.ts";

interface PostedPart {
  readonly place: Place;
  readonly key: string;
  /** Accounts. */
  readonly mentioned: readonly string[];
  readonly since: Date;
}

interface Tools {
  readonly posts: Posts;
  readonly draw: DrawCard;
  readonly log: Logger;
}

/** Posts what is missing of a part, and returns the id of its first message. */
export async function postPart(
  tools: Tools,
  part: Part,
  { place, key, mentioned, since }: PostedPart,
): Promise<string> {
  const { posts, draw } = tools;
  const { messages, files } = draw(part.card);
  const [head, ...rest] = messages;
  const before = await posts.keysIn(place, since);
  const known = before.get(key);
  const { id, left } =
    known === undefined
      ? await postHead(tools, part, { place, key, message: mentioning(head, mentioned) })
      : { id: known, left: [] };
  const below: Place = { channel: place.channel, thread: place.thread ?? id };
  const own = files.map((file) => ({ ...file, name: `${fileStem(key)}-${file.name}` }));
  const all = [...own, ...left, ...(part.files ?? [])];
  if (rest.length === 0 && all.length === 0) return id;
  const there = place.thread === null ? await posts.keysIn(below, since) : before;
  for (const [index, message] of rest.entries()) {
    const partKey = `${key}#${index + 2}`;
    if (!there.has(partKey)) await posts.post(below, message, partKey);
  }
  for (const file of all) {
    if (!there.has(`file:${file.name}`)) await posts.share(below, file);
  }
  return id;
}

/**
 * Posts a part's first message. What Slack does not take with all its looks comes plainer rather than never, since
 * everything after it would wait. `left`: what has to go below it instead.
 */
async function postHead(
  { posts, log }: Tools,
  { picture }: Part,
  { place, key, message }: { readonly place: Place; readonly key: string; readonly message: SlackMessage },
): Promise<{ readonly id: string; readonly left: readonly Attachment[] }> {
  const block = picture ? await posts.pictureBlock(picture) : null;
  const left = picture ? [picture] : [];
  const looks = [
    ...(block === null ? [] : [{ message: { ...message, blocks: [...message.blocks, block] }, left: [] }]),
    { message, left },
    { message: { ...message, blocks: [] }, left },
  ];
  for (const look of looks) {
    try {
      return { id: await posts.post(place, look.message, key), left: look.left };
    } catch (error) {
      const failure = slackFailure(error);
      if (failure?.kind !== "request" || look === looks.at(-1)) throw error;
      log.error({ failure, key }, "post-refused");
    }
  }
  throw new Error("a post has no looks");
}

/** Two cards may each have a file of the same name; beside a post of its own each is found again. */
function fileStem(key: string): string {
  return key.replace(/[^A-Za-z0-9]+/g, "-");
}

function mentioning(message: SlackMessage, accounts: readonly string[]): SlackMessage {
  if (accounts.length === 0) return message;
  const users = accounts.flatMap((user_id) => [
    { type: "text", text: " " } as const,
    { type: "user", user_id } as const,
  ]);
  const block: KnownBlock = {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Sharks:" }, ...users] }],
  };
  return { ...message, blocks: [...message.blocks, block] };
}

import type { KnownBlock } from "@slack/types";
import type { Drawn } from "./draw-section.ts";
import { limits } from "./limits.ts";
import { blocksWeight } from "./text-weight.ts";

/** A part of a card, in its order. */
export interface Part extends Drawn {
  /** It goes below the post even where the post has room. */
  readonly isBelow: boolean;
}

export interface Packed {
  readonly messages: readonly (readonly KnownBlock[])[];
  /** How many parts are in the messages; the next one may be torn. */
  readonly shown: number;
}

interface Message {
  readonly blocks: KnownBlock[];
  weight: number;
  hasTable: boolean;
}

/** Parts up to this weight are not torn between two messages. */
const keptTogether = 3_000;

/** What the first message holds besides; `end` is left out of what comes back, its room is kept. */
export interface Frame {
  readonly start: readonly KnownBlock[];
  readonly end: readonly KnownBlock[];
}

/** Fills messages with the parts in their order. */
export function packMessages(parts: readonly Part[], { start, end }: Frame): Packed {
  const first: Message = { blocks: [...start], weight: blocksWeight([...start, ...end]), hasTable: false };
  const messages = [first];
  let current = first;
  const next = () => {
    current = { blocks: [], weight: 0, hasTable: false };
    messages.push(current);
  };
  for (const [index, part] of parts.entries()) {
    if (part.blocks.length === 0) continue;
    const mustWait = part.isBelow && current === first;
    if (current.blocks.length > 0 && (mustWait || isBetterInNext(part, current))) next();
    for (const block of blocksIn(current, part)) {
      if (!hasRoom(current, [block])) next();
      if (messages.length > limits.messages) return { messages: full(messages.slice(0, -1)), shown: index };
      current.blocks.push(block);
      current.weight += blocksWeight(block);
      current.hasTable ||= block.type === "table";
    }
  }
  return { messages: full(messages), shown: parts.length };
}

function isBetterInNext(part: Part, message: Message): boolean {
  const blocks = blocksIn(message, part);
  const isWhole = blocksWeight(blocks) <= keptTogether || blocks.some(({ type }) => type === "table");
  return isWhole && !hasRoom(message, blocks);
}

function blocksIn({ hasTable }: Message, { blocks, besideTable = blocks }: Part): readonly KnownBlock[] {
  return hasTable ? besideTable : blocks;
}

function hasRoom(message: Message, blocks: readonly KnownBlock[]): boolean {
  if (message.blocks.length === 0) return true;
  return (
    message.weight + blocksWeight(blocks) <= limits.messageWeight &&
    message.blocks.length + blocks.length <= limits.blocks
  );
}

function full(messages: readonly Message[]): readonly (readonly KnownBlock[])[] {
  return messages.map(({ blocks }) => blocks);
}

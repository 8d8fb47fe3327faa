/** A section as a platform's blocks, which stay together where they can. */
export interface Drawn<Block> {
  readonly blocks: readonly Block[];
  /** Instead of them in a message that has its table already. */
  readonly besideTable?: readonly Block[];
  /** All of the section, where the blocks show only its beginning; it goes into the file that they name. */
  readonly file?: TextFile;
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** A part of a card, in its order. */
export interface Part<Block> extends Drawn<Block> {
  /** It goes below the post even where the post has room. */
  readonly isBelow: boolean;
}

/** What messages of a platform hold. */
export interface Paper<Block> {
  readonly messages: number;
  readonly blocks: number;
  /** The most that the blocks of one message may weigh together. */
  readonly weight: number;
  readonly weigh: (blocks: readonly Block[]) => number;
  /** Parts up to this weight are not torn between two messages. */
  readonly keptTogether: number;
  /** A table of the platform's own: never torn, and one in a message. */
  readonly isTable: (block: Block) => boolean;
}

/** What the first message holds besides; `end` is left out of what comes back, its room is kept. */
export interface Frame<Block> {
  readonly start: readonly Block[];
  readonly end: readonly Block[];
}

export interface Packed<Block> {
  readonly messages: readonly (readonly Block[])[];
  /** How many parts are in the messages; the next one may be torn. */
  readonly shown: number;
}

interface Message<Block> {
  readonly blocks: Block[];
  weight: number;
  hasTable: boolean;
}

/** Fills messages with the parts in their order. */
export function packMessages<Block>(
  parts: readonly Part<Block>[],
  { start, end }: Frame<Block>,
  paper: Paper<Block>,
): Packed<Block> {
  const first: Message<Block> = { blocks: [...start], weight: paper.weigh([...start, ...end]), hasTable: false };
  const messages = [first];
  let current = first;
  const next = () => {
    current = { blocks: [], weight: 0, hasTable: false };
    messages.push(current);
  };
  for (const [index, part] of parts.entries()) {
    if (part.blocks.length === 0) continue;
    const mustWait = part.isBelow && current === first;
    if (current.blocks.length > 0 && (mustWait || isBetterInNext(part, current, paper))) next();
    for (const block of blocksIn(current, part)) {
      if (!hasRoom(current, [block], paper)) next();
      if (messages.length > paper.messages) return { messages: full(messages.slice(0, -1)), shown: index };
      current.blocks.push(block);
      current.weight += paper.weigh([block]);
      current.hasTable ||= paper.isTable(block);
    }
  }
  return { messages: full(messages), shown: parts.length };
}

function isBetterInNext<Block>(part: Part<Block>, message: Message<Block>, paper: Paper<Block>): boolean {
  const blocks = blocksIn(message, part);
  const isWhole = paper.weigh(blocks) <= paper.keptTogether || blocks.some(paper.isTable);
  return isWhole && !hasRoom(message, blocks, paper);
}

function blocksIn<Block>({ hasTable }: Message<Block>, { blocks, besideTable = blocks }: Part<Block>) {
  return hasTable ? besideTable : blocks;
}

function hasRoom<Block>(message: Message<Block>, blocks: readonly Block[], paper: Paper<Block>): boolean {
  if (message.blocks.length === 0) return true;
  const isLight = message.weight + paper.weigh(blocks) <= paper.weight;
  return isLight && message.blocks.length + blocks.length <= paper.blocks;
}

function full<Block>(messages: readonly Message<Block>[]): Packed<Block>["messages"] {
  return messages.map(({ blocks }) => blocks);
}

import type { Section } from "../cards/card.ts";
import type { Attachment } from "../command.ts";
import { fileNames } from "./file-names.ts";
import { type Drawn, type Frame, type Packed, type Paper, packMessages } from "./pack-messages.ts";
import { sectionText } from "./section-text.ts";

/** What a card says, in its order, before it is drawn. */
export interface Content<Block> extends Frame<Block> {
  readonly title: string;
  readonly above: readonly Section[];
  /** For the messages below the post. */
  readonly below: readonly Section[];
}

/** How a platform draws what messages hold. */
export interface Pen<Block> extends Paper<Block> {
  /** `fileName` makes a name for a section that is too long; it is asked at most once. */
  readonly draw: (section: Section, fileName: (heading?: string) => string) => Drawn<Block>;
  readonly say: (text: string) => readonly Block[];
}

export interface LaidOut<Block> {
  /** The first is the post itself, without its `end`. */
  readonly messages: Packed<Block>["messages"];
  /** What was too long for a message, which says so. */
  readonly files: readonly Attachment[];
}

/** Lays a card out in messages; what they can't hold is in files that they name. */
export function layOut<Block>({ title, above, below, ...frame }: Content<Block>, pen: Pen<Block>): LaidOut<Block> {
  const fileName = fileNames(title);
  const sections = [...above, ...below];
  const parts = sections.map((section, index) => ({ ...pen.draw(section, fileName), isBelow: index >= above.length }));
  const { messages, shown } = packMessages(parts, frame, pen);
  const unshown = sections.slice(shown);
  const rest = unshown.map(sectionText).join("\n\n");
  const restName = unshown.length === 0 ? null : fileName("the rest");
  const note = restName === null ? [] : pen.say(`The rest is in the file ${restName}.`);
  const files = [
    ...parts.slice(0, shown).flatMap(({ file }) => file ?? []),
    ...(restName === null ? [] : [{ name: restName, text: rest }]),
  ];
  return {
    messages: messages.map((blocks, index) => (index === messages.length - 1 ? [...blocks, ...note] : blocks)),
    files: files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })),
  };
}

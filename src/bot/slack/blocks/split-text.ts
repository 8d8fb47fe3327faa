import { shortenedTo, splitWeighed } from "../../text/split-text.ts";
import { textWeight } from "./text-weight.ts";

/** A text in pieces that each count no more than `most` against the size of a message. */
export function splitText(text: string, most: number): readonly string[] {
  return splitWeighed(text, most, textWeight);
}

/** The first piece alone, with the sign that there was more. */
export function shortened(text: string, most: number): string {
  return shortenedTo(text, most, textWeight);
}

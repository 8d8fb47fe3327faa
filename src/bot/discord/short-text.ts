import { chatLine, chatText } from "../text/chat-text.ts";

/** One line of anybody's words, of no more than `most` characters. */
export function shortLine(text: string, most: number): string {
  return shortened(chatLine(text), most);
}

/** The same with its lines kept. */
export function shortText(text: string, most: number): string {
  return shortened(chatText(text).trim(), most);
}

/** Whole characters only, and whole words where that leaves more than half. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let head = "";
  for (const character of text) {
    if (head.length + character.length > most - 1) break;
    head += character;
  }
  const word = head.lastIndexOf(" ");
  return `${(word > head.length / 2 ? head.slice(0, word) : head).trimEnd()}…`;
}

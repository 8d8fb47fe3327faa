/** What a text counts on a platform; the sum of what its characters count. */
export type Weigh = (text: string) => number;

/** Cuts a text into pieces of no more than `most`, at a line's end where there is one, else between words. */
export function splitWeighed(text: string, most: number, weigh: Weigh): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest !== "") {
    const end = cutAt(rest, most, weigh);
    pieces.push(end < rest.length ? rest.slice(0, end).trimEnd() : rest);
    rest = rest.slice(end).replace(/^ *\n?/, "");
  }
  return pieces.filter((piece) => piece.trim() !== "");
}

/** The first piece alone, with the sign that there was more. */
export function shortenedTo(text: string, most: number, weigh: Weigh): string {
  const end = cutAt(text, most, weigh);
  return end === text.length ? text : `${text.slice(0, cutAt(text, most - 1, weigh)).trimEnd()}…`;
}

function cutAt(text: string, most: number, weigh: Weigh): number {
  const end = longestPrefix(text, most, weigh);
  if (end === text.length) return end;
  const head = text.slice(0, end);
  const line = head.lastIndexOf("\n");
  if (line > end / 2) return line;
  const word = head.lastIndexOf(" ");
  return word > end / 2 ? word : end;
}

/** Whole characters only, and at least one of them. */
function longestPrefix(text: string, most: number, weigh: Weigh): number {
  let end = 0;
  let weight = 0;
  for (const character of text) {
    weight += weigh(character);
    if (weight > most && end > 0) break;
    end += character.length;
  }
  return end;
}

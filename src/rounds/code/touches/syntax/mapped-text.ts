/** A text made of parts of a file, such as a kernel in a string, that knows where in the file each character stands. */
export interface MappedText {
  readonly text: string;
  /** In order; between two marks, text and file run side by side. */
  readonly marks: readonly Mark[];
}

interface Mark {
  readonly at: number;
  readonly place: number;
}

export class TextBuilder {
  private readonly parts: string[] = [];
  private readonly marks: Mark[] = [];
  private length = 0;

  add(text: string, place: number): this {
    const last = this.marks.at(-1);
    if (last === undefined || last.place + this.length - last.at !== place) this.marks.push({ at: this.length, place });
    this.parts.push(text);
    this.length += text.length;
    return this;
  }

  addText(from: MappedText): this {
    for (const [index, { at, place }] of from.marks.entries()) {
      this.add(from.text.slice(at, from.marks[index + 1]?.at ?? from.text.length), place);
    }
    return this;
  }

  build(): MappedText {
    return { text: this.parts.join(""), marks: this.marks };
  }
}

export function wholeText(text: string, place = 0): MappedText {
  return { text, marks: [{ at: 0, place }] };
}

/** The same text in other words of the same length. */
export function reworded({ marks }: MappedText, text: string): MappedText {
  return { text, marks };
}

export function placeOf({ marks }: MappedText, offset: number): number {
  let low = 0;
  let high = marks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((marks[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const mark = marks[low] ?? { at: 0, place: 0 };
  return mark.place + offset - mark.at;
}

/** A part of the text, with its places. */
export function slicedText(from: MappedText, start: number, end: number): MappedText {
  const first = { at: 0, place: placeOf(from, start) };
  const inside = from.marks
    .filter(({ at }) => at > start && at < end)
    .map(({ at, place }) => ({ at: at - start, place }));
  return { text: from.text.slice(start, end), marks: [first, ...inside] };
}

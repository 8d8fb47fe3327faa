const longestLine = 120;

/** Lines of a text by their places, counted from 1 as editors do. */
export class LineFinder {
  private readonly starts: number[] = [0];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.starts.push(index + end.length);
  }

  lineOf(place: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The line without its indentation, as much of it as a message holds. */
  shown(line: number): string {
    const start = this.starts[line - 1] ?? 0;
    const end = Math.min(this.starts[line] ?? this.text.length, start + 10 * longestLine);
    const trimmed = this.text.slice(start, end).trim();
    return trimmed.length > longestLine ? `${trimmed.slice(0, longestLine - 1)}…` : trimmed;
  }
}

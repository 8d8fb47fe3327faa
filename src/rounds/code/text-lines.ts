/** Which lines of a Python source begin, and which end, inside a text of triple quotes, where every blank counts. */
export interface TextLine {
  readonly begins: boolean;
  readonly ends: boolean;
}

/** One entry a line. A text that its author never closed goes on to the end. */
export function textLines(lines: readonly string[]): readonly TextLine[] {
  let open: string | null = null;
  return lines.map((line) => {
    const begins = open !== null;
    open = openAfter(line, open);
    return { begins, ends: open !== null };
  });
}

/** The triple quotes that are open after this line, given those before it. */
function openAfter(line: string, before: string | null): string | null {
  let open = before;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (sign === "\\") at++;
    else if (open !== null) {
      if (!line.startsWith(open, at)) continue;
      at += open.length - 1;
      open = null;
    } else if (sign === "#") break;
    else if (sign === '"' || sign === "'") {
      open = line.startsWith(sign.repeat(3), at) ? sign.repeat(3) : sign;
      at += open.length - 1;
    }
  }
  // A text of single quotes ends with its line, whether its author closed it or not.
  return open?.length === 3 ? open : null;
}

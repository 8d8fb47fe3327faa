/** A run of this many characters that stands in the source as well is a quotation of it. */
export const quotedCharacters = 12;

const gap = "…";
/** A name that is written so is code and no English: `num_ab_stage`, `tileK`, `f32`. */
const codeName = /[A-Za-z_$][\w$]*/g;
const isCodeLike = (name: string) => name.length > 2 && /[_$\d]|[a-z][A-Z]/.test(name);

/** Takes out of lines what they share with the source: runs of characters, and names that only code has. */
export function withoutShared(lines: readonly string[], source: readonly string[]): readonly string[] {
  const texts = source.map(collapsed);
  const names = new Set(texts.flatMap((text) => (text.match(codeName) ?? []).filter(isCodeLike)));
  const collapsedLines = lines.map((line) =>
    collapsed(line).replace(codeName, (name) => (names.has(name) ? gap : name)),
  );
  const shared = sharedRuns(collapsedLines, texts);
  return collapsedLines.map((line) => withoutRuns(line, shared, texts));
}

/** Blanks are all alike: a compiler prints tabs and long lines in its own way. */
function collapsed(text: string): string {
  return text.replace(/\s+/gu, " ");
}

function sharedRuns(lines: readonly string[], texts: readonly string[]): ReadonlySet<string> {
  const runs = new Set(lines.flatMap((line) => runsOf(line)));
  const shared = new Set<string>();
  if (runs.size === 0) return shared;
  for (const text of texts) {
    for (let at = 0; at + quotedCharacters <= text.length; at++) {
      const run = text.slice(at, at + quotedCharacters);
      if (runs.has(run)) shared.add(run);
    }
  }
  return shared;
}

function runsOf(line: string): readonly string[] {
  return Array.from({ length: Math.max(0, line.length - quotedCharacters + 1) }, (_, at) =>
    line.slice(at, at + quotedCharacters),
  );
}

function withoutRuns(line: string, shared: ReadonlySet<string>, texts: readonly string[]): string {
  const covered = new Array<boolean>(line.length).fill(false);
  for (const [at, run] of runsOf(line).entries()) {
    if (shared.has(run)) covered.fill(true, at, at + quotedCharacters);
  }
  const left = line
    .split("")
    .map((sign, at) => (covered[at] ? "\0" : sign))
    .join("");
  const told = left.replace(/\0+/g, gap);
  // What a gap has joined is text that nobody has looked at yet.
  return told !== line && runsOf(told).some((run) => texts.some((text) => text.includes(run))) ? gap : told;
}

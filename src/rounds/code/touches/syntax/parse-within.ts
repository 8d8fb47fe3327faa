import type { Parser, Tree } from "@lezer/common";

/** How much work may go into one candidate, however it is written. */
export interface ReadingBudget {
  /** True once it is spent; parsing may have two thirds of it. */
  isSpent(on: "parsing" | "reading"): boolean;
}

/** Code of 100 KiB takes half of it; text made to stall a parser can cost it a thousand times as much. */
const mostWorkUs = 600_000;
/** A step through a text that was made for it takes up to 50 ms. */
const stepsPerLook = 4;

/** The thread's own work, so that a busy machine reads no less than an idle one. */
export function readingBudget(workUs = mostWorkUs): ReadingBudget {
  const spentUs = () => {
    const { user, system } = process.threadCpuUsage();
    return user + system;
  };
  const start = spentUs();
  return { isSpent: (on) => spentUs() - start > (on === "parsing" ? (workUs * 2) / 3 : workUs) };
}

/** The tree of as much of the text as the budget allows, and where it ends. */
export function parseWithin(
  parser: Parser,
  text: string,
  budget: ReadingBudget,
): { readonly tree: Tree; readonly end: number } {
  const parse = parser.startParse(text);
  for (let step = 0; ; step++) {
    const tree = parse.advance();
    if (tree !== null) return { tree, end: parse.stoppedAt ?? text.length };
    if (step % stepsPerLook === 0 && parse.stoppedAt === null && budget.isSpent("parsing"))
      parse.stopAt(parse.parsedPos);
  }
}

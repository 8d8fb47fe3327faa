import type { Tree } from "@lezer/common";
import type { ReadingBudget } from "./parse-within.ts";
import type { Value } from "./value.ts";

/** A node whose children have been read. */
export interface Piece {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly value: Value | null;
}

export interface Visitor {
  enter(name: string, parent: string): void;
  /** Once for each node, its children first. */
  leave(node: Omit<Piece, "value">, pieces: readonly Piece[], parent: string): Value | null;
}

interface Open {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly pieces: Piece[];
}

/** Where the tree first breaks, if it does, and how far the budget went. */
export interface Walked {
  readonly broken: number | null;
  readonly end: number;
}

const nodesPerLook = 1000;

/** Goes through a tree of any depth without a call for each level. */
export function walk(
  { tree, end }: { readonly tree: Tree; readonly end: number },
  visitor: Visitor,
  budget: ReadingBudget,
): Walked {
  const cursor = tree.cursor();
  const open: Open[] = [];
  let broken: number | null = null;
  for (let node = 1; ; node++) {
    const { name, from, to, type } = cursor;
    if (node % nodesPerLook === 0 && budget.isSpent("reading")) return { broken, end: Math.min(from, end) };
    if (type.isError && broken === null) broken = from;
    visitor.enter(name, open.at(-1)?.name ?? "");
    open.push({ name, from, to, pieces: [] });
    if (cursor.firstChild()) continue;
    for (;;) {
      const done = open.pop();
      if (done === undefined) return { broken, end };
      const parent = open.at(-1);
      const value = visitor.leave(done, done.pieces, parent?.name ?? "");
      if (parent === undefined) return { broken, end };
      parent.pieces.push({ name: done.name, from: done.from, to: done.to, value });
      if (cursor.nextSibling()) break;
      cursor.parent();
    }
  }
}

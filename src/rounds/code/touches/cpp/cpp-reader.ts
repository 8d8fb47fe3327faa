import type { MappedText } from "../syntax/mapped-text.ts";
import { wholeText } from "../syntax/mapped-text.ts";
import { Reader } from "../syntax/reader.ts";
import type { Value } from "../syntax/value.ts";
import type { Piece, Visitor } from "../syntax/walk.ts";
import { declarations } from "./cpp-declarations.ts";
import { expressions } from "./cpp-expressions.ts";

type Node = Omit<Piece, "value">;
export type CppHandler = (reader: CppReader, node: Node, pieces: readonly Piece[]) => Value | null;

const handlers = new Map<string, CppHandler>([...Object.entries(expressions), ...Object.entries(declarations)]);
const blocks = new Set(["FunctionDefinition", "LambdaExpression", "CompoundStatement", "ForStatement", "ForRangeLoop"]);

/** Reads C++ and CUDA: what each block declares, and which names are used. */
export class CppReader extends Reader implements Visitor {
  /** Namespaces whose names stand for themselves. */
  readonly opened = new Set<string>();
  /** What macros stand for. */
  readonly macros: MappedText[] = [];

  enter(name: string): void {
    if (blocks.has(name)) this.open(this.scope.inner());
  }

  leave(node: Node, pieces: readonly Piece[]): Value | null {
    const handler = handlers.get(node.name);
    if (blocks.has(node.name)) this.close();
    if (handler !== undefined) return handler(this, node, pieces);
    this.useAll(pieces);
    return null;
  }

  macro(node: Pick<Piece, "from" | "to">): void {
    this.macros.push(wholeText(this.textOf(node), node.from));
  }
}

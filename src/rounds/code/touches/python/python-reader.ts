import { Reader } from "../syntax/reader.ts";
import type { Scope } from "../syntax/scope.ts";
import { unknown, type Value } from "../syntax/value.ts";
import type { Piece, Visitor } from "../syntax/walk.ts";
import { bindingStatements, bindTarget } from "./python-bindings.ts";
import { expressions } from "./python-expressions.ts";

type Node = Omit<Piece, "value">;
export type Handler = (reader: PythonReader, node: Node, pieces: readonly Piece[]) => Value | null;

const handlers = new Map<string, Handler>([...Object.entries(expressions), ...Object.entries(bindingStatements)]);

/** Reads Python: who is who in each scope, and which names are used. */
export class PythonReader extends Reader implements Visitor {
  /** Scopes of functions whose body has not begun. */
  private readonly coming: Scope[] = [];

  get comingScope(): Scope {
    return this.coming.at(-1) ?? this.scope;
  }

  enter(name: string, parent: string): void {
    if (name === "FunctionDefinition" || name === "LambdaExpression") this.coming.push(this.scope.inner());
    else if (name === "ClassDefinition") this.coming.push(this.scope.inner(true));
    else if (name.endsWith("ComprehensionExpression") || name === "ComprehensionExpression")
      this.open(this.scope.inner());
    const isBody = name === "Body" && (parent === "FunctionDefinition" || parent === "ClassDefinition");
    if (isBody || (name === ":" && parent === "LambdaExpression")) this.open(this.comingScope);
  }

  leave(node: Node, pieces: readonly Piece[]): Value | null {
    const handler = handlers.get(node.name);
    const value = handler === undefined ? this.plain(pieces) : handler(this, node, pieces);
    this.leaveScope(node.name, pieces);
    return value;
  }

  private plain(pieces: readonly Piece[]): null {
    this.useAll(pieces);
    return null;
  }

  private leaveScope(name: string, pieces: readonly Piece[]): void {
    if (name.endsWith("ComprehensionExpression")) return this.close();
    const isFunction = name === "FunctionDefinition" || name === "LambdaExpression" || name === "ClassDefinition";
    if (!isFunction) return;
    this.coming.pop();
    // A broken definition may have no body.
    if (pieces.some((piece) => piece.name === (name === "LambdaExpression" ? ":" : "Body"))) this.close();
    const own = pieces.find((piece) => piece.name === "VariableName");
    if (name !== "LambdaExpression" && own !== undefined) bindTarget(this, own, unknown);
  }
}

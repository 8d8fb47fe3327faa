import type { FoundName } from "../touch.ts";
import { Scope } from "./scope.ts";
import { depthOver, type Given, isTooLong, unknown, type Value } from "./value.ts";
import type { Piece } from "./walk.ts";

/** An expression that stands for itself, not as the beginning of a longer one. */
export interface Use {
  readonly value: Value;
  /** `import`: only brought in. `write`: given another value. */
  readonly how: "read" | "write" | "import";
}

/** What every language's reader keeps while it walks: the scope that it is in, and what it has met. */
export class Reader {
  readonly uses: Use[] = [];
  readonly found: FoundName[] = [];
  readonly fields = new Map<string, Value[]>();
  private readonly scopes: Scope[] = [new Scope(null)];

  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get scope(): Scope {
    return this.scopes.at(-1) ?? new Scope(null);
  }

  open(scope: Scope): void {
    this.scopes.push(scope);
  }

  close(): void {
    if (this.scopes.length > 1) this.scopes.pop();
  }

  textOf({ from, to }: Pick<Piece, "from" | "to">): string {
    return this.text.slice(from, to);
  }

  use(value: Value | null, how: Use["how"] = "read"): void {
    if (value === null) return;
    if (value.kind === "part" || value.kind === "item" || value.kind === "call") this.uses.push({ value, how });
    else if (value.kind === "name" || value.kind === "path") this.uses.push({ value, how });
  }

  useAll(pieces: readonly Piece[]): void {
    for (const { value } of pieces) this.use(value);
  }

  name(node: Pick<Piece, "from" | "to">): Value {
    // Python and C++ take letters of other alphabets for the plain ones.
    return { kind: "name", name: this.textOf(node).normalize("NFKC"), scope: this.scope, at: node.from };
  }

  part(of: Value | null, name: string, at: number): Value {
    const base = this.cut(of);
    return { kind: "part", of: base, name: name.normalize("NFKC"), at, depth: depthOver(base) };
  }

  item(of: Value | null, key: Value | null, at: number): Value {
    const base = this.cut(of);
    return { kind: "item", of: base, key: key ?? unknown, at, depth: depthOver(base) };
  }

  call(of: Value | null, given: readonly Given[], at: number): Value {
    const base = this.cut(of);
    return { kind: "call", of: base, given, at, depth: depthOver(base) };
  }

  private cut(of: Value | null): Value {
    if (of === null || !isTooLong(of)) return of ?? unknown;
    this.use(of);
    return unknown;
  }
}

/** A sum or choice of values, in one row however many there are. */
export function joined(kind: "sum" | "either", left: Value | null, right: Value | null): Value {
  if (left?.kind === kind) {
    left.values.push(right ?? unknown);
    return left;
  }
  return { kind, values: [left ?? unknown, right ?? unknown] };
}

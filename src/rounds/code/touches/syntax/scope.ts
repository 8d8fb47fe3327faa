import type { Value } from "./value.ts";

/** Deeper than anybody nests functions; further down the names of the last one are shared. */
const deepest = 100;

/** The names that a function, class or block gives a meaning to. */
export class Scope {
  readonly names = new Map<string, Value[]>();
  /** Names that are the outermost scope's, by `global`. */
  readonly outer = new Set<string>();
  readonly parent: Scope | null;
  /** A class's names are seen in its body alone. */
  readonly isClass: boolean;
  private readonly depth: number;

  constructor(parent: Scope | null, isClass = false) {
    this.parent = parent;
    this.isClass = isClass;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  inner(isClass = false): Scope {
    return this.depth >= deepest ? this : new Scope(this, isClass);
  }

  get outermost(): Scope {
    let scope: Scope = this;
    while (scope.parent !== null) scope = scope.parent;
    return scope;
  }

  bind(name: string, value: Value): void {
    const scope = this.outer.has(name) ? this.outermost : this;
    const known = scope.names.get(name);
    if (known === undefined) scope.names.set(name, [value]);
    else known.push(value);
  }

  /** All that the name may mean here; null where nothing binds it. */
  meaningsOf(name: string): readonly Value[] | null {
    if (this.outer.has(name)) return this.outermost.names.get(name) ?? null;
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const found = scope.isClass && scope !== this ? undefined : scope.names.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }
}

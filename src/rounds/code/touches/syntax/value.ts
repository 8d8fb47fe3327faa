import type { MappedText } from "./mapped-text.ts";
import type { Scope } from "./scope.ts";

/** What an expression is made of, as far as names and texts go. Everything else is unknown. */
export type Value =
  | { readonly kind: "name"; readonly name: string; readonly scope: Scope; readonly at: number }
  /** A full name, such as an import gives. */
  | { readonly kind: "path"; readonly path: string; readonly at: number }
  | { readonly kind: "part"; readonly of: Value; readonly name: string; readonly at: number; readonly depth: number }
  | { readonly kind: "item"; readonly of: Value; readonly key: Value; readonly at: number; readonly depth: number }
  | {
      readonly kind: "call";
      readonly of: Value;
      readonly given: readonly Given[];
      readonly at: number;
      readonly depth: number;
    }
  | { readonly kind: "text"; readonly text: MappedText; readonly exact: boolean }
  | { readonly kind: "sum" | "either" | "list"; readonly values: Value[] }
  | { readonly kind: "given"; readonly given: readonly Given[] }
  | { readonly kind: "declared"; readonly name: string; readonly isFunction: boolean }
  | { readonly kind: "unknown" };

export interface Given {
  /** Null: by its place. */
  readonly key: string | null;
  readonly value: Value;
}

export const unknown: Value = { kind: "unknown" };

/** Longer chains are cut, and each end is read for itself. */
const longestChain = 60;

export function isTooLong(value: Value): boolean {
  return "depth" in value && value.depth >= longestChain;
}

export function depthOver(value: Value): number {
  return "depth" in value ? value.depth + 1 : 1;
}

import type { FoundName, TouchKind } from "../touch.ts";
import type { Meanings } from "./meanings.ts";
import type { Use } from "./reader.ts";
import type { Value } from "./value.ts";

export interface KnownNames {
  /** `none`: known, and nothing to tell; null: not known. */
  kindOf(path: string): TouchKind | "none" | null;
  /** A full name as that language writes it. */
  shown(path: string): string;
}

/** What a use touches: the longest part of its chain that has a known name. */
export function foundInUse({ value, how }: Use, meanings: Meanings, names: KnownNames): readonly FoundName[] {
  for (let part: Value | null = value; part !== null; part = innerOf(part)) {
    const at = "at" in part ? part.at : 0;
    const known = meanings.pathsOf(part).flatMap((path) => {
      const kind = names.kindOf(path);
      return kind === null ? [] : [{ kind, path }];
    });
    // A thing of unknown origin says no more where its origin is known too.
    const told = known.filter(({ path }) => !path.startsWith("?"));
    const found = (told.length > 0 ? told : known).flatMap(({ kind, path }): readonly FoundName[] => {
      return kind === "none" ? [] : [{ kind, name: names.shown(path), at }];
    });
    if (known.length > 0) return how === "import" ? found.filter(({ kind }) => kind === "harness") : found;
  }
  return [];
}

export function innerOf(value: Value): Value | null {
  return value.kind === "part" || value.kind === "item" || value.kind === "call" ? value.of : null;
}

import type { LanguageMeanings } from "../syntax/meanings.ts";
import { type Given, unknown, type Value } from "../syntax/value.ts";

/** The value given under a key, or at a place. */
export function givenAs(given: readonly Given[], key: string, place: number): Value | null {
  return (
    given.find((each) => each.key === key)?.value ?? given.filter((each) => each.key === null)[place]?.value ?? null
  );
}

const imports = new Set(["__import__", "importlib.import_module", "builtins.__import__"]);
const namespaces = new Set(["vars", "globals", "locals"]);
/** Calls that give their first argument on. */
const wrappers = new Set([
  "functools.partial",
  "functools.cache",
  "functools.lru_cache",
  "staticmethod",
  "iter",
  "list",
  "tuple",
]);

export const pythonMeanings: LanguageMeanings = {
  callPaths(callee, given, of, hops) {
    const [first] = given;
    if (callee === "getattr") {
      const names = of.exactTexts(givenAs(given, "name", 1) ?? unknown, hops) ?? [];
      const paths = of.pathsOf(first?.value ?? unknown, hops);
      return names.flatMap((text) => paths.map((path) => (path.startsWith("?") ? `?.${text}` : `${path}.${text}`)));
    }
    if (imports.has(callee)) return of.exactTexts(first?.value ?? unknown, hops) ?? [];
    if (namespaces.has(callee)) return of.pathsOf(first?.value ?? unknown, hops).map((path) => `${path}.__dict__`);
    if (wrappers.has(callee)) return of.pathsOf(first?.value ?? unknown, hops);
    return undefined;
  },

  itemPaths(of, key) {
    if (of === "sys.modules") return [key];
    return of.endsWith(".__dict__") ? [`${of.slice(0, -".__dict__".length)}.${key}`] : [];
  },

  textOfCall(callee, given) {
    return /(?:^|\.)(?:dedent|str|cleandoc|join)$/.test(callee) ? (given[0]?.value ?? null) : null;
  },
};

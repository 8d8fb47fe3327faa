import { parser } from "@lezer/javascript";
import { foundInUse, innerOf } from "../syntax/found-in-uses.ts";
import { type LanguageMeanings, Meanings } from "../syntax/meanings.ts";
import { parseWithin } from "../syntax/parse-within.ts";
import { Reader } from "../syntax/reader.ts";
import type { LanguageReader } from "../syntax/reading.ts";
import { unknown, type Value } from "../syntax/value.ts";
import { type Piece, type Visitor, walk } from "../syntax/walk.ts";
import type { FoundName } from "../touch.ts";
import { scriptHandlers } from "./script-handlers.ts";
import { moduleName, scriptKind } from "./script-names.ts";

const typescript = parser.configure({ dialect: "ts" });
const handlers = new Map(Object.entries(scriptHandlers));
const blocks = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunction",
  "MethodDeclaration",
  "Block",
  "ForStatement",
  "CatchClause",
]);
const globals = /^(?:globalThis|window|self|global)$/;

class ScriptReader extends Reader implements Visitor {
  enter(name: string): void {
    if (blocks.has(name)) this.open(this.scope.inner());
  }

  leave(node: Omit<Piece, "value">, pieces: readonly Piece[]): Value | null {
    const handler = handlers.get(node.name);
    // A function's own name is its surroundings', a caught error's is the clause's.
    if (blocks.has(node.name) && node.name !== "CatchClause") this.close();
    const value = handler === undefined ? null : handler(this, node, pieces);
    if (handler === undefined) this.useAll(pieces);
    if (node.name === "CatchClause") this.close();
    return value;
  }
}

const scriptMeanings: LanguageMeanings = {
  callPaths(callee, given, of, hops) {
    if (callee !== "require") return undefined;
    return (of.exactTexts(given[0]?.value ?? unknown, hops) ?? []).map(moduleName);
  },
  itemPaths: (of, key) => (globals.test(of) ? [key] : of.startsWith("?") ? [] : [`${of}.${key}`]),
  textOfCall: () => null,
};

const names = { kindOf: scriptKind, shown: (path: string) => path.replaceAll("()", "") };

/** Reads AssemblyScript, TypeScript and JavaScript. */
export const readScript: LanguageReader = (source, budget) => {
  // The marks of AssemblyScript before a function (`@inline`) are no decorators of TypeScript.
  const text = source.text.replace(
    /^[ \t]*@(?:inline|unmanaged|final|lazy|global|unsafe|operator(?:\.\w+)?|external)\b(?:\([^()\n]{0,200}\))?/gm,
    (mark) => " ".repeat(mark.length),
  );
  const reader = new ScriptReader(text);
  const { broken, end } = walk(parseWithin(typescript, text, budget), reader, budget);
  const meanings = new Meanings(scriptMeanings, reader.fields);
  const found = reader.uses.flatMap((use) => {
    const touched = foundInUse(use, meanings, names);
    return touched.length > 0 ? touched : computedGlobal(use.value, meanings);
  });
  return { found: [...reader.found, ...found], inner: [], broken, end };
};

/** `globalThis["fe" + "tch"]`: a name of everybody's that is worked out. */
function computedGlobal(value: Value, meanings: Meanings): readonly FoundName[] {
  for (let part: Value | null = value; part !== null; part = innerOf(part)) {
    if (part.kind !== "item") continue;
    const path = meanings.pathsOf(part.of).find((each) => globals.test(each));
    if (path !== undefined && meanings.exactTexts(part.key) === null)
      return [{ kind: "hidden code", name: `${path}[…]`, at: part.at }];
  }
  return [];
}

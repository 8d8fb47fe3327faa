import { type Document, isNode, isScalar, parseDocument, visit } from "yaml";
import { pythonScalar } from "./python-scalars.ts";

/** A YAML text as plain values, or in half a sentence what is wrong with it. */
export type ReadYaml = { readonly value: unknown } | { readonly fault: string };

/** The library quotes what it stumbles over, however long that is. */
const longestFault = 200;

/**
 * Aliases that would be followed into a billion values are refused, and so is what nests deeper than the stack. Keys
 * are told apart here, and errors placed: the library compares each key with every other and draws every error, which
 * takes minutes for 100,000 of them. @param scalars `python`: values without quotes as PyYAML reads them
 */
export function readYaml(text: string, scalars: "core" | "python" = "core"): ReadYaml {
  try {
    const merge = scalars === "python";
    const document = parseDocument(text, { prettyErrors: false, logLevel: "error", uniqueKeys: false, merge });
    const [broken] = document.errors;
    if (broken !== undefined)
      return { fault: `${broken.message.slice(0, longestFault)} at ${placeIn(text, broken.pos[0])}` };
    const twice = findTwice(document);
    if (twice !== null) {
      const [first, second] = [twice.first, twice.second].map((at) => lineOf(text, at));
      const lines = first === second ? `in line ${first}` : `in lines ${first} and ${second}`;
      return { fault: `"${twice.name}" stands twice, ${lines}; keep one` };
    }
    if (scalars === "python") readScalarsAsPython(document);
    return { value: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return { fault: error.message.slice(0, longestFault) };
    if (error instanceof RangeError) return { fault: "it is nested too deeply" };
    throw error;
  }
}

/** Keys stay as they are: Python would make `True` of one that is called `on`. */
function readScalarsAsPython(document: Document.Parsed): void {
  visit(document, {
    Scalar(key, node) {
      const value = key !== "key" && node.type === "PLAIN" ? pythonScalar(node.source ?? "") : undefined;
      if (value !== undefined) node.value = value;
    },
  });
}

const lineOf = (text: string, at: number) => text.slice(0, at).split("\n").length;

function placeIn(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}

interface Twice {
  readonly name: string;
  /** Where it stands in the text. */
  readonly first: number;
  readonly second: number;
}

/** A key that its map has already; null: there is none. */
function findTwice(document: Document.Parsed): Twice | null {
  let found: Twice | null = null;
  visit(document, {
    Map(_, { items }) {
      const seen = new Map<unknown, number>();
      for (const { key } of items) {
        const value = isScalar(key) ? key.value : key;
        const second = isNode(key) ? (key.range?.[0] ?? 0) : 0;
        const first = seen.get(value);
        if (first !== undefined) {
          found = { name: String(value).slice(0, 60), first, second };
          return visit.BREAK;
        }
        seen.set(value, second);
      }
      return undefined;
    },
  });
  return found;
}

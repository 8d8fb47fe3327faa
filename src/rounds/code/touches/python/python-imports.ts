import type { Reader } from "../syntax/reader.ts";
import type { Value } from "../syntax/value.ts";
import type { Piece } from "../syntax/walk.ts";

/** `import a.b as c`, `from a.b import c as d, e`, `from a import *`. */
export function importStatement(reader: Reader, _: Omit<Piece, "value">, pieces: readonly Piece[]): null {
  const at = pieces.findIndex(({ name }) => name === "import");
  const isFrom = pieces[0]?.name === "from";
  const from = isFrom ? moduleOf(reader, pieces.slice(1, at)) : null;
  for (const group of groupsOf(pieces.slice(at + 1))) {
    const alias = group.findIndex(({ name }) => name === "as");
    const named = alias < 0 ? group : group.slice(0, alias);
    const [first] = named;
    if (first === undefined) continue;
    const name = moduleOf(reader, named);
    const path = from === null ? name : `${from}.${name}`;
    const value: Value = { kind: "path", path, at: first.from };
    reader.use(value, "import");
    const own = group[alias + 1];
    if (first.name === "*") continue;
    if (alias >= 0 && own !== undefined) reader.scope.bind(reader.textOf(own), value);
    else if (from === null) reader.scope.bind(reader.textOf(first), { ...value, path: reader.textOf(first) });
    else reader.scope.bind(reader.textOf(first), value);
  }
  return null;
}

/** A module beside this one has no name that we know. */
function moduleOf(reader: Reader, pieces: readonly Piece[]): string {
  const text = pieces.map((piece) => reader.textOf(piece)).join("");
  return (text.startsWith(".") ? `?${text.replace(/^\.+/, ".")}` : text).normalize("NFKC");
}

function groupsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.name === ",") groups.push([]);
    else if (piece.name !== "(" && piece.name !== ")") groups.at(-1)?.push(piece);
  }
  return groups;
}

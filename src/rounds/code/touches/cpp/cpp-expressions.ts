import { unknown, type Value } from "../syntax/value.ts";
import type { Piece } from "../syntax/walk.ts";
import { ptxTimers } from "./cpp-names.ts";
import type { CppHandler } from "./cpp-reader.ts";

const name: CppHandler = (reader, node) => reader.name(node);

/** `a::b`; what begins with `::` is nobody's own. */
const scoped: CppHandler = (reader, _, pieces) => {
  const names = pieces.filter((piece) => piece.name !== "::");
  const [first, ...rest] = names;
  if (first === undefined) return null;
  const start: Value =
    pieces[0]?.name === "::" ? { kind: "path", path: reader.textOf(first), at: first.from } : (first.value ?? unknown);
  return rest.reduce((of, piece) => reader.part(of, reader.textOf(piece).replace(/<[\s\S]*/, ""), piece.from), start);
};

const firstValue: CppHandler = (reader, _, pieces) => {
  reader.useAll(pieces.slice(1));
  return pieces[0]?.value ?? null;
};

const innerValue: CppHandler = (_, __, pieces) => pieces.find(({ value }) => value !== null)?.value ?? null;

export const expressions: Readonly<Record<string, CppHandler>> = {
  Identifier: name,
  TypeIdentifier: name,
  NamespaceIdentifier: name,
  ScopedIdentifier: scoped,
  ScopedTypeIdentifier: scoped,
  ScopedNamespaceIdentifier: scoped,
  TemplateType: firstValue,
  TemplateFunction: firstValue,
  ParenthesizedExpression: innerValue,
  PointerExpression: innerValue,
  TypeDescriptor: innerValue,

  FieldExpression(reader, _, pieces) {
    const field = pieces.at(-1);
    const of = pieces[0]?.value ?? null;
    return field === undefined ? of : reader.part(of, reader.textOf(field), field.from);
  },

  CallExpression(reader, node, pieces) {
    const [of, list] = pieces;
    if (of !== undefined && /^(?:asm|__asm__|__asm)$/.test(reader.textOf(of))) {
      readPtx(reader, node);
      return null;
    }
    const given = list?.value?.kind === "given" ? list.value.given : [];
    return reader.call(of?.value ?? null, given, node.from);
  },

  ArgumentList(reader, _, pieces) {
    reader.useAll(pieces);
    const values = pieces.filter((piece) => !/^[(),]$/.test(piece.name));
    return { kind: "given", given: values.map(({ value }) => ({ key: null, value: value ?? unknown })) };
  },
};

/** Inline PTX is code between quotes: its special registers are what it touches. */
function readPtx(reader: Parameters<CppHandler>[0], node: Pick<Piece, "from" | "to">): void {
  for (const { 0: register, index } of reader.textOf(node).matchAll(ptxTimers)) {
    reader.found.push({ kind: "timers", name: register, at: node.from + index });
  }
}

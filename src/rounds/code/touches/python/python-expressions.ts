import type { Reader } from "../syntax/reader.ts";
import { joined } from "../syntax/reader.ts";
import { type Given, unknown, type Value } from "../syntax/value.ts";
import type { Piece } from "../syntax/walk.ts";
import { pythonText } from "./python-literal.ts";

type Node = Omit<Piece, "value">;
type Expression = (reader: Reader, node: Node, pieces: readonly Piece[]) => Value | null;

export const expressions: Readonly<Record<string, Expression>> = {
  VariableName: (reader, node) => reader.name(node),
  String: (reader, node) => ({ kind: "text", text: pythonText(reader.textOf(node), node.from), exact: true }),
  FormatString(reader, node, pieces) {
    const holes = pieces.filter(({ name }) => name === "FormatReplacement");
    return { kind: "text", text: pythonText(reader.textOf(node), node.from, holes), exact: holes.length === 0 };
  },
  ContinuedString: (_, __, pieces) => ({ kind: "sum", values: pieces.flatMap(({ value }) => value ?? []) }),

  MemberExpression(reader, node, pieces) {
    const [of, , name] = pieces;
    if (name?.name === "PropertyName") return reader.part(of?.value ?? null, reader.textOf(name), name.from);
    reader.useAll(pieces.slice(1));
    return reader.item(of?.value ?? null, name?.value ?? null, node.from);
  },

  CallExpression(reader, node, pieces) {
    const [of, list] = pieces;
    return reader.call(of?.value ?? null, givenOf(list), of?.to ?? node.from);
  },

  ArgList(reader, _, pieces) {
    const given: Given[] = [];
    for (const [index, { name, value }] of pieces.entries()) {
      if (["(", ")", ",", "AssignOp", "*", "**"].includes(name) || pieces[index + 1]?.name === "AssignOp") continue;
      reader.use(value);
      const isNamed = pieces[index - 1]?.name === "AssignOp";
      const key = pieces[index - 2];
      given.push({ key: isNamed && key !== undefined ? reader.textOf(key) : null, value: value ?? unknown });
    }
    return { kind: "given", given };
  },

  /** Several in brackets are a tuple; one is itself. */
  ParenthesizedExpression: (_, __, pieces) => pieces.find(({ value }) => value !== null)?.value ?? null,

  BinaryExpression(reader, _, pieces) {
    const [left, sign, right] = pieces;
    const text = sign === undefined ? "" : reader.textOf(sign);
    reader.useAll(pieces);
    if (text === "+") return joined("sum", left?.value ?? null, right?.value ?? null);
    if (text === "or" || text === "and") return joined("either", left?.value ?? null, right?.value ?? null);
    return text === "%" && left?.value?.kind === "text" ? left.value : null;
  },

  ConditionalExpression(reader, _, pieces) {
    reader.useAll(pieces);
    return joined("either", pieces[0]?.value ?? null, pieces.at(-1)?.value ?? null);
  },

  TupleExpression: listed,
  ArrayExpression: listed,
  SetExpression: listed,
  DictionaryExpression: listed,

  Decorator(reader, _, pieces) {
    const names = pieces.filter(({ name }) => name === "VariableName");
    const [first, ...rest] = names;
    if (first === undefined) return null;
    const whole = rest.reduce((of, name) => reader.part(of, reader.textOf(name), name.from), first.value ?? unknown);
    const list = pieces.find(({ name }) => name === "ArgList");
    reader.use(list === undefined ? whole : reader.call(whole, givenOf(list), list.from));
    return null;
  },
};

function listed(reader: Reader, _: Node, pieces: readonly Piece[]): Value {
  reader.useAll(pieces);
  return { kind: "list", values: pieces.flatMap(({ value }) => value ?? []) };
}

function givenOf(list: Piece | undefined): readonly Given[] {
  return list?.value?.kind === "given" ? list.value.given : [];
}

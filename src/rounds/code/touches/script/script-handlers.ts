import { wholeText } from "../syntax/mapped-text.ts";
import { joined, type Reader } from "../syntax/reader.ts";
import { type Given, unknown, type Value } from "../syntax/value.ts";
import type { Piece } from "../syntax/walk.ts";
import { moduleName } from "./script-names.ts";

type Handler = (reader: Reader, node: Omit<Piece, "value">, pieces: readonly Piece[]) => Value | null;

const name: Handler = (reader, node) => reader.name(node);
const inner: Handler = (reader, _, pieces) => {
  const found = pieces.find(({ value }) => value !== null);
  reader.useAll(pieces.filter((piece) => piece !== found));
  return found?.value ?? null;
};

/** An import or a pattern: names that it brings, each with the part that it stands for. */
interface Brought {
  readonly part: string | null;
  readonly own: Piece;
}

export const scriptHandlers: Readonly<Record<string, Handler>> = {
  VariableName: name,
  VariableDefinition: () => null,
  String: (reader, { from, to }) => ({
    kind: "text",
    text: wholeText(reader.text.slice(from + 1, to - 1), from + 1),
    exact: true,
  }),
  TemplateString: (reader, { from, to }, pieces) => {
    const exact = !pieces.some((piece) => piece.name === "Interpolation");
    return { kind: "text", text: wholeText(reader.text.slice(from + 1, to - 1), from + 1), exact };
  },
  ParenthesizedExpression: inner,
  PostfixExpression: inner,
  InstantiationExpression: inner,
  PrefixCast: inner,

  MemberExpression(reader, node, pieces) {
    const [of] = pieces;
    const last = pieces.at(-1);
    if (last?.name === "PropertyName") return reader.part(of?.value ?? null, reader.textOf(last), last.from);
    reader.useAll(pieces.slice(1));
    return reader.item(
      of?.value ?? null,
      pieces.find(({ value }, index) => index > 1 && value !== null)?.value ?? null,
      node.from,
    );
  },
  CallExpression(reader, node, pieces) {
    const list = pieces.at(-1)?.value;
    return reader.call(pieces[0]?.value ?? null, list?.kind === "given" ? list.given : [], node.from);
  },
  NewExpression(reader, node, pieces) {
    const of = pieces.find(({ value }) => value !== null && value.kind !== "given");
    const list = pieces.at(-1)?.value;
    return reader.call(of?.value ?? null, list?.kind === "given" ? list.given : [], node.from);
  },
  ArgList(reader, _, pieces) {
    reader.useAll(pieces);
    const given: readonly Given[] = pieces
      .filter((piece) => !/^[(),]$/.test(piece.name))
      .map(({ value }) => ({ key: null, value: value ?? unknown }));
    return { kind: "given", given };
  },
  BinaryExpression(reader, _, pieces) {
    reader.useAll(pieces);
    const [left, sign, right] = pieces;
    return sign !== undefined && reader.textOf(sign) === "+"
      ? joined("sum", left?.value ?? null, right?.value ?? null)
      : null;
  },
  DynamicImport(reader, node, pieces) {
    const text = pieces.find(({ value }) => value?.kind === "text")?.value;
    if (text?.kind === "text") return { kind: "path", path: moduleName(text.text.text), at: node.from };
    reader.found.push({ kind: "hidden code", name: "import", at: node.from });
    return null;
  },

  ImportDeclaration(reader, node, pieces) {
    const from = pieces.find(({ name }) => name === "String")?.value;
    if (from?.kind !== "text") return null;
    const path = moduleName(from.text.text);
    reader.use({ kind: "path", path, at: node.from }, "import");
    const whole = pieces.find((piece) => piece.name === "VariableDefinition");
    if (whole !== undefined) reader.scope.bind(reader.textOf(whole), { kind: "path", path, at: whole.from });
    const group = pieces.find((piece) => piece.name === "ImportGroup");
    const brought = group?.value?.kind === "list" ? group.value.values : [];
    for (const each of brought) if (each.kind === "item" && each.key.kind === "path") bindPart(reader, each.key, path);
    return null;
  },
  ImportGroup: (reader, _, pieces) => ({
    kind: "list",
    values: broughtBy(reader, pieces).map(({ part, own }) => {
      const key: Value = { kind: "path", path: `${part ?? reader.textOf(own)} ${reader.textOf(own)}`, at: own.from };
      return { kind: "item", of: unknown, key, at: own.from, depth: 1 };
    }),
  }),

  VariableDeclaration(reader, _, pieces) {
    for (const [index, piece] of pieces.entries()) {
      const value =
        pieces.slice(index + 1).find(({ name }) => name === "Equals") === undefined ? null : valueAfter(pieces, index);
      if (piece.name === "VariableDefinition") reader.scope.bind(reader.textOf(piece), value ?? unknown);
      else if (piece.value?.kind === "list" && piece.name === "ObjectPattern") {
        for (const each of piece.value.values) {
          if (each.kind === "item" && each.key.kind === "path") bindOf(reader, each.key, value ?? unknown);
        }
      } else reader.use(piece.value);
    }
    return null;
  },
  ObjectPattern: (_, __, pieces) => ({ kind: "list", values: pieces.flatMap(({ value }) => value ?? []) }),
  PatternProperty(reader, node, pieces) {
    const own = pieces.find((piece) => piece.name === "VariableDefinition");
    if (own === undefined) return null;
    const part = pieces.find((piece) => piece.name === "PropertyName") ?? own;
    const key: Value = { kind: "path", path: `${reader.textOf(part)} ${reader.textOf(own)}`, at: own.from };
    return { kind: "item", of: unknown, key, at: node.from, depth: 1 };
  },
  ParamList: parameters,
  CatchClause: parameters,
  ForOfSpec: parameters,
  ForInSpec: parameters,
  FunctionDeclaration: ownName,
  AmbientFunctionDeclaration(reader, node, pieces) {
    const own = pieces.find((piece) => piece.name === "VariableDefinition");
    if (own !== undefined) reader.found.push({ kind: "harness", name: `env.${reader.textOf(own)}`, at: node.from });
    return null;
  },
  ClassDeclaration: ownName,
  AssignmentExpression(reader, _, pieces) {
    const [target, , value] = pieces;
    reader.use(value?.value ?? null);
    reader.use(target?.value ?? null, "write");
    if (target?.value?.kind === "name") reader.scope.bind(target.value.name, value?.value ?? unknown);
    return null;
  },
};

function parameters(reader: Reader, _: unknown, pieces: readonly Piece[]): null {
  for (const piece of pieces) {
    if (piece.name === "VariableDefinition") reader.scope.bind(reader.textOf(piece), unknown);
    else if (piece.value?.kind === "list") {
      for (const each of piece.value.values)
        if (each.kind === "item" && each.key.kind === "path") bindOf(reader, each.key, unknown);
    } else reader.use(piece.value);
  }
  return null;
}

function ownName(reader: Reader, _: unknown, pieces: readonly Piece[]): null {
  const own = pieces.find((piece) => piece.name === "VariableDefinition");
  if (own !== undefined) reader.scope.bind(reader.textOf(own), unknown);
  reader.useAll(pieces);
  return null;
}

function valueAfter(pieces: readonly Piece[], index: number): Value | null {
  const equals = pieces.findIndex(({ name }, at) => at > index && name === "Equals");
  const isNext = !pieces.slice(index + 1, equals).some(({ name }) => name === ",");
  return isNext ? (pieces[equals + 1]?.value ?? null) : null;
}

function broughtBy(reader: Reader, pieces: readonly Piece[]): readonly Brought[] {
  return pieces.flatMap((piece, index): readonly Brought[] => {
    if (piece.name !== "VariableDefinition") return [];
    const before = pieces[index - 2];
    return [
      { own: piece, part: pieces[index - 1]?.name === "as" && before !== undefined ? reader.textOf(before) : null },
    ];
  });
}

function bindPart(reader: Reader, { path, at }: Extract<Value, { kind: "path" }>, module: string): void {
  const [part = "", own = ""] = path.split(" ");
  reader.scope.bind(own, { kind: "path", path: `${module}.${part}`, at });
}

function bindOf(reader: Reader, { path, at }: Extract<Value, { kind: "path" }>, of: Value): void {
  const [part = "", own = ""] = path.split(" ");
  reader.scope.bind(own, reader.part(of, part, at));
}

import type { Reader } from "../syntax/reader.ts";
import type { Scope } from "../syntax/scope.ts";
import { unknown, type Value } from "../syntax/value.ts";
import type { Piece } from "../syntax/walk.ts";
import { importStatement } from "./python-imports.ts";

type Node = Omit<Piece, "value">;
type Statement = (
  reader: Reader & { readonly comingScope: Scope },
  node: Node,
  pieces: readonly Piece[],
) => Value | null;

/** Statements that give names a meaning. */
export const bindingStatements: Readonly<Record<string, Statement>> = {
  ImportStatement: importStatement,

  AssignStatement(reader, _, pieces) {
    const groups = splitAt(pieces, (name) => name === "AssignOp");
    const values = (groups.length > 1 ? groups.at(-1) : []) ?? [];
    reader.useAll(values);
    const given = valuesOf(values);
    for (const targets of groups.slice(0, Math.max(1, groups.length - 1))) bindTargets(reader, targets, given);
    return null;
  },

  UpdateStatement(reader, _, pieces) {
    const [target, , value] = pieces;
    reader.use(value?.value ?? null);
    if (target !== undefined) bindTarget(reader, target, value?.value ?? unknown);
    return null;
  },

  NamedExpression(reader, _, pieces) {
    const [target, , value] = pieces;
    if (target !== undefined) bindTarget(reader, target, value?.value ?? unknown);
    return value?.value ?? null;
  },

  ForStatement: loop,
  ComprehensionExpression: loop,
  ArrayComprehensionExpression: loop,
  SetComprehensionExpression: loop,
  DictionaryComprehensionExpression: loop,

  WithStatement: namedByAs,
  TryStatement: namedByAs,
  AsPattern: namedByAs,

  CapturePattern(reader, _, pieces) {
    for (const piece of pieces) bindTarget(reader, piece, unknown);
    return null;
  },

  ScopeStatement(reader, _, pieces) {
    const isGlobal = pieces[0]?.name === "global";
    for (const piece of pieces) {
      if (isGlobal && piece.name === "VariableName") reader.scope.outer.add(reader.textOf(piece));
    }
    return null;
  },

  DeleteStatement(reader, _, pieces) {
    for (const { value } of pieces) reader.use(value, "write");
    return null;
  },

  /** Defaults are worked out where the function stands; its names are the function's own. */
  ParamList(reader, _, pieces) {
    for (const [index, piece] of pieces.entries()) {
      const isDefault = pieces[index - 1]?.name === "AssignOp";
      if (piece.name !== "VariableName" || isDefault) reader.use(piece.value);
      if (piece.name !== "VariableName" || isDefault) continue;
      const sign = pieces.slice(index + 1, index + 3).findIndex(({ name }) => name === "AssignOp");
      const value = sign < 0 || pieces[index + 1]?.name === "," ? null : (pieces[index + 2 + sign]?.value ?? null);
      reader.comingScope.bind(reader.textOf(piece), value ?? unknown);
      if (value !== null) reader.comingScope.bind(reader.textOf(piece), unknown);
    }
    return null;
  },

  FunctionDefinition: definition,
  ClassDefinition: definition,

  LambdaExpression(reader, _, pieces) {
    reader.useAll(pieces);
    return null;
  },
};

function definition(reader: Reader, _: Node, pieces: readonly Piece[]): null {
  const own = pieces.findIndex(({ name }) => name === "VariableName");
  reader.useAll(pieces.filter((__, index) => index !== own));
  return null;
}

/** `for TARGETS in ITERABLE`, of which there may be several in one expression. */
function loop(reader: Reader, _: Node, pieces: readonly Piece[]): null {
  let targets: Piece[] | null = null;
  for (const [index, piece] of pieces.entries()) {
    if (piece.name === "for") targets = [];
    else if (piece.name === "in" && targets !== null) {
      const from = pieces[index + 1]?.value;
      const elements: Value = from?.kind === "list" ? { kind: "either", values: from.values } : unknown;
      bindTargets(reader, targets, targets.length === 1 ? [elements] : []);
      targets = null;
    } else if (targets !== null) targets.push(piece);
    else reader.use(piece.value);
  }
  return null;
}

function namedByAs(reader: Reader, _: Node, pieces: readonly Piece[]): null {
  for (const [index, piece] of pieces.entries()) {
    const isName = pieces[index - 1]?.name === "as";
    if (isName) bindTarget(reader, piece, pieces[index - 2]?.value ?? unknown);
    else reader.use(piece.value);
  }
  return null;
}

function splitAt(pieces: readonly Piece[], isSign: (name: string) => boolean): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [[]];
  for (const piece of pieces) {
    if (isSign(piece.name)) groups.push([]);
    else groups.at(-1)?.push(piece);
  }
  return groups;
}

function valuesOf(pieces: readonly Piece[]): readonly Value[] {
  const values = pieces.filter(({ name }) => name !== ",").map(({ value }) => value ?? unknown);
  const [only] = values;
  return values.length === 1 && only?.kind === "list" ? [only, ...only.values] : values;
}

/** One value each where there are as many, and otherwise nobody knows. */
function bindTargets(reader: Reader, targets: readonly Piece[], values: readonly Value[]): void {
  const names = targets.filter(({ name }) => name !== "," && name !== "TypeDef" && name !== "*");
  for (const piece of targets) if (piece.name === "TypeDef") reader.use(piece.value);
  const [whole] = values;
  const each = whole?.kind === "list" && values.length > 1 ? values.slice(1) : values;
  for (const [index, piece] of names.entries()) {
    const own = names.length === 1 ? whole : each.length === names.length ? each[index] : unknown;
    bindTarget(reader, piece, own ?? unknown);
  }
}

/** Gives a name, or a part of a thing, a meaning. */
export function bindTarget(reader: Reader, { name, value }: Piece, meaning: Value): void {
  if (value?.kind === "name") reader.scope.bind(value.name, meaning);
  else if (value?.kind === "list") {
    const values = meaning.kind === "list" && meaning.values.length === value.values.length ? meaning.values : [];
    for (const [index, each] of value.values.entries()) {
      if (each.kind === "name") reader.scope.bind(each.name, values[index] ?? unknown);
      else reader.use(each, "write");
    }
  } else if (value?.kind === "part" && name === "MemberExpression") {
    reader.use(value, "write");
    const known = reader.fields.get(value.name);
    if (value.of.kind !== "name") return;
    if (known === undefined) reader.fields.set(value.name, [meaning]);
    else known.push(meaning);
  } else reader.use(value, "write");
}

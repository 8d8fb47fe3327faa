import { unknown, type Value } from "../syntax/value.ts";
import type { Piece } from "../syntax/walk.ts";
import type { CppHandler, CppReader } from "./cpp-reader.ts";

/** The name that a declarator declares, through its stars and brackets. */
function declaredIn(reader: CppReader, pieces: readonly Piece[]): Extract<Value, { kind: "declared" }> | null {
  for (const piece of pieces) {
    if (piece.value?.kind === "declared") return piece.value;
    if (piece.name === "Identifier" || piece.name === "FieldIdentifier") {
      return { kind: "declared", name: reader.textOf(piece), isFunction: false };
    }
  }
  return null;
}

const declarator: CppHandler = (reader, _, pieces) => {
  reader.useAll(pieces.filter(({ name }) => name !== "Identifier"));
  return declaredIn(reader, pieces);
};

/** A type, then what it declares. A function that is only announced is still the library's. */
const declaration: CppHandler = (reader, _, pieces) => {
  for (const piece of pieces) {
    if (piece.value?.kind === "declared") {
      if (!piece.value.isFunction) reader.scope.bind(piece.value.name, unknown);
    } else if (piece.name === "Identifier") reader.scope.bind(reader.textOf(piece), unknown);
    else reader.use(piece.value);
  }
  return null;
};

export const declarations: Readonly<Record<string, CppHandler>> = {
  PointerDeclarator: declarator,
  ReferenceDeclarator: declarator,
  ArrayDeclarator: declarator,
  ParenthesizedDeclarator: declarator,
  StructuredBindingDeclarator(reader, _, pieces) {
    for (const piece of pieces) if (piece.name === "Identifier") reader.scope.bind(reader.textOf(piece), unknown);
    return null;
  },
  FunctionDeclarator(reader, _, pieces) {
    const declared = declaredIn(reader, pieces);
    reader.useAll(pieces.filter(({ name }) => name !== "Identifier"));
    const isPointer = pieces[0]?.name === "ParenthesizedDeclarator";
    return declared === null ? null : { ...declared, isFunction: !isPointer };
  },
  InitDeclarator(reader, _, pieces) {
    const [first, ...rest] = pieces;
    reader.useAll(rest);
    const declared = first === undefined ? null : declaredIn(reader, [first]);
    if (declared !== null) reader.scope.bind(declared.name, rest.at(-1)?.value ?? unknown);
    return null;
  },
  Declaration: declaration,
  ParameterDeclaration: declaration,
  OptionalParameterDeclaration: declaration,
  ForRangeLoop(reader, _, pieces) {
    const target = pieces.find(({ name, value }) => name === "Identifier" || value?.kind === "declared");
    reader.useAll(pieces.filter((piece) => piece !== target));
    return null;
  },
  FunctionDefinition(reader, _, pieces) {
    for (const { value } of pieces) {
      if (value?.kind === "declared") reader.scope.bind(value.name, unknown);
      else reader.use(value);
    }
    return null;
  },

  AliasDeclaration(reader, _, pieces) {
    const [, own, meaning] = pieces;
    reader.use(meaning?.value ?? null);
    if (own !== undefined && meaning?.value) reader.scope.bind(reader.textOf(own), meaning.value);
    return null;
  },
  TypeDefinition(reader, _, pieces) {
    const own = pieces.at(-1);
    const meaning = pieces.at(-2)?.value ?? null;
    reader.use(meaning);
    if (own?.name === "TypeIdentifier" && meaning !== null) reader.scope.bind(reader.textOf(own), meaning);
    return null;
  },
  NamespaceDefinition(reader, _, pieces) {
    const [, own, meaning] = pieces;
    if (own !== undefined && meaning?.value) {
      reader.use(meaning.value);
      reader.scope.bind(reader.textOf(own), meaning.value);
    }
    return null;
  },
  UsingDeclaration(reader, _, pieces) {
    const meaning = pieces.at(-1)?.value;
    if (!meaning) return null;
    reader.use(meaning);
    if (pieces.some(({ name }) => name === "namespace"))
      reader.opened.add(reader.textOf(pieces.at(-1) ?? { from: 0, to: 0 }));
    else if (meaning.kind === "part") reader.scope.bind(meaning.name, meaning);
    return null;
  },
  PreprocDirective(reader, node, pieces) {
    const body = pieces.find(({ name }) => name === "PreprocArg");
    if (body !== undefined && /^#\s*(?:define|pragma)\b/.test(reader.textOf(node))) reader.macro(body);
    return null;
  },
};

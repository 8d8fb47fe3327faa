import { parser } from "@lezer/cpp";
import { foundInUse } from "../syntax/found-in-uses.ts";
import { type MappedText, placeOf, slicedText } from "../syntax/mapped-text.ts";
import { type LanguageMeanings, Meanings } from "../syntax/meanings.ts";
import { parseWithin } from "../syntax/parse-within.ts";
import type { LanguageReader } from "../syntax/reading.ts";
import { walk } from "../syntax/walk.ts";
import type { TouchKind } from "../touch.ts";
import { cppKind } from "./cpp-names.ts";
import { CppReader } from "./cpp-reader.ts";
import { plainCpp } from "./plain-cpp.ts";

const cppMeanings: LanguageMeanings = {
  callPaths: () => undefined,
  itemPaths: () => [],
  textOfCall: () => null,
};

/** Reads C++ and CUDA. What a macro stands for is read by itself. */
export const readCpp: LanguageReader = (source, budget) => {
  const plain = plainCpp(source);
  const reader = new CppReader(plain.text);
  const { broken, end } = walk(parseWithin(parser, plain.text, budget), reader, budget);
  const meanings = new Meanings(cppMeanings, reader.fields);
  const kindOf = (path: string): TouchKind | null => {
    return (
      cppKind(path) ??
      [...reader.opened]
        .map((each) => cppKind(`${each.replaceAll("::", ".")}.${path}`))
        .find((kind) => kind !== null) ??
      null
    );
  };
  const names = { kindOf, shown: shownName };
  const found = [...reader.found, ...reader.uses.flatMap((use) => foundInUse(use, meanings, names))];
  const own = (offset: number) => placeOf(plain, offset);
  return {
    found: found.map((each) => ({ ...each, at: own(each.at) })),
    inner: reader.macros.map((text) => ({ language: "cpp", text: withinSource(plain, text) })),
    broken: broken === null ? null : own(broken),
    end: end === plain.text.length ? source.text.length : own(end),
  };
};

/** A part of the plain text, with its places in the source. */
function withinSource(plain: MappedText, { text, marks }: MappedText): MappedText {
  const from = marks[0]?.place ?? 0;
  return slicedText(plain, from, from + text.length);
}

function shownName(path: string): string {
  return path.replaceAll("()", "").replace(/^\?\./, "").replaceAll(".", "::");
}

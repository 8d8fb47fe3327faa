import { parser } from "@lezer/python";
import { foundInUse, innerOf } from "../syntax/found-in-uses.ts";
import type { MappedText } from "../syntax/mapped-text.ts";
import { Meanings } from "../syntax/meanings.ts";
import { parseWithin } from "../syntax/parse-within.ts";
import type { Use } from "../syntax/reader.ts";
import type { LanguageReader, Reading } from "../syntax/reading.ts";
import { unknown, type Value } from "../syntax/value.ts";
import { walk } from "../syntax/walk.ts";
import type { FoundName } from "../touch.ts";
import { givenAs, pythonMeanings } from "./python-meanings.ts";
import { harnessVariable, ownSetting, plainPath, pythonKind } from "./python-names.ts";
import { PythonReader } from "./python-reader.ts";

const names = { kindOf: pythonKind, shown: (path: string) => plainPath(path.split(".")).replace(/^\?/, "…") };

/** Reads Python, Triton's included, and says which texts in it are code themselves. */
export const readPython: LanguageReader = (source, budget) => {
  const reader = new PythonReader(source.text);
  const { broken, end } = walk(parseWithin(parser, source.text, budget), reader, budget);
  const meanings = new Meanings(pythonMeanings, reader.fields);
  const found: FoundName[] = [...reader.found];
  const inner: Reading["inner"][number][] = [];
  for (const use of reader.uses) {
    found.push(...foundInPython(use, meanings));
    const code = codeIn(use.value, meanings);
    if (code === null) continue;
    inner.push(...code.texts.map((text) => ({ language: code.language, text })));
    if (!code.whole) found.push({ kind: "hidden code", name: code.name, at: code.at });
  }
  return { found, inner, broken, end };
};

function foundInPython(use: Use, meanings: Meanings): readonly FoundName[] {
  const environment = environmentOf(use.value, meanings);
  if (environment !== null) return environment;
  const found = [...foundInUse(use, meanings, names), ...reflection(use.value, meanings)];
  if (use.how === "import" && use.value.kind === "path" && use.value.path.endsWith(".*")) {
    const kind = pythonKind(use.value.path);
    return kind === null || kind === "none" ? found : [{ kind, name: use.value.path, at: use.value.at }];
  }
  if (use.how !== "write" || use.value.kind !== "part") return found;
  const { at } = use.value;
  const replaced = meanings.pathsOf(use.value).filter((path) => !/^\?|\(\)/.test(path) && !ownSetting.test(path));
  return [...found, ...replaced.map((path): FoundName => ({ kind: "other code", name: `${path} =`, at }))];
}

/** A variable of the environment by its name is the harness's, or nobody's business. */
function environmentOf(value: Value, meanings: Meanings): readonly FoundName[] | null {
  const asked = askedVariable(value, meanings);
  if (asked === null) return null;
  const variables = meanings.exactTexts(asked);
  if (variables === null) return null;
  const at = "at" in value ? value.at : 0;
  return variables
    .filter((text) => harnessVariable.test(text))
    .map((text) => ({ kind: "harness", name: `os.environ["${text.slice(0, 40)}"]`, at }));
}

function askedVariable(value: Value, meanings: Meanings): Value | null {
  if (value.kind === "item" && meanings.pathsOf(value.of).includes("os.environ")) return value.key;
  if (value.kind !== "call") return null;
  const reads = ["os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop"];
  return meanings.pathsOf(value.of).some((path) => reads.includes(path)) ? (value.given[0]?.value ?? null) : null;
}

/** `getattr` with a name that is worked out, and `setattr` on a thing that came from elsewhere. */
function reflection(value: Value, meanings: Meanings): readonly FoundName[] {
  for (let part: Value | null = value; part !== null; part = innerOf(part)) {
    if (part.kind !== "call") continue;
    const { at, given } = part;
    const callee = meanings.pathsOf(part.of).find((path) => ["getattr", "setattr", "delattr"].includes(path));
    const foreign = meanings.pathsOf(given[0]?.value ?? unknown).find((path) => !/^\?|\(\)/.test(path));
    if (callee === undefined || foreign === undefined) continue;
    if (callee !== "getattr") return [{ kind: "other code", name: `${callee}(${foreign})`, at }];
    const isPlain = meanings.exactTexts(givenAs(given, "name", 1) ?? unknown) !== null;
    if (!isPlain) return [{ kind: "hidden code", name: `getattr(${foreign})`, at }];
  }
  return [];
}

const cudaArguments: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  load_inline: [
    ["cpp_sources", 1],
    ["cuda_sources", 2],
  ],
  RawKernel: [["code", 0]],
  RawModule: [["code", 0]],
  SourceModule: [["source", 0]],
  _compile_kernel: [["kernel_source", 0]],
};

interface InnerCode {
  readonly name: string;
  readonly at: number;
  readonly language: "cpp" | "python";
  readonly texts: readonly MappedText[];
  readonly whole: boolean;
}

/** The code that a call is given as text. */
function codeIn(value: Value, meanings: Meanings): InnerCode | null {
  for (let part: Value | null = value; part !== null; part = innerOf(part)) {
    if (part.kind !== "call") continue;
    const { at, given } = part;
    for (const path of meanings.pathsOf(part.of)) {
      const last = path.split(".").at(-1) ?? "";
      const wanted = Object.hasOwn(cudaArguments, last) ? cudaArguments[last] : undefined;
      const isOwn = path === "eval" || path === "exec" || path === "compile";
      if (wanted === undefined && !isOwn) continue;
      const values = (wanted ?? [["source", 0] as const]).flatMap(([key, place]) => givenAs(given, key, place) ?? []);
      const all = values.map((each) => meanings.textsOf(each));
      const texts = all.flatMap((each) => each.texts);
      const whole = isOwn || all.every((each) => each.whole);
      return { name: last, at, language: isOwn ? "python" : "cpp", texts, whole };
    }
  }
  return null;
}

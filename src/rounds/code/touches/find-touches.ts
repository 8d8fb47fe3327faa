import type { CandidateFiles } from "../../candidate.ts";
import { readCpp } from "./cpp/read-cpp.ts";
import { readPython } from "./python/read-python.ts";
import { readScript } from "./script/read-script.ts";
import { LineFinder } from "./syntax/line-finder.ts";
import { placeOf, wholeText } from "./syntax/mapped-text.ts";
import { type ReadingBudget, readingBudget } from "./syntax/parse-within.ts";
import type { CodeLanguage, LanguageReader } from "./syntax/reading.ts";
import type { FoundName, Touch, UnreadFile } from "./touch.ts";

const readers: Readonly<Record<CodeLanguage, LanguageReader>> = {
  python: readPython,
  cpp: readCpp,
  script: readScript,
};

const endings: Readonly<Record<string, CodeLanguage>> = Object.fromEntries([
  ...["py", "pyi"].map((ending) => [ending, "python"] as const),
  ...["cu", "cuh", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hip"].map((ending) => [ending, "cpp"] as const),
  ...["as", "ts", "mts", "js", "mjs"].map((ending) => [ending, "script"] as const),
]);

/** Code in a text, and a macro in that. */
const deepestText = 3;
/** Twice the largest file that may be handed in. */
const mostCharacters = 512 * 1024;

/** All that was found in a set of files. */
export interface FoundTouches {
  readonly touches: readonly Touch[];
  readonly unread: readonly UnreadFile[];
}

/**
 * What each line of some code touches that is no arithmetic: parsed, so that a word in a comment or a text is nothing
 * and an alias is what it stands for. It says what is there, and judges nothing.
 */
export function findTouches(files: CandidateFiles, budget: ReadingBudget = readingBudget()): FoundTouches {
  const touches: Touch[] = [];
  const unread: UnreadFile[] = [];
  let left = mostCharacters;
  for (const [file, text] of Object.entries(files)) {
    const language = languageOf(file);
    const why = language === null ? "its language is unknown here" : "there is too much code before it";
    if (language === null || left === 0) {
      unread.push({ file, read: "not", why });
      continue;
    }
    const lines = new LineFinder(text);
    const { found, fault: broken } = readAll(language, text.slice(0, left), budget);
    const fault = text.length > left ? tooLong(left) : broken;
    left = Math.max(0, left - text.length);
    if (fault !== null) unread.push({ file, read: "in part", why: fault.why(lines.lineOf(fault.at)) });
    for (const touch of touchesOf(file, found, lines)) touches.push(touch);
  }
  return { touches, unread };
}

function languageOf(file: string): CodeLanguage | null {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(endings, ending) ? (endings[ending] ?? null) : null;
}

interface Fault {
  readonly at: number;
  why(line: number): string;
}

function tooLong(at: number): Fault {
  return { at, why: (line) => `it takes too long to parse; read up to line ${line}` };
}

interface Waiting {
  readonly language: CodeLanguage;
  readonly text: ReturnType<typeof wholeText>;
  readonly depth: number;
  /** Where a place of the text's own is in the file. */
  inFile(place: number): number;
}

/** A file and the code in its texts. */
function readAll(
  language: CodeLanguage,
  whole: string,
  budget: ReadingBudget,
): { readonly found: readonly FoundName[]; readonly fault: Fault | null } {
  const found: FoundName[] = [];
  let fault: Fault | null = null;
  const waiting: Waiting[] = [{ language, text: wholeText(whole), depth: 0, inFile: (place) => place }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { text, depth, inFile } = next;
    const toFile = (offset: number) => inFile(placeOf(text, offset));
    const reading = readers[next.language](text, budget);
    for (const each of reading.found) found.push({ ...each, at: toFile(each.at) });
    if (reading.end < text.text.length) {
      return { found, fault: tooLong(toFile(reading.end)) };
    }
    // A macro's body need not be a whole expression.
    const isBroken = reading.broken !== null && (depth === 0 || next.language !== language);
    if (isBroken)
      fault ??= {
        at: toFile(reading.broken),
        why: (line) => `line ${line} can't be parsed, and what follows it may be misread`,
      };
    if (depth >= deepestText) continue;
    for (const each of reading.inner) waiting.push({ ...each, depth: depth + 1, inFile: toFile });
  }
  return { found, fault };
}

/** In the order of the lines, each name once a line. */
function touchesOf(file: string, found: readonly FoundName[], lines: LineFinder): readonly Touch[] {
  const known = new Map<string, Touch>();
  for (const { kind, name, at } of found.toSorted((a, b) => a.at - b.at)) {
    const line = lines.lineOf(at);
    const touch: Touch = { kind, name: name.slice(0, longestName), file, line, code: lines.shown(line) };
    known.set(`${line} ${kind} ${touch.name}`, known.get(`${line} ${kind} ${touch.name}`) ?? touch);
  }
  return [...known.values()];
}

const longestName = 80;

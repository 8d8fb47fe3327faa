import type { CandidateFiles } from "../candidate.ts";
import { commentSign } from "./language.ts";

/** A place where a name is given a value: `num_ab_stage = 1`, `constexpr int num_ab_stage = 1;`, `#define num_ab_stage 1`. */
export interface NamedConstant {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** As written, without its end of statement and its comment. */
  readonly value: string;
}

/** A constant stands on a short line; a longer one was made to stall us. */
const longestLine = 500;

/** Every constant of that name, marked as a knob or not. */
export function namedConstants(files: CandidateFiles, name: string): readonly NamedConstant[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split(/\r?\n/).flatMap((source, index) => {
      const value = source.length > longestLine ? null : valueIn(source, name, commentSign(file));
      return value === null ? [] : [{ file, line: index + 1, value }];
    }),
  );
}

/** Two values that a compiler reads alike: blanks, underscores in digits, 0x80 and 128. */
export function isSameValue(one: string, other: string): boolean {
  const [a, b] = [one, other].map((value) => value.replace(/\s+/g, "").replace(/(?<=\d)_(?=\d)/g, ""));
  if (a === b) return true;
  return a !== "" && b !== "" && Number.isFinite(Number(a)) && Number(a) === Number(b);
}

function valueIn(source: string, name: string, sign: "//" | "#" | null): string | null {
  const macro = /^\s*#\s*define\s+(?<name>[A-Za-z_]\w*)\s+(?<value>\S.*)$/.exec(source)?.groups;
  if (macro !== undefined) return macro["name"] === name ? plainValue(macro["value"] ?? "", "//") : null;
  const at = positionOf(source, name);
  if (at < 0 || !/^[\w<>[\]:,\s*&]*$/.test(source.slice(0, at))) return null;
  const value = /^\s*(?::[^=]*)?=(?!=)\s*(?<value>\S.*)$/.exec(source.slice(at + name.length))?.groups?.["value"];
  if (value === undefined) return null;
  const plain = plainValue(value, sign);
  // `num_ab_stage=num_ab_stage` and `= self.num_ab_stage` hand the constant on and change nothing.
  return plain === "" || plain.split(/\W+/).at(-1) === name ? null : plain;
}

function positionOf(source: string, name: string): number {
  for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + 1)) {
    const isWhole = !/[\w.$]/.test(source[at - 1] ?? "") && !/[\w$]/.test(source[at + name.length] ?? "");
    if (isWhole) return at;
  }
  return -1;
}

function plainValue(value: string, sign: "//" | "#" | null): string {
  const end = sign === null ? -1 : value.indexOf(sign);
  return (end < 0 ? value : value.slice(0, end)).replace(/\/\*.*?\*\//g, "").replace(/[\s;,]+$/, "");
}

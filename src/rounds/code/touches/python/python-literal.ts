import { type MappedText, TextBuilder } from "../syntax/mapped-text.ts";

/** What stands for a part of a text that is worked out: most often it is a number. */
const filler = "0";

/** What a literal of Python says, each character with its place. `holes` are the replaced parts of a formatted one. */
export function pythonText(
  source: string,
  place: number,
  holes: readonly { readonly from: number; readonly to: number }[] = [],
): MappedText {
  const opening = /^([A-Za-z]*)("""|'''|"|')/.exec(source);
  const builder = new TextBuilder();
  if (opening === null) return builder.build();
  const [all, prefix = "", quotes = ""] = opening;
  const end =
    source.endsWith(quotes) && source.length >= all.length + quotes.length
      ? source.length - quotes.length
      : source.length;
  let hole = 0;
  for (let at = all.length; at < end; ) {
    const { from, to } = holes[hole] ?? { from: Number.POSITIVE_INFINITY, to: 0 };
    if (at >= from - place) {
      builder.add(filler, place + at);
      at = Math.max(at, to - place);
      hole++;
      continue;
    }
    const special = escapeAt(source, at, /r/i.test(prefix), /f/i.test(prefix));
    if (special === null) {
      const next = nextSpecial(source, at + 1, Math.min(end, from - place));
      builder.add(source.slice(at, next), place + at);
      at = next;
    } else {
      if (special.text !== "") builder.add(special.text, place + at);
      at += special.length;
    }
  }
  return builder.build();
}

function nextSpecial(source: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const sign = source[at];
    if (sign === "\\" || sign === "{" || sign === "}") return at;
  }
  return end;
}

const plain: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\n": "",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

function escapeAt(
  source: string,
  at: number,
  isRaw: boolean,
  isFormatted: boolean,
): { readonly text: string; readonly length: number } | null {
  const sign = source[at];
  if (isFormatted && (sign === "{" || sign === "}") && source[at + 1] === sign) return { text: sign, length: 2 };
  if (sign !== "\\" || isRaw) return null;
  const rest = source.slice(at + 1, at + 10);
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
  const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
  if (octal !== undefined) return { text: String.fromCharCode(Number.parseInt(octal, 8)), length: 1 + octal.length };
  if (code !== null) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "0", 16);
    return { text: point > 0x10ffff ? "?" : String.fromCodePoint(point), length: 1 + code[0].length };
  }
  const next = rest[0] ?? "";
  return { text: plain[next] ?? (/["'\\]/.test(next) ? next : `\\${next}`), length: 1 + next.length };
}

import fc from "fast-check";
import { hostileText, oddNumbers, stretched } from "./hostile-text.ts";

/** One change of a text; places are shares of its length, so that every change fits every text. */
type Edit = (text: string, others: readonly string[]) => string;

const share = fc.double({ min: 0, max: 1, noNaN: true });

function at(text: string, where: number): number {
  return Math.min(text.length, Math.floor(where * (text.length + 1)));
}

const insert: fc.Arbitrary<Edit> = fc.tuple(share, hostileText).map(([where, more]) => (text) => {
  const place = at(text, where);
  return text.slice(0, place) + more + text.slice(place);
});

/** Between words and at lines' ends, where a grammar looks. */
const insertAtGap: fc.Arbitrary<Edit> = fc
  .tuple(fc.nat(), fc.oneof(hostileText, stretched(300_000)))
  .map(([which, more]) => (text) => {
    const gaps = [...text.slice(0, 20_000).matchAll(/[\s=:,"|{}[\]]/g)].map(({ index }) => index);
    const place = gaps.length === 0 ? 0 : (gaps[which % gaps.length] ?? 0) + 1;
    return text.slice(0, place) + more + text.slice(place);
  });

const remove: fc.Arbitrary<Edit> = fc.tuple(share, fc.integer({ min: 1, max: 60 })).map(
  ([where, count]) =>
    (text) =>
      text.slice(0, at(text, where)) + text.slice(at(text, where) + count),
);

const cutOff: fc.Arbitrary<Edit> = share.map((where) => (text) => text.slice(0, at(text, where)));

const again: fc.Arbitrary<Edit> = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 6 })).map(([which, times]) => (text) => {
  const lines = text.split("\n");
  const line = which % lines.length;
  return lines.flatMap((each, index) => (index === line ? Array<string>(times + 1).fill(each) : [each])).join("\n");
});

const number: fc.Arbitrary<Edit> = fc.tuple(fc.nat(), fc.constantFrom(...oddNumbers)).map(
  ([which, odd]) =>
    (text) =>
      replaced(text, /\d+(?:\.\d+)?/g, which, odd),
);

const word: fc.Arbitrary<Edit> = fc.tuple(fc.nat(), hostileText).map(
  ([which, odd]) =>
    (text) =>
      replaced(text, /[\p{L}\p{N}_-]+/gu, which, odd),
);

const spliced: fc.Arbitrary<Edit> = fc.tuple(fc.nat(), share, share).map(([which, head, tail]) => (text, others) => {
  const other = others[which % others.length] ?? "";
  return text.slice(0, at(text, head)) + other.slice(at(other, tail));
});

const lineEnds: fc.Arbitrary<Edit> = fc
  .constantFrom("\r\n", "\r", "\n\n", "\u2028")
  .map((end) => (text) => text.replaceAll("\n", end));

const marked: fc.Arbitrary<Edit> = fc.constant((text) => `\ufeff${text}`);

function replaced(text: string, what: RegExp, which: number, by: string): string {
  const found = [...text.slice(0, 20_000).matchAll(what)];
  const hit = found[which % Math.max(1, found.length)];
  return hit === undefined ? text : text.slice(0, hit.index) + by + text.slice(hit.index + hit[0].length);
}

const edit = fc.oneof(insert, insertAtGap, remove, cutOff, again, number, word, spliced, lineEnds, marked);

/** A real text with up to a few changes. */
export function mutatedText(examples: readonly string[], most = 4): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...examples), fc.array(edit, { maxLength: most }))
    .map(([text, edits]) => edits.reduce((now, change) => change(now, examples), text));
}

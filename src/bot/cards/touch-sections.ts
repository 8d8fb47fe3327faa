import type { ShownTouch, ShownTouches } from "../../rounds/source/shown-source.ts";
import type { ListItem, Section } from "./card.ts";
import { listText, plural } from "./numbers.ts";

/** As many lines as a phone shows beside the pitch itself; the rest unfolds. */
const shownLines = 5;

const noAccusation = "No accusation: a timer or a stream can be honest. Ask its author what a line is for.";
const nothing = "It touches no timer, stream, harness name, file, network, process, other or hidden code";

/** What a pitch's code touches. */
export interface TouchSections {
  readonly told: readonly Section[];
  readonly rest: readonly Section[];
  /** The lines themselves, apart, so that a card that shows no code can leave them out. */
  readonly code: readonly Section[];
}

/** `inFull` says as well that there is nothing to tell. */
export function touchSections(touches: ShownTouches | null, inFull: boolean): TouchSections {
  if (touches === null) return { told: [], rest: [], code: [] };
  const { more, asBaseline, unread } = touches;
  const isNamed = new Set([...touches.touches, ...unread].map(({ file }) => file)).size > 1;
  const lines = byLine(touches.touches);
  const items = lines.map((found): ListItem => ({ text: `${placeOf(found, isNamed)}: ${namesOf(found)}` }));
  const notes = [
    ...unread.map(({ file, read, why }) => `${file} was ${read === "not" ? "not read" : "read in part"}: ${why}.`),
    ...(more > 0 ? [`${plural(more, "more touch", "more touches")} beyond these.`] : []),
    ...(asBaseline > 0 && items.length > 0 ? [`${asBaseline} more as in the baseline.`] : []),
  ];
  const heading = "What its code touches";
  if (items.length === 0) {
    const said = inFull ? [`${nothing}${asBaseline > 0 ? " beyond the baseline's" : ""}.`] : [];
    const text = [...said, ...notes].join(" ");
    return { told: text === "" ? [] : [{ kind: "text", heading, text }], rest: [], code: [] };
  }
  const text = [...notes, noAccusation].join(" ");
  return {
    told: [
      { kind: "list", heading, items: items.slice(0, shownLines) },
      { kind: "text", text },
    ],
    rest:
      items.length > shownLines
        ? [{ kind: "list", heading: `${heading} further on`, items: items.slice(shownLines) }]
        : [],
    code: codeSection(lines.flatMap((found) => codeOf(found, isNamed))),
  };
}

/** All that one line touches, in the order of the lines. */
function byLine(touches: readonly ShownTouch[]): readonly (readonly [ShownTouch, ...ShownTouch[]])[] {
  const lines = new Map<string, [ShownTouch, ...ShownTouch[]]>();
  for (const touch of touches) {
    const key = `${touch.line} ${touch.file}`;
    const found = lines.get(key);
    if (found === undefined) lines.set(key, [touch]);
    else found.push(touch);
  }
  return [...lines.values()];
}

function placeOf([{ file, line }]: readonly [ShownTouch, ...ShownTouch[]], isNamed: boolean): string {
  return isNamed ? `${file}, line ${line}` : `Line ${line}`;
}

/** `timers (time.time), streams (cudaStreamCreate)`. */
function namesOf(found: readonly ShownTouch[]): string {
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const names = found.flatMap((each) => (each.kind === kind && each.name !== null ? [each.name] : []));
      return names.length === 0 ? kind : `${kind} (${listText(names)})`;
    })
    .join(", ");
}

function codeSection(lines: readonly string[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ kind: "code", heading: "Those lines", text: lines.join("\n") }];
}

/** None where the season shows no code. */
function codeOf([{ file, line, code }]: readonly [ShownTouch, ...ShownTouch[]], isNamed: boolean): readonly string[] {
  return code === null ? [] : [`${isNamed ? `${file}:` : ""}${line}  ${code}`];
}

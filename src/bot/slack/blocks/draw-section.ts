import type { KnownBlock, RichTextElement, RichTextText } from "@slack/types";
import type { Fact, ListItem, Section } from "../../cards/card.ts";
import { chatLine, chatText } from "../../text/chat-text.ts";
import type { Drawn } from "../../text/pack-messages.ts";
import { sectionBeginning } from "../../text/section-beginning.ts";
import { sectionText } from "../../text/section-text.ts";
import { limits } from "./limits.ts";
import { bold, lines, plain, type Row, rowBlocks } from "./rows.ts";
import { shortened, splitText } from "./split-text.ts";
import { drawTable } from "./table-blocks.ts";
import { textWeight } from "./text-weight.ts";

/** `fileName` makes a name for a section that is too long; it is asked at most once. */
export function drawSection(section: Section, fileName: (heading?: string) => string): Drawn<KnownBlock> {
  if (isTooLong(section)) return drawBeginning(section, fileName(section.heading));
  const heading = lines(chatLine(section.heading ?? ""), bold);
  if (section.kind === "table") return drawTable(section, heading);
  return { blocks: rowBlocks([...heading, ...sectionRows(section)]) };
}

/** Lines of code that a phone scrolls past; more of them open on demand, from a file. */
const tallestCode = 70;

function isTooLong(section: Section): boolean {
  const text = sectionText(section);
  if (section.kind !== "code") return textWeight(text) > limits.sectionWeight;
  return textWeight(text) > limits.rowWeight || text.split("\n").length > tallestCode;
}

function sectionRows(section: Exclude<Section, { kind: "table" }>): readonly Row[] {
  switch (section.kind) {
    case "text":
      return lines(chatText(section.text));
    case "list":
      return section.items.flatMap(itemRows);
    case "facts":
      return section.facts.flatMap((fact) => factRows(fact, section.heading !== undefined));
    case "code":
      return codeRows(chatText(section.text));
    case "moment":
      return momentRows(section);
  }
}

function itemRows({ text, details = [] }: ListItem): readonly Row[] {
  return [text, ...details].flatMap((own, index) =>
    splitText(chatText(own), limits.rowWeight).map(
      (piece): Row => ({ kind: "item", indent: index === 0 ? 0 : 1, elements: [plain(piece)] }),
    ),
  );
}

/** Under a heading facts are a list, so that their bold names don't read as headings too. */
function factRows({ name, value }: Fact, isListed: boolean): readonly Row[] {
  const row = (elements: readonly RichTextText[], indent: 0 | 1): Row =>
    isListed ? { kind: "item", indent, elements } : { kind: "line", elements };
  const names = splitText(`${chatLine(name)}:`, limits.rowWeight / 2).map(bold);
  // Spaces that line up monospaced values only tear these apart.
  const values = splitText(chatText(value).replace(/ {2,}/g, " "), limits.rowWeight / 2);
  const [first, ...rest] = values;
  const last = names.at(-1);
  const whole = [...(last ? [last] : []), ...(first === undefined ? [] : [plain(` ${first}`)])];
  return [
    ...names.slice(0, -1).map((own) => row([own], 0)),
    row(whole, 0),
    ...rest.map((piece) => row([plain(piece)], 1)),
  ];
}

function codeRows(text: string): readonly Row[] {
  return splitText(text, limits.rowWeight).map((piece) => ({ kind: "code", text: piece }));
}

/** Each reader's own date and time; what the card says of it stands in where a client can't show one. */
function momentRows({ what, at, text }: Extract<Section, { kind: "moment" }>): readonly Row[] {
  const label = chatLine(what) === "" ? "" : `${chatLine(what)}: `;
  const said = chatLine(text);
  const fallback = said.startsWith(label) ? said.slice(label.length) : said;
  const seconds = Math.floor(at.getTime() / 1000);
  const isShort = textWeight(label) + textWeight(fallback) < limits.rowWeight;
  const isDrawable = label !== "" && fallback !== "" && isShort && seconds > 0 && seconds < lastSecond;
  if (!isDrawable) return lines(`${label}${fallback}`);
  const format = "{date_short_pretty} at {time}";
  const date: RichTextElement = { type: "date", timestamp: seconds, format, fallback };
  return [{ kind: "line", elements: [bold(label), date] }];
}

/** The year 2100: no deadline lies beyond it, and Slack's own bound isn't published. */
const lastSecond = 4_102_444_800;

/** One block, so that whoever sees the beginning sees where the whole is. */
function drawBeginning(section: Section, name: string): Drawn<KnownBlock> {
  const { lines: first, isCode, note, file } = sectionBeginning(section, name);
  const heading = lines(shortened(chatLine(section.heading ?? ""), limits.rowWeight / 4), bold);
  const shown = shortened(first, limits.rowWeight / 2);
  const rows = isCode ? codeRows(shown) : lines(shown);
  return { blocks: rowBlocks([...heading, ...rows, ...lines(note)]), file };
}

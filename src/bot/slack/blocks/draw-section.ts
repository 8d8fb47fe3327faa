import type { KnownBlock, RichTextElement, RichTextText } from "@slack/types";
import type { Fact, ListItem, Section } from "../../cards/card.ts";
import { limits } from "./limits.ts";
import { bold, lines, plain, type Row, rowBlocks } from "./rows.ts";
import { sectionBody, sectionText } from "./section-text.ts";
import { slackLine, slackText } from "./slack-text.ts";
import { shortened, splitText } from "./split-text.ts";
import { drawTable } from "./table-blocks.ts";
import { textWeight } from "./text-weight.ts";

/** A section as blocks, which stay together where they can. */
export interface Drawn {
  readonly blocks: readonly KnownBlock[];
  /** Instead of them in a message that has its table already. */
  readonly besideTable?: readonly KnownBlock[];
  /** All of the section, where the blocks show only its beginning; it goes into the file that they name. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** `fileName` makes a name for a section that is too long; it is asked at most once. */
export function drawSection(section: Section, fileName: (heading?: string) => string): Drawn {
  if (isTooLong(section)) return drawBeginning(section, fileName(section.heading));
  const heading = lines(slackLine(section.heading ?? ""), bold);
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
      return lines(slackText(section.text));
    case "list":
      return section.items.flatMap(itemRows);
    case "facts":
      return section.facts.flatMap((fact) => factRows(fact, section.heading !== undefined));
    case "code":
      return codeRows(slackText(section.text));
    case "moment":
      return momentRows(section);
  }
}

function itemRows({ text, details = [] }: ListItem): readonly Row[] {
  return [text, ...details].flatMap((own, index) =>
    splitText(slackText(own), limits.rowWeight).map(
      (piece): Row => ({ kind: "item", indent: index === 0 ? 0 : 1, elements: [plain(piece)] }),
    ),
  );
}

/** Under a heading facts are a list, so that their bold names don't read as headings too. */
function factRows({ name, value }: Fact, isListed: boolean): readonly Row[] {
  const row = (elements: readonly RichTextText[], indent: 0 | 1): Row =>
    isListed ? { kind: "item", indent, elements } : { kind: "line", elements };
  const names = splitText(`${slackLine(name)}:`, limits.rowWeight / 2).map(bold);
  // Spaces that line up monospaced values only tear these apart.
  const values = splitText(slackText(value).replace(/ {2,}/g, " "), limits.rowWeight / 2);
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
  const label = slackLine(what) === "" ? "" : `${slackLine(what)}: `;
  const said = slackLine(text);
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

const linesShown = 14;

/** One block, so that whoever sees the beginning sees where the whole is. */
function drawBeginning(section: Section, name: string): Drawn {
  const heading = lines(shortened(slackLine(section.heading ?? ""), limits.rowWeight / 4), bold);
  const shown = shortened(firstLines(sectionBody(section), linesShown), limits.rowWeight / 2);
  const rows = section.kind === "code" || section.kind === "table" ? codeRows(shown) : lines(shown);
  const note = lines(`All of it is in the file ${name}.`);
  return { blocks: rowBlocks([...heading, ...rows, ...note]), file: { name, text: sectionText(section) } };
}

function firstLines(text: string, most: number): string {
  const all = text.split("\n");
  return all.length <= most ? text : [...all.slice(0, most), "…"].join("\n");
}

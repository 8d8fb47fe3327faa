import pc from "picocolors";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import type { Card, ListItem, Section } from "../cards/card.ts";
import { renderTable } from "../text/render-table.ts";
import { safeText } from "../text/safe-text.ts";
import { banner } from "./banner.ts";

export interface TerminalLook {
  /** Columns to draw in. */
  readonly width: number;
  readonly colours: boolean;
}

/** How a stream likes to be drawn on: colours only on a terminal, and never where NO_COLOR says so. */
export function terminalLook(stream: NodeJS.WriteStream): TerminalLook {
  return { width: stream.columns ?? 100, colours: stream.isTTY === true && pc.isColorSupported };
}

/** Draws a card as lines that fit the width; nothing in it can move the cursor or change colours. */
export function renderCard(card: Card, look: TerminalLook): string {
  const width = Math.max(24, Math.min(look.width, 100));
  const paint = pc.createColors(look.colours);
  const accent = { good: paint.green, bad: paint.red, neutral: paint.cyan }[card.mood];
  const rule = accent("━".repeat(width));
  const hasArt = card.banner === true && width >= bannerWidth;
  const art = hasArt ? ["", paint.cyan(banner)] : [];
  const subtitle = card.subtitle === undefined ? [] : [subtitleLines(card.subtitle, hasArt, width)];
  const blocks = [
    [
      rule,
      paint.bold(accent(wrap(oneLine(card.title), width))),
      ...art,
      ...subtitle.map((text) => paint.bold(text)),
      ...(hasArt && subtitle.length > 0 ? [""] : []),
      ...(card.lead ? [wrap(card.lead, width)] : []),
    ].join("\n"),
    ...[...card.sections, ...(card.unfolds ?? [])].map((section) => renderSection(section, width, paint)),
    ...(card.footer ? [paint.dim(wrap(card.footer, width))] : []),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const bannerWidth = 68;

/** In the middle under the banner, as the founding document has it; without one it begins where every line does. */
function subtitleLines(subtitle: string, isUnderBanner: boolean, width: number): string {
  const text = wrap(oneLine(subtitle), width);
  const room = bannerWidth - stringWidth(text);
  return isUnderBanner && room > 0 ? `${" ".repeat(Math.floor(room / 2))}${text}` : text;
}

type Paint = ReturnType<typeof pc.createColors>;

function renderSection(section: Section, width: number, paint: Paint): string {
  const heading = section.kind !== "text" || section.heading ? section.heading : undefined;
  const head = heading ? `${paint.bold(wrap(oneLine(heading), width))}\n` : "";
  switch (section.kind) {
    case "text":
    case "moment":
      return head + wrap(section.text, width);
    case "list":
      return head + section.items.map((item) => renderItem(item, width)).join("\n");
    case "facts":
      return head + section.facts.map(({ name, value }) => wrap(`${name}: ${value}`, width)).join("\n");
    case "code":
      return (
        head +
        codeLines(section.text, width)
          .map((line) => paint.yellow(`  │ ${line}`.trimEnd()))
          .join("\n")
      );
    case "table":
      return head + renderTable(section.columns, section.rows, width);
  }
}

function renderItem({ text, details = [] }: ListItem, width: number): string {
  const lines = [indent(wrap(text, width - 4), "  • ", "    ")];
  return [...lines, ...details.map((detail) => indent(wrap(detail, width - 8), "      - ", "        "))].join("\n");
}

function indent(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join("\n");
}

/** Code keeps its spaces; a line longer than the screen goes on below, so that no character is lost. */
function codeLines(text: string, width: number): readonly string[] {
  const wrapped = wrapAnsi(safeText(text), width - 4, { hard: true, trim: false });
  return wrapped.split("\n").map((line) => line.trimEnd());
}

/** A title with line breaks in it could pass for a card of its own. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ");
}

function wrap(text: string, width: number): string {
  return wrapAnsi(safeText(text), width, { hard: true });
}

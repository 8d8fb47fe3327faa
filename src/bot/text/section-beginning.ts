import type { Section } from "../cards/card.ts";
import { sectionBody, sectionText } from "./section-text.ts";

const linesShown = 14;

/** What a message shows of a section that is too long for it: its first lines, and where all of it is. */
export function sectionBeginning(section: Section, fileName: string) {
  return {
    lines: firstLines(sectionBody(section), linesShown),
    /** Their columns or indents mean something. */
    isCode: section.kind === "code" || section.kind === "table",
    note: `All of it is in the file ${fileName}.`,
    file: { name: fileName, text: sectionText(section) },
  };
}

function firstLines(text: string, most: number): string {
  const all = text.split("\n");
  return all.length <= most ? text : [...all.slice(0, most), "…"].join("\n");
}

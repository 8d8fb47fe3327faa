import { nearest } from "../../rounds/nearest.ts";
import { findUnstorable } from "../../rounds/storable.ts";
import { UserError } from "../../rounds/user-error.ts";

/** A heading of the template: the option that it fills, and how else people call it. */
interface Field {
  readonly option: string;
  readonly heading: string;
  readonly also: readonly string[];
}

/** In the template's order. `knobs` is no option of the command: it holds settings of the kernel's knobs. */
export const markdownFields: readonly Field[] = [
  { option: "title", heading: "Title", also: ["name"] },
  { option: "approach", heading: "Approach", also: ["family"] },
  { option: "speedup", heading: "Predicted speedup", also: ["speedup", "prediction", "predicts"] },
  { option: "reason", heading: "Why it is faster", also: ["reason", "reasoning", "why"] },
  { option: "problem", heading: "Problem", also: ["problem statement", "what is slow now"] },
  { option: "change", heading: "Proposed change", also: ["change", "what changes"] },
  { option: "evidence", heading: "Kernel-specific evidence", also: ["evidence"] },
  { option: "answer", heading: "Why this time is different", also: ["answer", "why it won't share the fate"] },
  { option: "complexity", heading: "Complexity", also: [] },
  { option: "risk", heading: "Risk", also: [] },
  { option: "mitigation", heading: "Mitigation", also: ["risk mitigation"] },
  { option: "validation", heading: "How to validate it", also: ["validation", "validation plan"] },
  { option: "tagline", heading: "Tagline", also: [] },
  { option: "claims", heading: "Claims", also: ["claim"] },
  { option: "with", heading: "Co-authors", also: ["with", "coauthors"] },
  { option: "parents", heading: "Parents", also: ["combines"] },
  { option: "knobs", heading: "Knobs", also: ["knob settings"] },
  { option: "from", heading: "Code from", also: ["from", "git"] },
];

/** Texts by option; a comment stands under its heading for whoever fills it in. */
export interface MarkdownField {
  readonly option: string;
  readonly text: string;
  readonly comment?: string;
}

/** A pitch as Markdown. What a text holds that would read as a heading or a comment is escaped with a backslash. */
export function writePitchMarkdown(fields: readonly MarkdownField[]): string {
  const sections = markdownFields.flatMap(({ option, heading }) => {
    const field = fields.find((each) => each.option === option);
    if (field === undefined) return [];
    const comment = field.comment === undefined ? [] : [`<!-- ${field.comment.replaceAll("-->", "-- >")} -->`];
    return [[`## ${heading}`, ...comment, ...(field.text === "" ? [] : [escaped(field.text)])].join("\n")];
  });
  return `${sections.join("\n\n")}\n`;
}

/**
 * The texts by option that a filled-in template holds; what was left empty is not there. Headings are read in any
 * letter case and order, and comments are left out.
 * @throws UserError for a heading that nobody knows, a field twice, text that stands under no heading, and no text at all
 */
export function readPitchMarkdown(name: string, markdown: string): Readonly<Record<string, string>> {
  if (findUnstorable(markdown) !== null) throw notText(name);
  const found = new Map<string, string[]>();
  let lines: string[] | null = null;
  for (const line of withoutComments(markdown.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n")).split("\n")) {
    const option = headingOf(name, line, found.size === 0);
    if (option !== null) {
      if (found.has(option.name)) throw twice(name, option.name);
      lines = option.text === null ? [] : [option.text];
      found.set(option.name, lines);
    } else if (lines !== null) lines.push(line.replace(/^\\(?=\\*#)/, ""));
    else if (line.trim() !== "") throw noHeading(name, line);
  }
  const texts = [...found].map(([option, said]) => [option, unescapedComments(said.join("\n")).trim()] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ""));
}

/** Longer than a title may be; on a line of 128 KB made to stall it, the pattern would look for the end all over again. */
const longestHeading = 500;

/** `## Approach` begins a field. At other depths only a known name does, so that a kernel's `# comment` stays text. */
function headingOf(
  name: string,
  line: string,
  isFirst: boolean,
): { readonly name: string; readonly text: string | null } | null {
  const [, depth, rest] = /^(#{1,6})[ \t]+(.*)$/.exec(line) ?? [];
  if (depth === undefined || rest === undefined || rest.length > longestHeading) return null;
  const said = rest.replace(/[ \t#]+$/, "");
  const known = fieldNamed(said);
  if (known !== null) return { name: known, text: null };
  // The file's own first heading is what the pitch is called.
  if (depth === "#") return isFirst ? { name: "title", text: said.replace(/^pitch:\s*/i, "") } : null;
  if (depth !== "##") return null;
  const names = markdownFields.flatMap(({ heading, also }) => [heading, ...also]);
  const guess = nearest(said, names);
  throw new UserError(
    "unknown-heading",
    `${name} has a heading "${said.slice(0, 60)}" that no field of a pitch has${guess ? `; did you mean "${guess}"?` : "."}`,
    `The fields are ${markdownFields.map(({ heading }) => heading).join(", ")}. A heading inside a text is written \\## with a backslash.`,
  );
}

function fieldNamed(said: string): string | null {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const field = markdownFields.find(({ heading, also }) =>
    [heading, ...also].some((each) => plain(each) === plain(said)),
  );
  return field?.option ?? null;
}

function escaped(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/^(?=\\*#)/, "\\"));
  return lines.join("\n").replace(/(?<!\\)\\*<!--/g, (found) => `\\${found}`);
}

/** A comment begins where no backslash stands before it. */
function withoutComments(markdown: string): string {
  return markdown.replace(/(?<!\\)\\+<!--|<!--(?:[\s\S]*?-->|[\s\S]*$)/g, (found) =>
    found.startsWith("\\") ? found : "",
  );
}

function unescapedComments(text: string): string {
  return text.replace(/(?<!\\)\\(\\*<!--)/g, "$1");
}

/** What is refused as it came, since nobody could say what it was meant to be. */
export function notText(name: string): UserError {
  return new UserError("file-binary", `${name} is not text in UTF-8.`, "Save it as UTF-8 and send it again.");
}

function twice(name: string, option: string): UserError {
  const heading = markdownFields.find((field) => field.option === option)?.heading ?? option;
  return new UserError("heading-twice", `${name} has the field "${heading}" twice.`, "Keep one of them.");
}

function noHeading(name: string, line: string): UserError {
  return new UserError(
    "no-heading",
    `${name} begins with text that stands under no heading: "${line.trim().slice(0, 60)}".`,
    "Start from /pitch template format=markdown: each field has a heading such as ## Approach.",
  );
}

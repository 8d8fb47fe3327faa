/** What Discord's clients make of a text. */
export type Node =
  | { readonly kind: "text" | "code" | "code-block"; readonly text: string }
  | { readonly kind: Shape; readonly inner: readonly Node[]; readonly indent?: number }
  /** Something of Discord's own, which shows other words than were typed, pings or leads away. */
  | { readonly kind: "timestamp" | "mention" | "emoji" | "link"; readonly text: string };

type Shape = "bold" | "italic" | "underline" | "strike" | "spoiler" | "quote" | "heading" | "subtext" | "item";

interface Rule {
  readonly pattern: RegExp;
  /** Only where a line begins. */
  readonly isBlock?: true;
  readonly node: (found: RegExpMatchArray) => Node;
}

const shaped =
  (kind: Shape) =>
  ([, ...groups]: RegExpMatchArray): Node => ({ kind, inner: readMarkdown(groups.find(Boolean) ?? "") });
const own =
  (kind: "timestamp" | "mention" | "emoji" | "link") =>
  ([text]: RegExpMatchArray): Node => ({ kind, text });

/** In the order in which they are tried; where sources differ, the reading that sees more in a text. */
const rules: readonly Rule[] = [
  { pattern: /^ *>>> ?([\s\S]*)/, isBlock: true, node: shaped("quote") },
  { pattern: /^ *> ?([^\n]*)/, isBlock: true, node: shaped("quote") },
  {
    pattern: /^```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/i,
    node: ([, text = ""]) => ({ kind: "code-block", text }),
  },
  { pattern: /^ *-# +([^\n]+)/, isBlock: true, node: shaped("subtext") },
  { pattern: /^ *#{1,3} +([^\n]+)/, isBlock: true, node: shaped("heading") },
  {
    pattern: /^( *)(?:[*+-]|\d+[.)]) +([^\n]+(?:\n\1 {2}(?! *(?:[*+-]|\d+[.)]) )[^\n]*)*)\n?/,
    isBlock: true,
    node: item,
  },
  { pattern: /^\\([^0-9A-Za-z\s])/, node: ([, text = ""]) => ({ kind: "text", text }) },
  { pattern: /^<[a-z]+:\/?[^ >:]+>/i, node: own("link") },
  { pattern: /^(?:https?|discord):\/\/[^\s<]+[^<.,:;"')\]\s]/i, node: own("link") },
  { pattern: /^discord(?:app)?\.(?:gg|com)\//i, node: own("link") },
  { pattern: /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*[^\s)]+\s*\)/, node: own("link") },
  { pattern: /^<t:-?\d+(?::[a-z])?>/i, node: own("timestamp") },
  { pattern: /^<(?:@[!&]?|#)\d+>|^<\/[^>\n]+:\d+>|^<id:\w+(?::\d+)?>|^@everyone|^@here/i, node: own("mention") },
  { pattern: /^<a?:\w+:\d+>|^:[^\s:]+:/, node: own("emoji") },
  { pattern: /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, node: shaped("bold") },
  { pattern: /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, node: shaped("underline") },
  { pattern: /^\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/, node: shaped("italic") },
  { pattern: /^\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)\*(?!\*)/, node: shaped("italic") },
  { pattern: /^~~([\s\S]+?)~~(?!_)/, node: shaped("strike") },
  { pattern: /^\|\|([\s\S]+?)\|\|/, node: shaped("spoiler") },
  { pattern: /^(`+)([\s\S]*?[^`])\1(?!`)/, node: ([, , text = ""]) => ({ kind: "code", text }) },
];

/** Its first line, and those that are indented under it. */
function item([, space = "", text = ""]: RegExpMatchArray): Node {
  const inner = readMarkdown(text.replaceAll(`\n${space}  `, "\n"));
  return { kind: "item", inner, indent: Math.floor(space.length / 2) };
}

/** Plain words up to where something may begin. */
const plain = /^(?:[a-z]*[\n ]|[A-Za-z0-9]+(?![A-Za-z0-9:_.])|[\s\S])/u;

/** Reads a text as Discord shows it; written from what its clients do, to hold our escapes against it. */
export function readMarkdown(source: string): readonly Node[] {
  const nodes: Node[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") nodes.push({ kind: "text", text });
    text = "";
  };
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const isLineStart = at === 0 || source[at - 1] === "\n";
    const found = firstFound(rest, isLineStart);
    if (found === null) {
      const [word = ""] = rest.match(plain) ?? [];
      text += word;
      at += word.length;
      continue;
    }
    at += found.length;
    if (found.node.kind === "text") {
      text += found.node.text;
      continue;
    }
    flush();
    nodes.push(found.node);
  }
  flush();
  return nodes;
}

function firstFound(rest: string, isLineStart: boolean): { readonly node: Node; readonly length: number } | null {
  for (const { pattern, isBlock = false, node } of rules) {
    if (isBlock && !isLineStart) continue;
    const found = rest.match(pattern);
    if (found) return { node: node(found), length: found[0].length };
  }
  return null;
}

/** What a reader sees, line by line. */
export function shownText(source: string): string {
  return readMarkdown(source).map(nodeText).join("");
}

function nodeText(node: Node): string {
  if ("text" in node) return node.text;
  const inner = node.inner.map(nodeText).join("");
  return ["bold", "italic", "underline", "strike", "spoiler"].includes(node.kind) ? inner : `${inner}\n`;
}

/** Every kind of thing that Discord makes of a text. */
export function kindsIn(source: string): ReadonlySet<Node["kind"]> {
  return new Set(readMarkdown(source).flatMap(kindsOf));
}

function kindsOf(node: Node): readonly Node["kind"][] {
  return "inner" in node ? [node.kind, ...node.inner.flatMap(kindsOf)] : [node.kind];
}

import { type MappedText, reworded, TextBuilder } from "../syntax/mapped-text.ts";

/** Words of CUDA that a grammar of C++ stumbles over, and that say nothing here. */
const words =
  /\b(?:__(?:global|device|host|forceinline|noinline|restrict|shared|constant|managed|grid_constant)__|__restrict|__launch_bounds__\s*\([^()]{0,200}\)|__align__\s*\([^()]{0,100}\))(?!\w)|(?<=\b(?:asm|__asm__|__asm)\s{0,10})(?:volatile|__volatile__|goto|inline)\b/g;

/** The same text as the grammar likes it: lines joined at their backslashes, a launch written as calls. */
export function plainCpp(source: MappedText): MappedText {
  const joined = source.text.includes("\\\n") || source.text.includes("\\\r\n") ? joinedLines(source.text) : null;
  const mapped = joined ?? { text: source.text, marks: [{ at: 0, place: 0 }] };
  return reworded(
    mapped,
    plainAssembly(withoutLaunches(mapped.text.replace(words, (word) => " ".repeat(word.length)))),
  );
}

function joinedLines(text: string): MappedText {
  const builder = new TextBuilder();
  let from = 0;
  for (const { index, 0: end } of text.matchAll(/\\\r?\n/g)) {
    builder.add(text.slice(from, index), from);
    from = index + end.length;
  }
  return builder.add(text.slice(from), from).build();
}

/** `kernel<<<grid, block>>>(x)` as `kernel (grid, block)  (x)`. */
function withoutLaunches(text: string): string {
  if (!text.includes("<<<")) return text;
  const signs = /<<<|>>>|[;{}]/g;
  const parts: string[] = [];
  let done = 0;
  let open: number | null = null;
  for (const { index, 0: sign } of text.matchAll(signs)) {
    if (sign === "<<<") open = index;
    else if (sign !== ">>>") open = null;
    else if (open !== null && open >= done) {
      parts.push(text.slice(done, open), " ( ", text.slice(open + 3, index), " ) ");
      done = index + 3;
      open = null;
    }
  }
  return [...parts, text.slice(done)].join("");
}

/** As long as anybody writes inline PTX. */
const longestAssembly = 4000;

/** `asm("…" : "=l"(t) :: "memory")` with commas, so that it is a call like others. */
function plainAssembly(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index, 0: start } of text.matchAll(/\b(?:asm|__asm__|__asm)\s{0,20}\(/g)) {
    if (index < done) continue;
    const from = index + start.length;
    const inside = insideBrackets(text.slice(from, from + longestAssembly));
    // The first colon of several parts two lists of operands, the others part nothing.
    const plain = inside.replace(/"(?:[^"\\\n]|\\.)*"|:(?:\s*:)*/g, (part) => {
      return part.startsWith('"') ? part : part.replaceAll(":", " ").replace(/^ /, ",");
    });
    parts.push(text.slice(done, from), plain);
    done = from + inside.length;
  }
  return [...parts, text.slice(done)].join("");
}

function insideBrackets(text: string): string {
  let depth = 1;
  for (const { index, 0: part } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[()]/g)) {
    if (part === "(") depth++;
    else if (part === ")") depth--;
    if (depth === 0) return text.slice(0, index);
  }
  return text;
}

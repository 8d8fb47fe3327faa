/** How a file's language marks a comment, by its name; null where nobody can say. */
export function commentSign(name: string): "//" | "#" | null {
  const ending = endingOf(name);
  if (slashed.has(ending)) return "//";
  return hashed.has(ending) ? "#" : null;
}

/** Python's texts go over many lines between triple quotes, and may hold whole kernels. */
export function hasTripleQuotes(name: string): boolean {
  return tripleQuoted.has(endingOf(name));
}

function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

const slashed = new Set(
  "as ts js mts mjs c cc cpp cxx cu cuh h hh hpp hip rs zig metal cl wgsl glsl go swift ptx".split(" "),
);
const hashed = new Set(["py", "pyx", "pyi", "mojo", "rb", "jl", "sh"]);
const tripleQuoted = new Set(["py", "pyx", "pyi", "mojo"]);

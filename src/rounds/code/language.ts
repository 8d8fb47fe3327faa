/** How a file's language marks a comment, by its name; null where nobody can say. */
export function commentSign(name: string): "//" | "#" | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (slashed.has(ending)) return "//";
  return hashed.has(ending) ? "#" : null;
}

const slashed = new Set(
  "as ts js mts mjs c cc cpp cxx cu cuh h hh hpp hip rs zig metal cl wgsl glsl go swift ptx".split(" "),
);
const hashed = new Set(["py", "pyx", "pyi", "mojo", "rb", "jl", "sh"]);

import fc from "fast-check";

/** Ten lines that are a billion values once every alias is followed. */
function laughs(levels: number, width: number): string {
  const lines = ["a0: &a0 [lol, lol]"];
  for (let level = 1; level < levels; level++) {
    lines.push(
      `a${level}: &a${level} [${Array<string>(width)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
    );
  }
  return lines.join("\n");
}

const bombs: readonly string[] = [
  laughs(9, 9),
  laughs(30, 2),
  "a: &a [*a]",
  "a: &a\n  b: *a",
  "name: &n one\ntitle: *n\nproblem: *n",
  "name: *nobody",
  "<<: &m {name: x}\ntitle: y",
  "name: x\nname: y",
  "? [a, b]\n: c",
  "? {a: b}\n: c",
  "%YAML 1.1\n---\nname: yes",
  "--- x\n--- y",
  "!!binary AAAA",
  "!!js/function 'function(){}'",
  'name: "\\0\\ud800\\x1b"',
  "name: !!set {a, b}",
  "title: !!timestamp 2026-01-01",
  "credibility: 0x7fffffffffffffff",
  "credibility: .nan",
  "credibility: -.inf",
  "name: |\n  a\n\tb",
  "- a\n- b",
  "2026",
  "null",
  "",
  "\0",
  "{".repeat(5000),
  "[".repeat(5000),
  "- ".repeat(3000),
  `${"a: {".repeat(2000)}${"}".repeat(2000)}`,
  `a: ${"[".repeat(1000)}${"]".repeat(1000)}`,
  Array.from({ length: 800 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
  `a: "${"\\".repeat(50_000)}"`,
  `a: '${"''".repeat(50_000)}'`,
  `# ${"-".repeat(100_000)}`,
  `a: >\n${" \n".repeat(20_000)}`,
];

/** YAML that is short, and meant to be much, deep or something else than it looks. */
export const hostileYaml: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...bombs), fc.constantFrom("", "name: x\ntitle: T\nproblem: p\n"))
  .map(([bomb, before]) => before + bomb);

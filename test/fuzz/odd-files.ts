import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import type { Attachment } from "../../src/bot/command.ts";
import { hostileText } from "./hostile-text.ts";
import { mutatedText } from "./mutated-text.ts";

export const kernels: readonly string[] = [
  "export const num_ab_stage: i32 = 1; // knob: 1..4\nexport const tile: i32 = 64; // knob: 64|128\n\n/* a comment */\nexport function run(): void {}\n",
  'num_ab_stage = 1  # knob: 1..4\nepilogue = "tma"  # knob: tma|direct\nwarps = 4  # knob: locked, the compiler is broken\nKERNEL = """\n#define TILE 128  // knob: 128|256\n# not a comment\n"""\n',
  "#define STAGES 3 // knob: 2..5\nconstexpr int kTile = 128; // knob: 64|128|256\ntemplate <int N> const float eps = -1.5; // knob: -2..2\n",
];

export const baselines: readonly Readonly<Record<string, string>>[] = [
  { "kernel.ts": kernels[0] ?? "" },
  { "kernel.py": kernels[1] ?? "", "tile.cu": kernels[2] ?? "" },
];

const patches: readonly string[] = [
  "--- a/kernel.ts\n+++ b/kernel.ts\n@@ -1,2 +1,2 @@\n-export const num_ab_stage: i32 = 1; // knob: 1..4\n+export const num_ab_stage: i32 = 2; // knob: 1..4\n export const tile: i32 = 64; // knob: 64|128\n",
  "diff --git a/kernel.py b/kernel.py\nindex 1..2 100644\n--- a/kernel.py\n+++ b/kernel.py\n@@ -1 +1 @@\n-num_ab_stage = 1  # knob: 1..4\n+num_ab_stage = 3  # knob: 1..4\n",
  "diff --git a/old.cu b/tile.cu\nsimilarity index 90%\nrename from old.cu\nrename to tile.cu\n--- /dev/null\n+++ b/tile.cu\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n",
];

/** What a disk or a shell takes for something else than a name. */
const oddNames: readonly string[] = [
  ...[
    "kernel.ts",
    "kernel.py",
    "tile.cu",
    "KERNEL.TS",
    "kernel.ts ",
    " kernel.ts",
    "a.patch",
    "a.diff",
    "a.zip",
    "A.ZIP",
  ],
  ...["", ".", "..", "../x", "/etc/passwd", "C:\\x.ts", "\\\\host\\x", "a/b/c.ts", "-rf", ".hidden", "con", "nul.ts"],
  ...[
    "a\0.ts",
    "a\u202etxt.ts",
    "a\n.ts",
    "\ud800.ts",
    "__proto__",
    "constructor",
    "toString",
    "x".repeat(1000),
    "ｋ.ts",
  ],
];

const name = fc.oneof({ arbitrary: fc.constantFrom(...oddNames), weight: 5 }, { arbitrary: hostileText, weight: 1 });

const source = fc.oneof(
  { arbitrary: mutatedText(kernels), weight: 6 },
  { arbitrary: mutatedText(patches), weight: 4 },
  { arbitrary: hostileText, weight: 1 },
);

/** As it is kept on a disk, in whichever encoding somebody's editor likes. */
const bytes = fc.oneof(
  { arbitrary: source.map((text) => Buffer.from(text)), weight: 12 },
  { arbitrary: source.map((text) => Buffer.from(text, "utf16le")), weight: 1 },
  { arbitrary: source.map((text) => Buffer.from(text, "latin1")), weight: 1 },
  { arbitrary: fc.uint8Array({ maxLength: 300 }), weight: 1 },
  {
    arbitrary: fc.constantFrom(0, 1, 256 * 1024, 256 * 1024 + 1).map((size) => new Uint8Array(size).fill(97)),
    weight: 1,
  },
);

const entry = fc.tuple(
  name.filter((each) => each.length < 2000),
  bytes,
);

/** A zip as a program makes it, then cut and bitten: sizes in its list that lie, entries that lead elsewhere. */
export const oddZip: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.array(entry, { maxLength: 5 }),
    fc.constantFrom<0 | 6>(0, 6),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    fc.option(fc.nat(), { freq: 6 }),
  )
  .map(([entries, level, bites, cut]) => {
    const files: Record<string, Uint8Array> = { "kernel.ts": strToU8(kernels[0] ?? "") };
    for (const [file, content] of entries) files[file === "__proto__" ? "proto" : file] = content;
    const zip = zipSync(files, { level });
    for (const [place, value] of bites) zip[place % zip.length] = value;
    return cut === null ? zip : zip.subarray(0, cut % zip.length);
  });

export const oddFile: fc.Arbitrary<Attachment> = fc.oneof(
  { arbitrary: fc.record({ name, bytes }), weight: 2 },
  { arbitrary: oddZip.map((zip) => ({ name: "kernel.zip", bytes: zip })), weight: 1 },
  { arbitrary: mutatedText(patches, 2).map((text) => ({ name: "a.patch", bytes: Buffer.from(text) })), weight: 2 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom("kernel.ts", "kernel.py", "tile.cu"), mutatedText(kernels, 3))
      .map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    weight: 6,
  },
);

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Attachment } from "../../src/bot/command.ts";
import { type Reply, runCommand } from "../../src/bot/commands/run-command.ts";
import { attachFile } from "../../src/bot/terminal/attach-file.ts";
import { zipFiles } from "../../src/rounds/code/zip-files.ts";
import { openTable, type TestTable } from "./table.ts";

const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024).fill(97);
const zip = (files: Readonly<Record<string, string | Uint8Array>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? strToU8(text) : text]),
    ),
  );

/** A zip of one file, under a name of as many characters as `kernel.ts` that no program would give it. */
function zipNaming(name: string): Uint8Array {
  const bytes = Buffer.from(zip({ "kernel.ts": "x" }));
  for (let at = bytes.indexOf("kernel.ts"); at >= 0; at = bytes.indexOf("kernel.ts", at)) bytes.write(name, at);
  return bytes;
}

/** A zip whose list says less than what an entry inflates to. */
function lyingZip(): Uint8Array {
  const bytes = zip({ "kernel.ts": megabytes(1) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 30 < bytes.length; at++) {
    const sign = view.getUint32(at, true);
    if (sign === 0x04034b50) view.setUint32(at + 22, 100, true);
    if (sign === 0x02014b50) view.setUint32(at + 24, 100, true);
  }
  return bytes;
}

/** A zip with a symbolic link, as `zip --symlinks` makes it: a file whose text is where it leads. */
const linkZip = zipSync({ "kernel.ts": [strToU8("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }] });

const manyFiles = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}.ts`, "x"]));
const code = strToU8("export const num_ab_stage: i32 = 2; // knob: 1..4\n");

const badNames = ["", ".", "..", "../kernel.ts", "/etc/passwd", "C:\\kernel.ts", "a/kernel.ts", "-rf", ".bashrc"]
  .concat(["a\u202ets.exe", "a\0.ts", "a\n.ts", "\u001b[2J.ts", "\ud800.ts", "__proto__", "x".repeat(1000)])
  .map(
    (name) =>
      [`the name ${JSON.stringify(name.slice(0, 20))}`, [{ name, bytes: code }], "is not a plain file name"] as const,
  );

const uploads: readonly (readonly [what: string, files: readonly Attachment[], says: string])[] = [
  ["an empty file", [{ name: "kernel.ts", bytes: new Uint8Array() }], "kernel.ts is empty. Send the kernel's source"],
  ["blank lines", [{ name: "kernel.ts", bytes: strToU8(" \n\t\n") }], "kernel.ts holds only blank lines."],
  [
    "50 MB",
    [{ name: "kernel.ts", bytes: megabytes(50) }],
    "kernel.ts has 50.0 MB; a kernel's file has at most 256 KB. Send source",
  ],
  [
    "a program",
    [{ name: "kernel.ts", bytes: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0) }],
    "kernel.ts is not text in UTF-8. Send",
  ],
  [
    "invalid UTF-8",
    [{ name: "kernel.ts", bytes: Uint8Array.of(0x61, 0xff, 0x62) }],
    "kernel.ts is not text in UTF-8. Send",
  ],
  [
    "half a pitch in Markdown",
    [{ name: "pitch.md", bytes: Uint8Array.of(0x23, 0xe2, 0x82) }],
    "pitch.md is not text in UTF-8. Save",
  ],
  ...badNames,
  [
    "no zip",
    [{ name: "kernel.zip", bytes: strToU8("not a zip at all") }],
    "kernel.zip can't be read as a zip. Make it anew",
  ],
  [
    "half a zip",
    [{ name: "kernel.zip", bytes: zip({ "kernel.ts": "x" }).subarray(0, 40) }],
    "kernel.zip can't be read as a zip.",
  ],
  [
    "a zip under a name that runs backwards",
    [{ name: "\u202ekernel\u0007.zip", bytes: strToU8("no zip") }],
    "?kernel?.zip can't be read as a zip. Make it anew",
  ],
  [
    "a pitch under a name of 1,000 characters",
    [{ name: `${"\u202e".repeat(1000)}.md`, bytes: Uint8Array.of(0xff) }],
    "is not text in UTF-8. Save",
  ],
  [
    "a zip of __proto__",
    [{ name: "kernel.zip", bytes: zipNaming("__proto__") }],
    '"__proto__" is not a plain file name. Send',
  ],
  ["an empty zip", [{ name: "kernel.zip", bytes: zip({}) }], "kernel.zip holds no file. Put"],
  [
    "a zip that leads out",
    [{ name: "kernel.zip", bytes: zip({ "../x.ts": "x" }) }],
    'kernel.zip holds the path "../x.ts", which leads out',
  ],
  [
    "a zip of an absolute path",
    [{ name: "kernel.zip", bytes: zip({ "/etc/passwd": "x" }) }],
    "which leads out of the archive. Put plain files",
  ],
  [
    "a zip of 10,000 files",
    [{ name: "kernel.zip", bytes: zip(manyFiles) }],
    "kernel.zip holds more than 32 files. Put only",
  ],
  [
    "a zip that swells",
    [{ name: "kernel.zip", bytes: zip({ "kernel.ts": megabytes(50) }) }],
    "kernel.ts in kernel.zip has 50.0 MB",
  ],
  ["a zip that lies of its sizes", [{ name: "kernel.zip", bytes: lyingZip() }], "kernel.zip"],
  [
    "a zip in a zip",
    [{ name: "kernel.zip", bytes: zip({ "kernel.ts": zip({ a: "x" }) }) }],
    "kernel.ts is not text in UTF-8.",
  ],
  [
    "33 files",
    Array.from({ length: 33 }, (_, index) => ({ name: `k${index}.ts`, bytes: code })),
    "This candidate has 33 files; 32 are the most. Send only",
  ],
  [
    "a file twice",
    [
      { name: "kernel.ts", bytes: code },
      { name: "kernel.ts", bytes: code },
    ],
    "kernel.ts is given twice. Give each",
  ],
  [
    "another file",
    [
      { name: "a.ts", bytes: code },
      { name: "b.ts", bytes: code },
    ],
    "The baseline has no file a.ts. Its files are kernel.ts",
  ],
  ["no patch", [{ name: "a.patch", bytes: strToU8("hello\n") }], "a.patch can't be read as a patch"],
  [
    "a patch of other code",
    [{ name: "a.patch", bytes: strToU8("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-no\n+yes\n") }],
    "a.patch doesn't fit kernel.ts",
  ],
];

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
  await table.pitching();
  expect(await table.say("ada", '/pitch "Mine" approach=stages speedup=1.5')).toMatchObject({ ok: true });
});
afterAll(() => table[Symbol.asyncDispose]());

/** How many rows every table has. */
async function rows(): Promise<unknown> {
  const { db } = table.world.database;
  const found = (await db.introspection.getTables()).filter(({ isView }) => !isView);
  const counts = found.map(({ schema, name }) => {
    const from = `${schema}.${name}`;
    return sql`select ${sql.lit(from)} as name, count(*)::text as count from ${sql.table(from)}`;
  });
  return (await sql`${sql.join(counts, sql` union all `)} order by name`.execute(db)).rows;
}

async function refused(
  text: string,
  files: readonly Attachment[],
  readFile: typeof attachFile = never,
): Promise<string> {
  const before = await rows();
  const reply: Reply = await runCommand(table.tank, { by: "ada", text, files, readFile });
  if (reply.ok) throw new Error(`${text} was done`);
  expect(reply.error.code).not.toBe("bug");
  expect(await rows()).toEqual(before);
  return `${reply.error.message} ${reply.error.hint}`;
}

const never = () => {
  throw new Error("no path was given");
};

describe("R20: an upload that is no kernel gets one clear sentence, and nothing is stored half", () => {
  it.each(uploads)("%s", async (_, files, says) => {
    for (const text of ['/pitch "T" approach=tiles speedup=2', "/pitch code A", "/tank measure"]) {
      if (text !== '/pitch "T" approach=tiles speedup=2' && files[0]?.name.endsWith(".md")) continue;
      const sentence = await refused(text, files);
      expect(sentence).toContain(says);
      expect(sentence).toMatch(/^[^\n\p{Cc}\p{Bidi_Control}]{20,400}$/u);
    }
  });

  it("a link in a zip is a text that says where it leads, and is never followed", () => {
    expect(zipFiles("kernel.zip", linkZip)).toEqual({ "kernel.ts": strToU8("/etc/passwd") });
  });

  it("by its path: 50 MB, a folder in a folder, a link in a folder, nothing at all", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tank-uploads-"));
    try {
      writeFileSync(join(folder, "large.ts"), "");
      truncateSync(join(folder, "large.ts"), 50 * 1024 * 1024);
      mkdirSync(join(folder, "nested", "deeper"), { recursive: true });
      mkdirSync(join(folder, "linked"));
      symlinkSync("/etc/passwd", join(folder, "linked", "kernel.ts"));
      const says: Readonly<Record<string, string>> = {
        "large.ts": "large.ts has 50.0 MB; a kernel's file has at most 256 KB. Send source",
        nested: "holds a folder, deeper; a candidate is a set of plain files. Put only",
        linked: "holds something that is no plain file, kernel.ts; a candidate is",
        gone: "does not exist. Paths are seen from",
      };
      for (const [name, sentence] of Object.entries(says)) {
        expect(await refused(`/pitch code A --file ${join(folder, name)}`, [], attachFile)).toContain(sentence);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

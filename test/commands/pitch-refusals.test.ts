import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { kernel } from "../play/world.ts";
import { openTable, type TestTable } from "./table.ts";

/** Every refusal that a pitch can meet, with its whole sentences: read them aloud as the person who gets them. */

let table: TestTable;
let folder = "";
beforeAll(async () => {
  table = await openTable();
  folder = mkdtempSync(join(tmpdir(), "tank-refusals-"));
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "turned.ts": kernel("mine")["kernel.ts"].replace("= 1", "= 3"),
    "comments.ts": `// the same\r\n\r\n${kernel("baseline")["kernel.ts"]}`,
    "fine.ts": kernel("mine")["kernel.ts"],
    "other.patch": "--- a/k.ts\n+++ b/k.ts\n@@ -1 +1 @@\n-export const other = 1;\n+export const other = 2;\n",
    "new.diff": "--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1 @@\n+new\n",
    "prose.patch": "make it faster",
    "bomb.zip": zipSync({ "kernel.ts": new Uint8Array(3_000_000) }),
    "twice.zip": zipSync({ "a/k.ts": strToU8("a"), "b/k.ts": strToU8("b") }),
    "out.zip": zipSync({ "../k.ts": strToU8("a") }),
    "broken.zip": "PK and nothing else, though it is long enough",
    "heading.md": "## Evidense\nx",
    "bare.md": "It is faster.",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "nested", "deep"), { recursive: true });
  mkdirSync(join(folder, "empty"));
});
afterAll(async () => {
  await table[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function refused(by: string, text: string): Promise<readonly [string, string, string | null]> {
  const reply = await table.say(by, text.replaceAll("DIR", folder));
  if (reply.ok) throw new Error(`"${text}" was not refused: ${reply.card.title}`);
  const { code, message, hint } = reply.error;
  return [code, message.replaceAll(folder, "DIR"), hint];
}

const base = '/pitch "A pitch" approach=stages speedup=1.5';
const solid = "Line 12 waits 300 cycles in the case called one.";
const lockedStages = { constraints: [{ knob: "num_ab_stage", why: "makes things slower", round: 1 }] };

async function openKind(kind: "research" | "repair", settings: Parameters<TestTable["season"]>[0] = {}) {
  await table.season(settings);
  await openRound(table.world.game, { season: table.tank.season, title: "A round", host: "hanna", kind });
}

async function openOnly(only: string) {
  await table.season();
  await openRound(table.world.game, { season: table.tank.season, title: "A round", host: "hanna", only });
  await table.run({});
}

/** Round 1 measured `num_ab_stage=3` as slower, and round 2 takes pitches. */
async function measuredOnce() {
  await table.pitching();
  await table.say("ada", `${base} num_ab_stage=3`);
  await table.say("hanna", "/tank close");
  await table.say("sam", "/vote A p=70");
  await table.say("hanna", "/tank close");
  await table.run({ A: 0.8 });
  await openRound(table.world.game, { season: table.tank.season, title: "Next", host: "hanna" });
  await table.run({});
}

/** The machine that measured is not the one that measures now. */
async function moveTo(machine: string) {
  const { id } = await getSeason(table.world.database.db, table.tank.season);
  await table.world.database.db
    .updateTable("reading")
    .set({ machine })
    .where("baseline_id", "in", (query) => query.selectFrom("baseline").select("id").where("season_id", "=", id))
    .execute();
}

const wayForward =
  'Say what you saw here: a number, a knob such as num_ab_stage, a case such as "one", or a line of the kernel.';

describe("what a pitch says", () => {
  it.each([
    [
      '/pitch "x" approach=stages',
      "no-number",
      "A pitch needs a number that reality can check, and this one predicts none.",
      "Add speedup=1.5, or a range: speedup=1.5-2. Findings without a number belong into a research round.",
    ],
    [
      '/pitch "x" approach=stage speedup=2',
      "unknown-approach",
      'This season has no approach "stage"; did you mean "stages"?',
      'Choose one of stages, tiles, dead, wild-card; "wild-card" is a pitch of no named approach.',
    ],
    [
      '/pitch "x" approach=dead speedup=2',
      "eliminated",
      "Dead was eliminated: It was slower.",
      'Pitch another approach, or say why this time is different: answer="…"',
    ],
    [
      '/pitch "x" approach=dead speedup=2 answer="This time is different."',
      "vague",
      "The answer has 23 of the 40 characters that a reason takes.",
      `${wayForward} Then send it again with answer="…".`,
    ],
    [
      `${base} claims=proven`,
      "claims-outside-research",
      "Only a finding of a research round claims that its approach is proven; here the measurement says it.",
      "Leave claims= out, or wait for a research round.",
    ],
    [`${base} parents=B`, "unknown-pitch", "There is no pitch B in round 1.", "No pitch is on the table yet."],
    [`${base} parents=7A`, "unknown-round", "This season keeps no pitches of a round 7.", "It has round 1."],
    [
      `${base} with=@a/b/c`,
      "bad-name",
      '"@a/b/c" is no name.',
      "A name is up to 40 letters, digits, dots, dashes or underscores: @ada /pitch …; an agent's is its owner's, a slash and up to 30 more: @ada/skeptic.",
    ],
  ])("%s", async (text, code, message, hint) => {
    await table.pitching();
    expect(await refused("ada", text)).toEqual([code, message, hint]);
  });

  it.each([
    [
      base,
      "field-missing",
      "This season asks every pitch for its evidence, and this one has none.",
      `Add evidence="…": what you saw in this kernel. ${wayForward}`,
    ],
    [
      `${base} evidence="It is industry standard."`,
      "vague",
      'The evidence has 24 of the 40 characters that a reason takes, and "industry standard" is no evidence about this kernel.',
      `${wayForward} Then send it again with evidence="…".`,
    ],
    [
      `${base} evidence="Deeper pipelines are industry standard and everybody does it."`,
      "vague",
      'The evidence rests on "industry standard", which is no evidence about this kernel.',
      `${wayForward} Then send it again with evidence="…".`,
    ],
    [
      `${base} evidence="${solid}"`,
      "field-missing",
      "This season asks every pitch for its risk, and this one has none.",
      "Add risk=low, medium or high.",
    ],
  ])("where the season requires evidence and risk: %s", async (text, code, message, hint) => {
    await table.pitching({ rules: { requires: ["evidence", "risk"] } });
    expect(await refused("ada", text)).toEqual([code, message, hint]);
  });

  it("in a round of one approach, of another", async () => {
    await openOnly("tiles");
    expect(await refused("ada", base)).toEqual([
      "only-approach",
      "Round 1 takes only pitches of the approach tiles, and this one is stages.",
      "Pitch with approach=tiles, or keep this one for the next round.",
    ]);
  });

  it.each([
    [
      `${base} evidence="${solid}"`,
      "finding-number",
      "Round 1 is a research round: nothing runs in it, so a predicted speedup could never be checked.",
      "Leave speedup= out, and say what you found with evidence=.",
    ],
    [
      '/pitch "x" approach=stages',
      "finding-evidence",
      "A finding has no number that reality could check, so it needs evidence.",
      `Add evidence="…" or reason="…". ${wayForward}`,
    ],
    [
      '/pitch "x" approach=stages evidence="It is obvious."',
      "vague",
      'The evidence has 14 of the 40 characters that a reason takes, and "obvious" is no evidence about this kernel.',
      `${wayForward} Then send it again with evidence="…".`,
    ],
    [
      `/pitch "x" approach=stages evidence="${solid}" num_ab_stage=3`,
      "finding-code",
      "Round 1 is a research round: it takes findings, and runs no code.",
      "Leave the code out and put what it taught you into evidence=; /tank measure tries code out.",
    ],
  ])("in a research round: %s", async (text, code, message, hint) => {
    await openKind("research");
    expect(await refused("ada", text)).toEqual([code, message, hint]);
  });

  it("in a repair round, that of a locked knob and the baseline itself", async () => {
    await openKind("repair", lockedStages);
    const repair = '/pitch "x" approach=stages';
    expect((await refused("ada", `${repair} --file DIR/turned.ts`))[0]).toBe("knob-locked");
    expect((await refused("ada", `${repair} --file DIR/comments.ts`))[0]).toBe("is-baseline");
    expect(await table.say("ada", `${repair} --file ${folder}/fine.ts`)).toMatchObject({ ok: true });
  });

  it("while the baseline is being checked", async () => {
    await table.season();
    await openRound(table.world.game, { season: table.tank.season, title: "A round", host: "hanna" });
    expect(await refused("ada", base)).toEqual([
      "not-pitching",
      "Round 1 takes no pitches now.",
      "Its baseline is still being checked; try again in a moment.",
    ]);
  });
});

describe("the code of a pitch", () => {
  it.each([
    [
      "num_ab_stage=3",
      "The knob num_ab_stage is locked since round 1: makes things slower.",
      "Leave it as it is, or pitch code of your own that doesn't need it changed.",
    ],
    [
      "num_ab_stage=2|3",
      "The knob num_ab_stage is locked since round 1: makes things slower.",
      "Leave it as it is, or pitch code of your own that doesn't need it changed.",
    ],
    [
      "--file DIR/turned.ts",
      "kernel.ts, line 1 sets num_ab_stage = 3. The knob num_ab_stage is locked since round 1: makes things slower.",
      "Set it back to 1, or pitch code that doesn't need it changed.",
    ],
  ])("a locked knob: %s", async (code, message, hint) => {
    await table.pitching(lockedStages);
    expect(await refused("ada", `${base} ${code}`)).toEqual(["knob-locked", message, hint]);
  });

  it.each([
    [
      "num_ab_stage=1",
      "is-baseline",
      "This is the baseline itself, up to blanks and comments.",
      "Change something first: /tank kernel shows the knobs, or attach a changed kernel.",
    ],
    [
      "--file DIR/comments.ts",
      "is-baseline",
      "This is the baseline itself, up to blanks and comments.",
      "Change something first: /tank kernel shows the knobs, or attach a changed kernel.",
    ],
    [
      "num_ab_stage=1|1",
      "is-baseline",
      "This is the baseline itself, up to blanks and comments.",
      "Change something first: /tank kernel shows the knobs, or attach a changed kernel.",
    ],
    [
      "--file DIR/other.patch",
      "patch-failed",
      "other.patch doesn't fit kernel.ts: hunk 1 of 1, at line 1 (1 lines), expects other lines than the baseline has there.",
      "It was made against other code. Make it against the current baseline, or send the whole file.",
    ],
    [
      "--file DIR/new.diff",
      "patch-kind",
      "new.diff makes, renames or removes new.ts; a patch here changes the baseline's own files.",
      "Send the kernel's files themselves, or a patch that only changes lines.",
    ],
    [
      "--file DIR/prose.patch",
      "patch-unreadable",
      "prose.patch can't be read as a patch: there is no hunk in it.",
      "Make it with `git diff` or `diff -u baseline.ts kernel.ts`, or send the whole file.",
    ],
    [
      "--file DIR/fine.ts --file DIR/fine.ts",
      "file-twice",
      "fine.ts is given twice.",
      "Give each file of the kernel once.",
    ],
    [
      "--file DIR/bomb.zip",
      "file-too-large",
      "kernel.ts in bomb.zip has 2.9 MB; a kernel's file has at most 256 KB.",
      "Send source code only; inputs and tables are made by the kernel itself.",
    ],
    [
      "--file DIR/twice.zip",
      "zip-twice",
      "twice.zip holds two files named k.ts, in different folders.",
      "A candidate's files have no folders: give each a name of its own.",
    ],
    [
      "--file DIR/out.zip",
      "zip-path",
      'out.zip holds the path "../k.ts", which leads out of the archive.',
      "Put plain files into it, without such paths.",
    ],
    [
      "--file DIR/broken.zip",
      "zip-broken",
      "broken.zip can't be read as a zip.",
      "Make it anew without a password, or send the files themselves.",
    ],
    [
      "--file DIR/nested",
      "folder-nested",
      "DIR/nested holds a folder, deep; a candidate is a set of plain files.",
      "Put only the kernel's files into a folder of their own, or attach them one by one.",
    ],
    ["--file DIR/empty", "no-files", "DIR/empty holds no file.", "Name the folder that holds the kernel's files."],
    [
      "from=kernels@1a2b3c4:kernel.ts",
      "no-remotes",
      "No git repository is configured here.",
      "Whoever runs this bot names them under `remotes` in config/tank.yml; until then attach the file.",
    ],
  ])("%s", async (code, name, message, hint) => {
    await table.pitching();
    expect(await refused("ada", `${base} ${code}`)).toEqual([name, message, hint]);
  });

  it.each([
    "kernels@1a2b3c:k.ts",
    "kernels@main:k.ts",
    "kernels@1a2b3c4:../k.ts",
    "kernels@1a2b3c4:a/../k.ts",
    "kernels@1a2b3c4:-k.ts",
    "kernels@1a2b3c4:/k.ts",
    "--upload-pack@1a2b3c4:k.ts",
  ])("from=%s, which is no place in git", async (from) => {
    await table.pitching();
    expect(await refused("ada", `${base} from=${from}`)).toEqual([
      "bad-value",
      `from can't be "${from}".`,
      "Write NAME@SHA:PATH with 7 to 40 digits of the commit, such as kernels@1a2b3c4:gemm/kernel.cu. " +
        'For example: /pitch "Three stages in flight" approach=pipeline-stages speedup=1.5 num_ab_stage=3',
    ]);
  });

  it("measured before against this baseline, as itself and as all that is left of a sweep", async () => {
    await measuredOnce();
    const verdict = "This very code was measured against this baseline in round 1: slower. ";
    expect(await refused("bob", '/pitch "y" approach=tiles speedup=2 num_ab_stage=3')).toEqual([
      "already-measured",
      expect.stringMatching(new RegExp(`^${verdict}\\S.*surely slower.*\\.$`)),
      "Change the code, or pitch something else; a rerun is the host's to order.",
    ]);
    expect(await refused("bob", '/pitch "y" approach=tiles speedup=2 num_ab_stage=1|3')).toEqual([
      "sweep-empty",
      expect.stringMatching(
        /^Nothing of this sweep is left to try\. num_ab_stage=1 is left out of the sweep\. .* num_ab_stage=3 is left out/,
      ),
      "Sweep other values: /tank kernel shows what each knob may be.",
    ]);
  });

  it("measured on another machine only asks, and so does what died there", async () => {
    await measuredOnce();
    await moveTo("another machine");
    const reply = await table.say("bob", `${base} num_ab_stage=3`);
    expect(reply).toMatchObject({
      ok: true,
      facts: {
        warnings: [
          expect.stringMatching(
            /^Stages counts as eliminated \(measured on test machine\): .* Please say why this time/,
          ),
          "This very code was measured on test machine in round 1: slower. Here it may differ.",
        ],
      },
    });
  });
});

describe("a filled-in template", () => {
  it.each([
    [
      "/pitch --file DIR/bare.md",
      "no-heading",
      'bare.md begins with text that stands under no heading: "It is faster.".',
      "Start from /pitch template format=markdown: each field has a heading such as ## Approach.",
    ],
    [
      "/pitch --file DIR/bare.md --file DIR/heading.md",
      "markdown-twice",
      "2 Markdown files came with one pitch.",
      "Send one pitch at a time, each with a command of its own.",
    ],
    [
      "/pitch --file DIR/heading.md",
      "unknown-heading",
      'heading.md has a heading "Evidense" that no field of a pitch has; did you mean "evidence"?',
      expect.stringMatching(
        /^The fields are Title, Approach, .* A heading inside a text is written \\## with a backslash\.$/,
      ),
    ],
  ])("%s", async (text, code, message, hint) => {
    await table.pitching();
    expect(await refused("ada", text)).toEqual([code, message, hint]);
  });
});

describe("what is said to a pitch that is there", () => {
  it.each([
    [
      "bob",
      "/pitch edit A speedup=3",
      "not-author",
      "Pitch A is not yours: only ada can change it.",
      "Ask them, or pitch your own with /pitch.",
    ],
    [
      "ada",
      "/pitch edit A",
      "nothing-to-change",
      "Nothing of pitch A changes by this.",
      "Name what changes: /pitch edit A speedup=1.2, or attach its code with --file.",
    ],
    [
      "ada",
      "/pitch edit A approach=dead",
      "eliminated",
      "Dead was eliminated: It was slower.",
      'Pitch another approach, or say why this time is different: answer="…"',
    ],
    [
      "ada",
      "/pitch edit A parents=A",
      "parent-circle",
      "Pitch A can't be a parent of A: it is A itself, or made of it.",
      "Name pitches that were there before: parents=A,C, or parents=none.",
    ],
    ["ada", "/pitch edit Z speedup=3", "unknown-pitch", "There is no pitch Z in round 1.", "On the table: A."],
    [
      "ada",
      "/pitch withdraw A endorses=A",
      "endorses-itself",
      "Pitch A can't endorse itself.",
      "Name the pitch that you back instead: endorses=C",
    ],
    ["ada", "/pitch withdraw A endorses=C", "unknown-pitch", "There is no pitch C in round 1.", "On the table: A."],
    [
      "bob",
      "/pitch withdraw A",
      "not-author",
      "Pitch A is not yours: only ada can withdraw it.",
      "You have none in this round or on the bench.",
    ],
    [
      "bob",
      "/pitch code A num_ab_stage=3",
      "not-author",
      "Pitch A is not yours to build.",
      "Its code comes from ada, from hanna, the host, or from whom the host names: /pitch code A by=@bob",
    ],
    [
      "ada",
      "/pitch code A by=@bob",
      "not-host",
      "Only hanna, the host of round 1, can name who builds pitch A.",
      "Ask hanna to do it.",
    ],
    ["ada", "/pitch code A", "no-code", "There is no code in this.", "Attach it: /pitch code A --file kernel.ts"],
  ])("%s: %s", async (by, text, code, message, hint) => {
    await table.pitching();
    await table.say("ada", base);
    expect(await refused(by, text)).toEqual([code, message, hint]);
  });

  it("after the vote opened", async () => {
    await table.voting();
    expect(await refused("ada", "/pitch edit A speedup=3")).toEqual([
      "frozen",
      "Pitch A froze when voting opened.",
      "It stays in round 1 as it is; pitch the change anew, and it waits on the bench.",
    ]);
    expect(await refused("ada", "/pitch withdraw A")).toEqual([
      "frozen",
      "Pitch A froze when voting opened.",
      "It stays in this round.",
    ]);
    expect(await refused("ada", "/pitch code A num_ab_stage=4")).toEqual([
      "not-waiting-for-code",
      "Round 1 waits for no code of pitch A.",
      "Code comes before the vote, or after it for the pitch that was funded without; then it may be mended until the runs start.",
    ]);
  });
});

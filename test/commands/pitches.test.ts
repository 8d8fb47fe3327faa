import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderCard } from "../../src/bot/terminal/render-card.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { kernel, reportOf, runAll } from "../play/world.ts";
import { openTable, type TestTable } from "./table.ts";

let table: TestTable;
let folder = "";
beforeAll(async () => {
  table = await openTable();
  folder = mkdtempSync(join(tmpdir(), "tank-pitches-"));
});
afterAll(async () => {
  await table[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function facts(by: string, text: string): Promise<Record<string, unknown>> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message} ${reply.error.hint}`);
  return { ...reply.facts };
}

async function shown(by: string, text: string): Promise<string> {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message} ${reply.error.hint}`);
  return renderCard(reply.card, { width: 100, colours: false });
}

const write = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const base = '/pitch "A pitch" approach=stages speedup=1.5';
const codeOf = async (by: string, text: string) => {
  const { pitch } = await facts(by, text);
  const { code } = pitch as { code: string };
  const { files } = await table.world.database.db
    .selectFrom("source")
    .select("files")
    .where("sha256", "=", code)
    .executeTakeFirstOrThrow();
  return files;
};

describe("what a pitch's code touches", () => {
  it("stands on its card and in its facts, and where there is nothing, only whoever asks is told", async () => {
    await table.pitching();
    const timed = write("kernel.ts", "export const stages: i32 = 3;\n// Date.now()\nconst start = Date.now();\n");
    expect(await shown("bob", `${base} --file ${timed}`)).toContain("Line 3: timers (Date.now)");
    const { pitch } = await facts("eve", "/pitch show A");
    const touched = {
      file: "kernel.ts",
      line: 3,
      touches: "timers",
      name: "Date.now",
      code: "const start = Date.now();",
    };
    expect(pitch).toMatchObject({ touches: { lines: [touched], more: 0 } });

    const plain = write("kernel.ts", "export const stages: i32 = 4;\n");
    expect(await shown("ada", `${base} --file ${plain}`)).not.toContain("What its code touches");
    expect(await shown("eve", "/pitch show B")).toContain("It touches no timer");
  });
});

describe("a pitch with every field", () => {
  it("shows all of it on its card", async () => {
    await table.pitching();
    await facts("bob", '/pitch "Base" approach=tiles speedup=1.1 num_ab_stage=2');
    await facts(
      "ada",
      `/pitch "Deep" approach=dead speedup=1.2-1.6 with=@Bob,@eve parents=A risk=high complexity=low tagline="Deeper." \
reason="Line 12 waits 300 cycles for the loop that decodes." answer="Line 12 waits here, and waited nowhere before." \
mitigation="Stage 2 is tried alone before stage 3 follows." validation="Case one first, then case two with both stages." num_ab_stage=3`,
    );
    const card = await shown("sam", "/pitch show B");
    for (const part of [
      "Contestant B: Deep",
      "Pitched by ada, bob and eve",
      "Deeper.",
      "Prediction: 1.2-1.6x faster",
      "Risk: high",
      "Complexity: low",
      "Why this time is different\nLine 12 waits here",
      "Combines A, Base.",
      "What makes the risk smaller\nStage 2",
      "How to check it step by step\nCase one",
      "Against the baseline",
      "│ -export const num_ab_stage: i32 = 1; // knob: 1..4\n  │ +export const num_ab_stage: i32 = 3; // knob: 1..4",
    ])
      expect(card).toContain(part);
    expect(await facts("sam", "/pitch show B")).toMatchObject({
      round: 1,
      pitch: { authors: ["ada", "bob", "eve"], parents: [{ pitch: "A", title: "Base" }], risk: "high", origin: null },
    });
    await table.say("hanna", "/tank close");
    for (const by of ["ada", "bob", "eve"]) {
      expect(await table.say(by, "/vote B p=90")).toMatchObject({ error: { code: "own-pitch" } });
    }
  });

  it("says when its author has measured this very code, and nobody else's measurement", async () => {
    await table.pitching();
    const measure = async (by: string) => {
      await facts(by, "/tank measure num_ab_stage=3");
      await runAll(table.world, table.tank.season, (run) => reportOf(run, 1.2));
    };
    await measure("eve");
    await facts("ada", `${base} num_ab_stage=3`);
    expect(await shown("sam", "/pitch show A")).not.toContain("Measured privately");
    await measure("ada");
    expect(await shown("sam", "/pitch show A")).toContain("Measured privately by its author: faster ×1.2");
    await facts("ada", "/pitch edit A num_ab_stage=4");
    expect(await shown("sam", "/pitch show A")).not.toContain("Measured privately");
  });
});

describe("code", () => {
  const mine = kernel("mine")["kernel.ts"];

  it("comes as a file, a folder, a zip, or a patch of the baseline, and is the same code", async () => {
    await table.pitching();
    mkdirSync(join(folder, "mine"));
    write("mine/anything.ts", mine);
    write("mine/.hidden", "x");
    const patch = createTwoFilesPatch("a/k.ts", "b/k.ts", kernel("baseline")["kernel.ts"], mine, "", "");
    const paths = [
      write("my-kernel.ts", mine),
      join(folder, "mine"),
      write("mine.zip", zipSync({ "deep/er/kernel.ts": strToU8(mine) })),
      write("mine.patch", patch),
    ];
    for (const path of paths) expect(await codeOf("ada", `${base} --file ${path}`)).toEqual({ "kernel.ts": mine });
  });

  it("comes from git by commit and path, and says from where", async () => {
    await table.pitching();
    const asked: unknown[] = [];
    Object.assign(table.tank, {
      readGit: async (wanted: unknown) => {
        asked.push(wanted);
        return { sha: "1a2b3c4d5e6f".padEnd(40, "0"), files: [{ name: "gemm.ts", bytes: strToU8(mine) }] };
      },
    });
    expect(await codeOf("ada", `${base} from=kernels@1A2B3C4:src/gemm.ts`)).toEqual({ "kernel.ts": mine });
    Object.assign(table.tank, { readGit: undefined });
    expect(asked).toEqual([{ remote: "kernels", sha: "1a2b3c4", path: "src/gemm.ts" }]);
    expect(await shown("sam", "/pitch show A")).toContain(", from kernels@1a2b3c4d5e6f:src/gemm.ts");
  });

  it("comes as a sweep, without what was tried already", async () => {
    await table.pitching();
    await facts("ada", `${base} num_ab_stage=2`);
    await table.say("hanna", "/tank close");
    await table.say("sam", "/vote A p=70");
    await table.say("hanna", "/tank close");
    await table.run({ A: 0.8 });
    await openRound(table.world.game, { season: table.tank.season, title: "Next", host: "hanna" });
    await table.run({});
    const said = await facts("ada", '/pitch "Sweep" approach=tiles speedup=1.5 num_ab_stage=1|2|3|4');
    expect(said).toMatchObject({
      pitch: {
        knobs: "num_ab_stage=1|2|3|4",
        sweep: [{ knobs: "num_ab_stage=3" }, { knobs: "num_ab_stage=4" }],
        code: expect.any(String),
      },
      warnings: [
        expect.stringMatching(/^num_ab_stage=1 is left out of the sweep\. This is the baseline itself/),
        expect.stringMatching(
          /^num_ab_stage=2 is left out of the sweep\. This very code was measured .* in round 1: slower/,
        ),
      ],
    });
    expect(await shown("sam", "/pitch show A")).toContain("Sweep: 2 kernels, the best of them counts");
    expect(await table.say("ada", '/pitch "Again" approach=tiles speedup=1.5 num_ab_stage=1|2')).toMatchObject({
      error: { code: "sweep-empty" },
    });
    expect(await table.say("ada", "/tank measure num_ab_stage=2|3")).toMatchObject({ error: { code: "sweep" } });
  });

  it("that was measured is known in other line endings and with other comments", async () => {
    await table.pitching();
    await facts("ada", `${base} --file ${write("one.ts", mine)}`);
    await table.say("hanna", "/tank close");
    await table.say("sam", "/vote A p=70");
    await table.say("hanna", "/tank close");
    await table.run({ A: 0.8 });
    await openRound(table.world.game, { season: table.tank.season, title: "Next", host: "hanna" });
    await table.run({});
    const renamed = write("two.ts", `// entirely new\r\n${mine.replaceAll("\n", "  \r\n\r\n")}`);
    expect(await table.say("bob", `/pitch "New" approach=tiles speedup=9 --file ${renamed}`)).toMatchObject({
      error: { code: "already-measured", message: expect.stringContaining("in round 1: slower") },
    });
  });

  it("is mended after the vote until the runs start, by who handed it in or whom the host names", async () => {
    await table.pitching();
    await facts("ada", '/pitch "One" approach=stages speedup=1.5');
    await facts("bob", '/pitch "Two" approach=tiles speedup=1.5');
    await table.say("hanna", "/tank close");
    await table.say("sam", "/vote A p=70");
    await table.say("sue", "/vote B p=70");
    await table.say("hanna", "/tank close");
    expect(await table.say("eve", "/pitch code A num_ab_stage=2")).toMatchObject({ error: { code: "not-author" } });
    expect(await table.say("ada", "/pitch code A by=@eve")).toMatchObject({ error: { code: "not-host" } });
    expect(await facts("hanna", "/pitch code A by=@eve")).toMatchObject({ builders: ["eve"] });
    const first = await facts("eve", "/pitch code A num_ab_stage=2");
    expect(first).toMatchObject({ pitch: "A", stillWaiting: 1 });
    const second = await facts("ada", "/pitch code A num_ab_stage=3");
    expect(second).toMatchObject({ pitch: "A", stillWaiting: 1 });
    expect(second["code"]).not.toBe(first["code"]);
    expect(await shown("sam", "/pitch show A")).toContain("handed in by ada after the vote");
    expect(await facts("hanna", "/pitch code B num_ab_stage=4")).toMatchObject({ stillWaiting: 0 });
    expect(await table.say("ada", "/pitch code A num_ab_stage=4")).toMatchObject({
      error: { code: "not-waiting-for-code" },
    });
  });
});

describe("a pitch in Markdown", () => {
  it("starts from a template with this season's names in it, and is read back", async () => {
    await table.pitching({ rules: { requires: ["evidence"] } });
    const { markdown, requires } = (await facts("ada", "/pitch template format=markdown")) as {
      markdown: string;
      requires: unknown;
    };
    expect(requires).toEqual(["evidence"]);
    for (const part of [
      "One of stages, tiles, wild-card.",
      "Eliminated: dead (It was slower.)",
      "num_ab_stage=1, may be 1 to 4",
      "## Kernel-specific evidence\n<!-- Needed.",
    ])
      expect(markdown).toContain(part);
    const filled = markdown
      .replace(/(## Title\n<!--.*-->)/, "$1\nThree stages")
      .replace(/(## Predicted speedup\n<!--.*-->)/, "$1\n1.5-2")
      .replace(/(## Kernel-specific evidence\n<!--.*-->)/, "$1\nLine 2 waits 300 cycles in the case called one.")
      .replace(/(## Knobs\n<!--[\s\S]*?-->)/, "$1\nnum_ab_stage=3");
    const path = write("pitch.md", filled);
    expect(await facts("ada", `/pitch --file ${path}`)).toMatchObject({
      pitch: {
        title: "Three stages",
        approach: "stages",
        predicted: [1.5, 2],
        knobs: "num_ab_stage=3",
        evidence: "Line 2 waits 300 cycles in the case called one.",
        change: null,
      },
      warnings: [],
    });
    expect(await facts("ada", `/pitch edit A speedup=3 --file ${path}`)).toMatchObject({ pitch: { predicted: 3 } });
  });
});

describe("an endorsement", () => {
  it("is a line on the pitch that it backs, and the letter stays unused", async () => {
    await table.pitching();
    await facts("ada", '/pitch "Deep" approach=stages speedup=1.5 num_ab_stage=3');
    await facts("bob", '/pitch "Small" approach=tiles speedup=1.5 num_ab_stage=2');
    expect(await facts("ada", "/pitch withdraw endorses=B")).toMatchObject({ endorses: "B" });
    expect(await shown("sam", "/pitch show B")).toContain('Endorsed by\n  • ada, who withdrew "Deep" for it');
    expect(await facts("eve", '/pitch "New" approach=tiles speedup=2')).toMatchObject({ pitch: { letter: "C" } });
  });
});

describe("the bench", () => {
  it("is listed, and its pitches are shown, edited, given code and withdrawn", async () => {
    await table.season();
    expect(await shown("ada", "/tank bench")).toContain("The bench is empty");
    expect(await facts("ada", base)).toMatchObject({ round: null, pitch: { letter: "A" } });
    expect(await facts("ada", "/pitch edit bench:A speedup=3")).toMatchObject({ pitch: { predicted: 3 } });
    expect(await facts("ada", "/pitch code A num_ab_stage=3")).toMatchObject({ pitch: "A", stillWaiting: 0 });
    expect(await shown("bob", "/tank bench")).toContain("A: A pitch (stages), by ada: 3x faster.");
    expect(await shown("bob", "/pitch show A")).toContain("On the bench, A: A pitch");
    expect(await facts("ada", "/pitch withdraw")).toMatchObject({ pitch: { letter: "A" } });
    expect(await facts("bob", "/tank bench")).toEqual({ bench: [] });
  });
});

describe("rounds of other kinds", () => {
  const open = async (kind: "research" | "repair") => {
    await table.season();
    await openRound(table.world.game, {
      season: table.tank.season,
      title: "Another kind",
      host: "hanna",
      kind,
    });
  };

  it("take findings without a number, and what they claim", async () => {
    await open("research");
    const said =
      '/pitch "No latency" approach=stages claims=eliminated evidence="Line 12 never waits for more than 3 cycles here."';
    expect(await facts("ada", said)).toMatchObject({ pitch: { predicted: null, claims: "eliminated", code: null } });
    const card = await shown("bob", "/pitch show A");
    expect(card).toContain("Found by ada");
    expect(card).not.toContain("Code:");
  });

  it("take a repair without a number", async () => {
    await open("repair");
    expect(await facts("ada", '/pitch "Mend" approach=dead num_ab_stage=3')).toMatchObject({
      pitch: { predicted: null },
      warnings: [expect.stringContaining("counts as eliminated")],
    });
  });
});

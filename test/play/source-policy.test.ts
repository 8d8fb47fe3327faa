import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kernelCard } from "../../src/bot/cards/kernel-card.ts";
import { roundOpenedCard } from "../../src/bot/cards/round-opened.ts";
import { announcementParts } from "../../src/bot/chat/announcing/announcement-parts.ts";
import { exportFiles } from "../../src/bot/documents/export-files.ts";
import { kernelView } from "../../src/rounds/memory/kernel-view.ts";
import { runWithoutVote } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { demandProof } from "../../src/rounds/play/talk/demand-proof.ts";
import type { CheckFact, FailureFact, Report } from "../../src/rounds/report.ts";
import type { SourcePolicy } from "../../src/rounds/season.ts";
import { newSeason, openWorld, type QueuedRun, reportOf, runAll, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const marker = "marker_7f3a";
const files = (name: string) => ({ "kernel.py": `def ${marker}_${name}(x):\n    return x * 2  # ${marker} ${name}\n` });

const traceback = [
  "Traceback (most recent call last):",
  `  File "/tmp/run/kernel.py", line 2, in ${marker}_traced`,
  `    return x * 2  # ${marker} traced`,
  "           ~~^~~",
  `RuntimeError: ${marker} says so, and aGVsbG8gd29ybGQ= too`,
].join("\n");

const failures: Readonly<Record<string, Partial<FailureFact>>> = {
  A: {
    stage: "check",
    kind: "error",
    message: `RuntimeError: ${marker} says so, and aGVsbG8gd29ybGQ= too`,
    log: traceback,
  },
  B: {
    stage: "build",
    kind: "error",
    message: `kernel.py:1: error: "${marker}_built" is aGVsbG8gd29ybGQ=`,
    log: traceback,
  },
  C: { stage: "check", kind: "crash", message: "died of SIGSEGV: aGVsbG8gd29ybGQ=", log: `${marker} on stderr` },
};

/** What a Python harness sends: A stops, B does not build, C dies, D is wrong in words of its own. */
function failed(run: QueuedRun): Report {
  const report: Report = { ...reportOf(run, 1), sandbox: "full" };
  const failure = failures[run.letter ?? ""];
  const empty = { ...report, cases: report.cases.map((each) => ({ ...each, blocks: [] })) };
  if (failure)
    return {
      ...empty,
      failure: { side: "candidate", stage: "check", kind: "error", message: "", log: "", ...failure },
    };
  if (run.letter !== "D") return report;
  const check: CheckFact = {
    side: "candidate",
    stage: "check",
    label: "one",
    elements: 4,
    mismatched: 4,
    maxError: 1,
    rtol: 0,
    atol: 0.5,
    message: `it returned "aGVsbG8gd29ybGQ=" of ${marker}`,
    first: { at: "[0]", got: `${marker}`, want: "2.0" },
  };
  return { ...empty, checks: [check] };
}

/** All that a season posts and exports, after a round in which nothing works. */
async function playedOut(source: SourcePolicy) {
  const season = await newSeason(world, { rules: { source, vote: "off" } });
  const { db } = world.database;
  await openRound(world.game, { season, title: "Python", host: "hanna" });
  await runAll(world, season, failed);
  for (const letter of ["a", "b", "c", "d"]) {
    const content = {
      title: `Pitch ${letter}`,
      approach: "wild-card",
      authors: [letter],
      prediction: { low: 2, high: 2 },
    };
    await submitPitch(world.game, { season, content, files: files(letter) });
  }
  await demandProof(world.game, { season, letter: "A", by: "sue" });
  await runAll(world, season, failed);
  await runWithoutVote(world.game, season);
  await runAll(world, season, failed);
  const rows = await db
    .selectFrom("outbox")
    .innerJoin("season", "season.id", "outbox.season_id")
    .selectAll("outbox")
    .where("season.name", "=", season)
    .execute();
  const parts = await Promise.all(
    rows.map((row) =>
      announcementParts(db, row, { now: world.clock.at, round: async (view) => roundOpenedCard(view) }),
    ),
  );
  const view = await kernelView(db, season);
  const exported = await exportFiles(world.game, { season, round: null, private: true });
  const texts = [...parts.flat().flatMap((part) => part.files ?? []), ...exported.files].map(({ bytes }) =>
    Buffer.from(bytes).toString(),
  );
  return JSON.stringify([parts, kernelCard(view), exported.hasCode]) + texts.join("\n");
}

describe("R14: code that runs while it is built can write any text", () => {
  it("source: none shows not a word of it, and says what and where", async () => {
    const told = await playedOut("none");
    expect(told).not.toContain(marker);
    expect(told).not.toContain("aGVsbG8gd29ybGQ=");
    expect(told).toContain("RuntimeError in kernel.py, line 2");
    expect(told).toContain("SIGSEGV");
    expect(told).toContain("npm run tank -- kept run:");
  });

  it("source: link has the address instead, and the operator's own export has the code", async () => {
    const told = await playedOut("link");
    expect(told.match(/kernel\.py, \d+ bytes/g)?.length).toBeGreaterThan(3);
    expect(told.split('{\n  "archive"')[0]).not.toContain(marker);
    expect(told).toContain(marker);
  });

  it("source: diff shows all of it", async () => {
    const told = await playedOut("diff");
    for (const text of [`+def ${marker}_a`, "aGVsbG8gd29ybGQ=", `${marker} on stderr`, `${marker} says so`]) {
      expect(told).toContain(text);
    }
  });
});

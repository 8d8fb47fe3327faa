import { afterAll, beforeAll, expect, it } from "vitest";
import { archiveSeason } from "../../src/rounds/archive/archive-season.ts";
import { archiveText } from "../../src/rounds/archive/archive-text.ts";
import { checkArchive } from "../../src/rounds/archive/check-archive.ts";
import { importSeason } from "../../src/rounds/archive/import-season.ts";
import { findSeason } from "../../src/rounds/store/seasons.ts";
import { openWorld, type World } from "../play/world.ts";
import { playedSeason } from "./played-season.ts";

let world: World;
let text = "";
beforeAll(async () => {
  world = await openWorld();
  text = archiveText(await archiveSeason(world.game, { season: await playedSeason(world), private: true }));
});
afterAll(() => world[Symbol.asyncDispose]());

type Json = { [key: string]: Json & Json[] & string & number };

/** An archive that somebody edited. */
function edited(edit: (archive: Json) => void): unknown {
  const archive = JSON.parse(text);
  edit(archive);
  return archive;
}

const newName = "mended";
const read = async (archive: unknown) => importSeason(world.game, { archive: checkArchive(archive), name: newName });

const banOfAda = { person: "ada", host: "hanna", reason: "spam", at: "2026-03-02T09:00:00.000Z", liftedAt: null };

const cases: readonly (readonly [what: string, archive: () => unknown, sentence: string | RegExp])[] = [
  ["no archive", () => ({ rows: 3 }), "neither a season's archive nor a scorecard"],
  ["a list", () => [], "neither a season's archive nor a scorecard"],
  ["one round", () => ({ archive: "shark-tank-round", version: 1 }), "This file is one round"],
  ["a newer version", () => edited((archive) => Object.assign(archive, { version: 2 })), "newer version of Shark Tank"],
  [
    "an unknown key",
    () => edited(({ rounds }) => Object.assign(rounds?.[0] ?? {}, { winner: "me" })),
    "broken at rounds.0.winner: there is no such key",
  ],
  [
    "a time that is none",
    () => edited(({ rounds }) => Object.assign(rounds?.[1] ?? {}, { openedAt: "yesterday" })),
    "broken at rounds.1.openedAt",
  ],
  [
    "a verdict of no known name",
    () => edited(({ runs }) => Object.assign(runs?.[1]?.["verdict"]?.["body"] ?? {}, { verdict: "great" })),
    "broken at runs.1.verdict.body.verdict",
  ],
  [
    "code that was changed",
    () => edited(({ sources }) => Object.assign(sources?.[0] ?? {}, { files: { "kernel.ts": "faster" } })),
    "broken at sources.0: these files don't have this hash",
  ],
  [
    "a pitch that isn't there",
    () => edited(({ baselines }) => Object.assign(baselines?.[1] ?? {}, { from: { round: 1, pitch: "1:Z" } })),
    "broken at baselines.1.from.pitch: there is no pitch 1:Z in this file",
  ],
  [
    "a text that no database takes",
    () => edited(({ rounds }) => Object.assign(rounds?.[1] ?? {}, { host: "han\0na" })),
    "broken at rounds.1.host: it holds a NUL or half a character",
  ],
  [
    "a round twice",
    () => edited(({ rounds }) => Object.assign(rounds?.[1] ?? {}, { number: 1 })),
    "broken at rounds.1: round 1 stands there twice",
  ],
  [
    "a ban twice",
    () => edited((archive) => Object.assign(archive, { bans: [banOfAda, banOfAda] })),
    "broken at bans.1: ada's ban stands there twice",
  ],
  [
    "a pitch under another letter",
    () => edited(({ pitches }) => Object.assign(pitches?.[0] ?? {}, { letter: "C" })),
    "broken at pitches.0.ref: it should be 1:C",
  ],
  [
    "a vote for one's own pitch",
    () => edited(({ ballots }) => Object.assign(ballots?.[0] ?? {}, { shark: "ada" })),
    "it contradicts a rule of the game (nobody's ballot speaks of their own pitch)",
  ],
];

it.each(cases)("%s is refused with the place, and nothing is imported", async (_, archive, sentence) => {
  await expect(async () => read(archive())).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(String(sentence)),
  });
  expect(await findSeason(world.database.db, newName)).toBeNull();
});

it("never changes a season that is there", async () => {
  const archive = checkArchive(JSON.parse(text));
  await expect(importSeason(world.game, { archive })).rejects.toMatchObject({
    code: "season-exists",
    hint: expect.stringContaining("--as NAME"),
  });
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ReplayScript } from "../../src/bot/cli/replay-script.ts";
import { readConfig } from "../../src/bot/read-config.ts";
import { checkBallot } from "../../src/rounds/ballot.ts";
import { refuseLockedConstants } from "../../src/rounds/code/locked-constants.ts";
import { rebaseKnobs } from "../../src/rounds/knobs/knob-rebase.ts";
import { applyKnobs, readKnobs } from "../../src/rounds/knobs/knobs.ts";
import { PitchInput } from "../../src/rounds/pitch.ts";
import { checkPitch } from "../../src/rounds/pitching/check-pitch.ts";
import { PitchId } from "../../src/rounds/round/round-state.ts";
import { Season } from "../../src/rounds/season.ts";
import { readProblem } from "../../src/runner/problem.ts";

const config = fileURLToPath(new URL("../../config", import.meta.url));
const named = (folder: string) => readdirSync(join(config, folder)).filter((name) => name.endsWith(".yml"));
const problemOf = (name: string) => readProblem(join(config, "problems", name));

describe.each(named("seasons"))("the shipped season %s", (file) => {
  const season = readConfig(join(config, "seasons", file), Season);

  it("is named like its file", () => {
    expect(`${season.name}.yml`).toBe(file);
  });

  it("is played on a shipped problem whose knobs can be read", async () => {
    const problem = await problemOf(season.problem);
    expect(readKnobs(problem.baseline).length).toBeGreaterThan(0);
  });

  it("tells times, targets, knobs and rounds that are there", async () => {
    const { labels, baseline } = await problemOf(season.problem);
    const told = [...(season.times ? [season.times] : []), ...season.targets].flatMap(({ cases }) =>
      Object.keys(cases),
    );
    expect(told.filter((label) => !labels.includes(label))).toEqual([]);
    const names = readKnobs(baseline).map(({ name }) => name);
    expect(season.constraints.filter(({ knob }) => knob !== undefined && !names.includes(knob))).toEqual([]);
    const rounds = [...Object.values(season.approaches), ...season.constraints].flatMap(({ round }) => round ?? []);
    expect(rounds.filter((round) => round > season.history.length)).toEqual([]);
  });
});

describe.each(readdirSync(join(config, "problems")))("the shipped problem %s", (name) => {
  it("has candidates that can be made of its baseline", async () => {
    const { baseline, candidates } = await problemOf(name);
    for (const candidate of Object.values(candidates)) {
      if (candidate.kind === "knobs") {
        expect(applyKnobs(baseline, candidate.knobs)).not.toEqual(baseline);
        continue;
      }
      expect(rebaseKnobs(candidate.files, { from: baseline, onto: baseline })).toEqual(candidate.files);
      expect(() => refuseLockedConstants(candidate.files, baseline, [])).not.toThrow();
    }
  });
});

describe.each(named("replays"))("the shipped replay %s", (file) => {
  const script = readConfig(join(config, "replays", file), ReplayScript);
  const season = readConfig(join(config, "seasons", file.replace(".yml", "-replay.yml")), Season);

  it("pitches only candidates that ship with the problem", async () => {
    const { candidates } = await problemOf(season.problem);
    const asked = script.rounds.flatMap((round) => round.pitches.map((pitch) => pitch.candidate));
    expect(asked.filter((name) => !Object.hasOwn(candidates, name))).toEqual([]);
  });

  it.each(script.rounds)("plays $title by the rules", ({ pitches, ballots, rulings }) => {
    const approaches = Object.entries(season.approaches).map(([key, told]) => ({
      key,
      ...told,
      round: null,
      elsewhere: null,
    }));
    const words = { knobs: [], cases: [] };
    expect(pitches.map(({ letter }) => letter)).toEqual([..."ABCDEFGH"].slice(0, pitches.length));
    for (const { title, approach, author, predicts, reasoning } of pitches) {
      const [low, high] = typeof predicts === "number" ? [predicts, predicts] : predicts;
      const content = PitchInput.parse({ title, approach, authors: [author], prediction: { low, high }, reasoning });
      expect(checkPitch(content, { approaches, round: null, requires: [], words })).toEqual([]);
    }
    const table = pitches.map(({ letter, title, author }, index) => {
      return { id: PitchId.parse(index + 1), letter, title, authors: [author] };
    });
    const cast = ballots.map(({ reason, ...ballot }) => checkBallot(ballot, table));
    expect(new Set(cast.map(({ shark }) => shark)).size).toBe(cast.length);
    expect(cast.length).toBeGreaterThanOrEqual(season.rules.minimumSharks);
    for (const { approach } of rulings) expect(Object.keys(season.approaches)).toContain(approach);
  });
});

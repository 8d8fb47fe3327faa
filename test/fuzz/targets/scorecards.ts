import { checkConfig } from "../../../src/bot/read-config.ts";
import { Scorecard, seasonOf } from "../../../src/rounds/archive/scorecard.ts";
import { startSeason } from "../../../src/rounds/play/start-season.ts";
import { openTable, type TestTable } from "../../commands/table.ts";
import { kernel, playedProblem } from "../../play/world.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { mutatedJson } from "../mutated-json.ts";
import { readEverything } from "../read-everything.ts";

const told = { title: "Faster loads", winner: "ada", prediction: "1.5x", reality: "0.9x, slower", success: false };
const whole = {
  scorecard: 1,
  season: "by-hand",
  title: "Played by hand",
  subtitle: "Before there was a bot",
  problem: "p",
  voice: "show",
  rules: { bar: 1.4, guard: "5%", requires: ["evidence"], deadlines: { pitching: "2d" }, timezone: "Europe/Berlin" },
  rounds: [
    { ...told, credibility: -3, quotes: ["It can't fail."], result: "It failed.", face: ":(" },
    { ...told, success: true, credibility: 2 },
  ],
  approaches: {
    tiles: {
      name: "Tiles",
      idea: "smaller",
      tagline: "T",
      status: "eliminated",
      why: ["slow"],
      evidence: "measured",
      round: 1,
    },
  },
  constraints: [{ knob: "num_ab_stage", says: "CANNOT CHANGE", why: "deadlock", evidence: "argued", round: 2 }],
  times: { machine: "NVIDIA B200", cases: { one: 100, two: 400 } },
  targets: [{ machine: "NVIDIA B200", cases: { one: 10, two: 10 } }],
  credibility: -5,
  motto: "Reality decides.",
};
const { subtitle: _, rules: __, approaches: ___, constraints: ____, times: _____, targets: ______, ...least } = whole;

const mostSeasons = 200;

export const scorecards = fuzzTarget({
  name: "scorecards",
  about: "seasons played by hand: refused, or started on a real database and read by every command",
  casesInTest: 60,
  inputs: mutatedJson([whole, least], 3),
  async open() {
    let table: TestTable = await openTable();
    let started = 0;
    return {
      async feed(raw) {
        const scorecard = checkConfig("scorecard.json", JSON.parse(JSON.stringify(raw) ?? "null"), Scorecard);
        const name = `fuzz-${started}`;
        const settings = seasonOf({ ...scorecard, season: name });
        await startSeason(table.world.game, { settings, problem: playedProblem, baseline: kernel("baseline") });
        started += 1;
        await readEverything({ ...table.tank, season: name }, "ada");
        return "accepted" as const;
      },
      async tidy() {
        if (started < mostSeasons) return;
        await table[Symbol.asyncDispose]();
        table = await openTable();
        started = 0;
      },
      [Symbol.asyncDispose]: () => table[Symbol.asyncDispose](),
    };
  },
});

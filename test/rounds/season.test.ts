import { describe, expect, it } from "vitest";
import { Season } from "../../src/rounds/season.ts";

const least = { name: "summer", title: "Shark Tank", problem: "nvfp4-group-gemm-wasm" };
const faults = (parts: object) =>
  (Season.safeParse({ ...least, ...parts }).error?.issues ?? []).map(
    (issue) => `${issue.path.join(".")}: ${issue.message}`,
  );

describe("a season's file", () => {
  it("needs a name, a title and a problem; the rest has defaults", () => {
    expect(Season.parse(least)).toEqual({
      ...least,
      voice: "show",
      rules: {
        leastEffect: 0.01,
        guard: 0.05,
        vote: "on",
        runs: "all",
        minimumPitches: 1,
        minimumSharks: 1,
        budgetMsPerCase: 600,
        openingBudgetMsPerCase: 250,
        bar: null,
        requires: [],
        proofTiming: false,
        afterFailures: "suggest",
        names: false,
        source: "diff",
        quotas: {
          pitches: 10,
          questions: 30,
          proofs: 5,
          measures: 30,
          runnerMinutes: 240,
          round: { questions: 300, proofs: 10, runnerMinutes: 240 },
        },
        clock: "gpu",
        deadlines: { host: "24h" },
        timezone: "UTC",
        workdays: ["mon", "tue", "wed", "thu", "fri"],
      },
      approaches: {},
      constraints: [],
      targets: [],
      opening: {},
      history: [],
      credibility: 0,
    });
    expect(faults({ title: undefined })).toHaveLength(1);
  });

  it.each([
    ["1%", 0.01],
    ["0.5 %", 0.005],
    ["12.5%", 0.125],
    [0.02, 0.02],
  ])("may write a share as %j", (written, share) => {
    expect(Season.parse({ ...least, rules: { leastEffect: written } }).rules.leastEffect).toBe(share);
  });

  it.each(["1 percent", "%", "-1%", "1", "0.1%", "80%", 1, 0.001, Number.NaN])(
    "can't have the least effect %j",
    (written) => {
      const [fault, ...others] = faults({ rules: { leastEffect: written } });
      expect(fault).toMatch(/^rules\.leastEffect: /);
      expect(others).toEqual([]);
    },
  );

  it("gives an approach its defaults", () => {
    const { approaches } = Season.parse({ ...least, approaches: { "tma-store": { name: "TMA Store" } } });
    expect(approaches).toEqual({
      "tma-store": { name: "TMA Store", status: "viable", why: [], evidence: "imported" },
    });
  });

  it.each([
    ["at the top", { voise: "plain" }, /^: .*"voise"/],
    ["in the rules", { rules: { leastEfect: "1%" } }, /^rules: .*"leastEfect"/],
    ["in an approach", { approaches: { a: { name: "A", state: "viable" } } }, /^approaches\.a: .*"state"/],
    ["in the history", { history: [{ title: "t", winner: "w", round: 1 }] }, /"round"/],
  ])("is refused for an unknown key %s, which is named", (_, parts, expected) => {
    expect(faults(parts).join("\n")).toMatch(expected);
  });

  it.each(["", "Summer", "summer season", "summer_1", "-summer", "summer-", "a--b", "../summer", "sömmer"])(
    "can't be named %j",
    (name) => {
      expect(faults({ name })).toEqual(["name: use lower case, digits and single dashes"]);
    },
  );

  it.each(["Pipeline", "pipeline stages", "a_b", ""])("can't have an approach %j", (key) => {
    expect(faults({ approaches: { [key]: { name: "x" } } })).toHaveLength(1);
  });

  it.each([
    ["voice", { voice: "loud" }],
    ["rules.vote", { rules: { vote: "maybe" } }],
    ["rules.minimumSharks", { rules: { minimumSharks: 0 } }],
    ["rules.minimumPitches", { rules: { minimumPitches: 1.5 } }],
    ["rules.budgetMsPerCase", { rules: { budgetMsPerCase: 10 } }],
    ["credibility", { credibility: "-100%" }],
  ])("is refused at %s for a value that means nothing", (key, parts) => {
    expect(faults(parts)).toEqual([expect.stringMatching(new RegExp(`^${key}: `))]);
  });
});

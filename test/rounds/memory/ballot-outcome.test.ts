import { expect, it } from "vitest";
import { ballotsSucceed } from "../../../src/rounds/judging/verdict/verdict.ts";
import { VerdictName } from "../../../src/rounds/judging/verdict/verdict-name.ts";
import { ballotOutcome } from "../../../src/rounds/memory/ballot-outcome.ts";
import { sampleVerdict } from "../sample-verdict.ts";

it("a promotion by the host makes a success of a mixed or suspect run, and of nothing else", () => {
  for (const name of VerdictName.options) {
    expect(ballotOutcome({ verdict: sampleVerdict(name), ruling: null }, false)).toBe(ballotsSucceed[name]);
    expect(ballotOutcome({ verdict: sampleVerdict(name), ruling: null }, true)).toBe(
      ["mixed", "suspect"].includes(name) ? true : ballotsSucceed[name],
    );
  }
});

it("a tainted verdict is void for everybody, promoted or not", () => {
  const ruling = { verdict: null, tainted: true, host: "hanna", reason: "the reference was wrong" };
  for (const name of VerdictName.options) {
    for (const isPromoted of [true, false]) {
      expect(ballotOutcome({ verdict: sampleVerdict(name), ruling }, isPromoted)).toBeNull();
    }
  }
});

import { expect, it } from "vitest";
import { ballotsSucceed } from "../../../src/rounds/judging/verdict.ts";
import { VerdictName } from "../../../src/rounds/judging/verdict-name.ts";
import { ballotOutcome } from "../../../src/rounds/memory/ballot-outcome.ts";
import { sampleVerdict } from "../sample-verdict.ts";

it("a promotion by the host makes a success of a mixed or suspect run, and of nothing else", () => {
  for (const name of VerdictName.options) {
    expect(ballotOutcome(sampleVerdict(name), false)).toBe(ballotsSucceed[name]);
    expect(ballotOutcome(sampleVerdict(name), true)).toBe(
      ["mixed", "suspect"].includes(name) ? true : ballotsSucceed[name],
    );
  }
});

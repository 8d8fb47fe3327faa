import assert from "node:assert/strict";
import fc from "fast-check";
import { VerdictRecord } from "../../../src/rounds/archive/verdict-record.ts";
import { judgeBaseline } from "../../../src/rounds/judging/judge-baseline.ts";
import { judgeGuard } from "../../../src/rounds/judging/judge-guard.ts";
import { judgeProof } from "../../../src/rounds/judging/judge-proof.ts";
import { judgeRepair } from "../../../src/rounds/judging/judge-repair.ts";
import { judgeReport } from "../../../src/rounds/judging/judge-report.ts";
import { VerdictRules } from "../../../src/rounds/judging/verdict/verdict-rules.ts";
import { Report } from "../../../src/rounds/report.ts";
import { storableJson } from "../../../src/rounds/storable.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { mutatedJson } from "../mutated-json.ts";
import { recordedReports } from "../recorded-reports.ts";
import { openStorage } from "../storage.ts";

const rules = fc.record({
  clock: fc.constantFrom("gpu" as const, "call" as const),
  bar: fc.constantFrom(null, 1.4, 1000),
});

export const reports = fuzzTarget({
  name: "reports",
  about: "reports into the judge: a verdict or a fault, the same each time, every number of which can be stored",
  casesInTest: 250,
  inputs: fc.record({ report: mutatedJson(recordedReports(), 5), rules }),
  async open() {
    const storage = await openStorage();
    return {
      async feed(input) {
        const sent = Report.safeParse(stored(input.report));
        if (!sent.success) return "refused" as const;
        // The judge reads what the worker stored.
        await storage.keepsJson(storableJson(sent.data));
        const report = Report.parse(JSON.parse(storableJson(sent.data)));
        const rules = VerdictRules.parse(input.rules);
        for (const judge of [judgeReport, judgeRepair]) {
          const judged = judge(report, rules);
          assert.equal(JSON.stringify(judge(report, rules)), JSON.stringify(judged));
          await storage.keeps(judged);
          if (!("fault" in judged)) assert.deepEqual(VerdictRecord.parse(stored(judged)), judged);
        }
        await storage.keeps({
          baseline: judgeBaseline(report, rules),
          proof: judgeProof(
            report,
            rules,
            report.cases.slice(0, 1).map(({ label }) => label),
          ),
          guard: judgeGuard(report, rules),
        });
        return "accepted" as const;
      },
      [Symbol.asyncDispose]: storage[Symbol.asyncDispose],
    };
  },
});

function stored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

import { parseArgs } from "node:util";
import { judgeGuard } from "../../src/rounds/judging/judge-guard.ts";
import { VerdictRules } from "../../src/rounds/judging/verdict/verdict-rules.ts";
import type { CaseSamples } from "../../src/rounds/report.ts";
import { judge, judgeOneCase, randomFrom, recordedSets, resampleCase } from "../rounds/judging/recorded-samples.ts";
import { reportWith } from "../rounds/judging/sample-report.ts";

const labels = ["t10", "t23", "t44", "t355"];
/** MEASURING's table: the changes to be called right, for kernels of 11, 23, 44 and 351 µs. */
const changes = [
  { leastEffect: 0.01, of: [0.0135, 0.0125, 0.0115, 0.0105] },
  { leastEffect: 0.002, of: [0.009, 0.006, 0.0035, 0.0025] },
];
const isCalled = (verdict: string) => ["faster", "slower", "mixed"].includes(verdict);

/** `npm run bench -- recorded [--verdicts 1000]`: R21 and R22 on the samples recorded on an H100. */
export async function benchRecorded(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { verdicts: { type: "string", default: "1000" } } });
  const verdicts = Number(values.verdicts);
  const noise = recordedSets("aa-h100");
  const repetitions = new Map(
    labels.map((label) => [label, noise.flatMap(({ cases }) => cases.filter((each) => each.label === label))]),
  );
  console.log(`\nThe baseline against itself, ${verdicts} verdicts on four cases, resampled from 30 recorded runs`);
  console.table([0.01, 0.005, 0.002].map((leastEffect) => falseCalls(repetitions, leastEffect, verdicts)));
  console.log(`\nA true change, ${verdicts} verdicts each way, 0.5 s a case`);
  console.table(changes.flatMap(({ leastEffect, of }) => rightCalls(repetitions, leastEffect, of, verdicts)));
}

type Repetitions = ReadonlyMap<string, readonly CaseSamples[]>;

function falseCalls(repetitions: Repetitions, leastEffect: number, verdicts: number) {
  const random = randomFrom(2101);
  const rules = VerdictRules.parse({ leastEffect });
  let [called, calledCases, stopped] = [0, 0, 0];
  for (let index = 0; index < verdicts; index++) {
    const cases = [...repetitions].map(([label, of]): CaseSamples => {
      return { label, clock: "gpu", blocks: [resampleCase(of, random)] };
    });
    const verdict = judge(cases, { leastEffect });
    if (isCalled(verdict.verdict)) called++;
    calledCases += verdict.cases.filter((each) => isCalled(each.verdict)).length;
    const machine = { name: "NVIDIA H100", kind: "gpu" as const, facts: {} };
    if (judgeGuard(reportWith({ cases, machine }), rules) !== null) stopped++;
  }
  return {
    "least effect": percent(leastEffect),
    "verdicts called different": percent(called / verdicts),
    "cases called different": percent(calledCases / verdicts / labels.length),
    "guards stopped": percent(stopped / verdicts),
  };
}

function rightCalls(repetitions: Repetitions, leastEffect: number, of: readonly number[], verdicts: number) {
  const effort = 0.5 / 0.35;
  return labels.map((label, index) => {
    const change = of[index] ?? 0;
    const random = randomFrom(2202);
    const counts = { right: 0, opposite: 0 };
    for (const [right, opposite, slowdown] of [
      ["slower", "faster", 1 + change],
      ["faster", "slower", 1 / (1 + change)],
    ] as const) {
      for (let run = 0; run < verdicts; run++) {
        const call = judgeOneCase(resampleCase(repetitions.get(label) ?? [], random, { effort, slowdown }), {
          leastEffect,
        });
        if (call === right) counts.right++;
        if (call === opposite) counts.opposite++;
      }
    }
    const share = (count: number) => percent(count / verdicts / 2);
    return {
      "least effect": percent(leastEffect),
      case: label,
      change: percent(change),
      "called right": share(counts.right),
      "called the opposite": share(counts.opposite),
    };
  });
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}

import { z } from "zod";
import { type CaseSamples, Clock } from "../../report.ts";
import { UserError } from "../../user-error.ts";

/** Cases that get one verdict together; named where a file holds several such sets. */
export type SampleSet = { readonly name: string | null; readonly cases: readonly CaseSamples[] };

const Cases = z.record(z.string(), z.unknown());
const header = { unit: z.literal("ns"), what: z.string().optional(), clock: Clock.optional() };

/** One set of cases, or a recording: the same set repeated, or candidates by family and name. */
const SampleFile = z.union([
  z.strictObject({ ...header, cases: Cases }),
  z.strictObject({ ...header, repetitions: z.array(Cases).min(1) }),
  z.strictObject({ ...header, variants: z.record(z.string(), z.record(z.string(), Cases)) }),
]);

const shape = '{"unit":"ns","cases":{"label":{"baseline":[…],"candidate":[…]}}}';

/** Reads raw paired samples, or says in one sentence what is wrong and on which case. */
export function readRawSamples(json: unknown): readonly SampleSet[] {
  const parsed = SampleFile.safeParse(json);
  if (!parsed.success) throw notSamples(json);
  const file = parsed.data;
  const clock = file.clock ?? "gpu";
  if ("cases" in file) return [{ name: null, cases: readCases(file.cases, clock) }];
  if ("repetitions" in file) {
    return file.repetitions.map((cases, index) => ({
      name: `repetition ${index + 1}`,
      cases: readCases(cases, clock),
    }));
  }
  return Object.entries(file.variants).flatMap(([family, variants]) =>
    Object.entries(variants).map(([name, cases]) => ({ name: `${family}/${name}`, cases: readCases(cases, clock) })),
  );
}

function notSamples(json: unknown): UserError {
  const known = z.looseObject({ unit: z.unknown(), cases: z.unknown(), clock: z.unknown() }).partial().safeParse(json);
  const hint = `Give ${shape}, with "clock":"gpu" or "call" where it is known, or a stored report.`;
  if (!known.success) return new UserError("not-samples", "This is neither samples nor a report.", hint);
  const { unit, cases, clock, ...others } = known.data;
  const allowed = ["what", "repetitions", "variants"];
  const unknown = Object.keys(others).filter((key) => !allowed.includes(key));
  if (unknown.length > 0) return new UserError("unknown-key", `Samples have no key "${unknown[0]}".`, hint);
  if (unit !== "ns") return new UserError("unit", `The unit is ${JSON.stringify(unit) ?? "missing"}, not "ns".`, hint);
  if (clock !== undefined && !Clock.safeParse(clock).success) {
    return new UserError("clock", `The clock is ${JSON.stringify(clock)}, which is neither "gpu" nor "call".`, hint);
  }
  return new UserError(
    "not-samples",
    cases === undefined ? 'There is no key "cases".' : '"cases" is not an object.',
    hint,
  );
}

function readCases(cases: Readonly<Record<string, unknown>>, clock: Clock): readonly CaseSamples[] {
  const entries = Object.entries(cases);
  if (entries.length === 0) throw new UserError("no-cases", "There is no case in these samples.", `Give ${shape}.`);
  return entries.map(([label, value]) => ({ label: readLabel(label), clock, blocks: [readPairs(label, value)] }));
}

function readLabel(label: string): string {
  if (label.trim() !== "") return label;
  throw new UserError("no-label", "A case has an empty label.", "Give every case a label, such as g=8, K=7168.");
}

function readPairs(label: string, value: unknown): { baseline: number[]; candidate: number[] } {
  const lists = z.strictObject({ baseline: z.array(z.unknown()), candidate: z.array(z.unknown()) }).safeParse(value);
  if (!lists.success) {
    const hint = 'Give it {"baseline":[…],"candidate":[…]} and nothing else.';
    throw new UserError("not-pairs", `Case "${label}" is not a pair of sample lists.`, hint);
  }
  const baseline = readTimes(label, "baseline", lists.data.baseline);
  const candidate = readTimes(label, "candidate", lists.data.candidate);
  if (baseline.length !== candidate.length) {
    throw new UserError(
      "unequal-samples",
      `Case "${label}" has ${baseline.length} baseline and ${candidate.length} candidate samples.`,
      "They are pairs: give both lists the same length, in the order they were measured.",
    );
  }
  if (baseline.length > 0) return { baseline, candidate };
  throw new UserError("no-samples", `Case "${label}" has no samples.`, "Measure it, or leave the case out.");
}

function readTimes(label: string, side: string, values: readonly unknown[]): number[] {
  return values.map((value, index) => {
    if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
    throw new UserError(
      "bad-sample",
      `Case "${label}": ${side} sample ${index + 1} is ${sayValue(value)}.`,
      "A sample is one call's time in ns, a number above 0: drop that pair, or measure it again.",
    );
  });
}

function sayValue(value: unknown): string {
  if (typeof value === "number") return String(value);
  return (JSON.stringify(value) ?? "nothing").slice(0, 40);
}

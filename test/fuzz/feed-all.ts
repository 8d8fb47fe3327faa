import fc from "fast-check";
import { UserError } from "../../src/rounds/user-error.ts";
import type { Definition, OpenTarget, Outcome } from "./fuzz-target.ts";
import { shownInput } from "./shown-input.ts";
import { watchForHangs } from "./watch-for-hangs.ts";

export interface FuzzPlan {
  readonly cases: number;
  /** The same seed feeds the same inputs. */
  readonly seed: number;
}

/** One fault, however often it was met. */
export interface Finding {
  /** What was thrown, and where. */
  readonly what: string;
  /** Counted from 1; as many cases with the same seed meet it again. */
  readonly firstCase: number;
  readonly times: number;
  /** The shortest input that met it. */
  readonly input: string;
}

export interface FuzzResult extends FuzzPlan {
  readonly accepted: number;
  readonly refused: number;
  /** Of the processor's time, which a busy machine does not lengthen. */
  readonly slowestMs: number;
  readonly slowestCase: number;
  readonly findings: readonly Finding[];
}

/** A parser that takes so long is stalled by its input: every honest one is answered in a hundredth of it. */
const longestMs = 5000;

/** Feeds a target its inputs, and goes on after a fault: one that is known must not hide the next. */
export async function feedAll<Input>(target: Definition<Input>, { cases, seed }: FuzzPlan): Promise<FuzzResult> {
  const counts = { accepted: 0, refused: 0, slowestMs: 0, slowestCase: 0 };
  const findings = new Map<string, Finding>();
  let number = 0;
  await using open = await target.open();
  using watch = watchForHangs(`${target.name} --seed ${seed}`);
  const feedOne = async (input: Input) => {
    number += 1;
    watch.begin(number);
    const before = process.cpuUsage();
    const found = await tryOne(open, input, counts);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    await open.tidy?.();
    if (ms > counts.slowestMs) Object.assign(counts, { slowestMs: ms, slowestCase: number });
    const fault = found ?? (ms > longestMs ? { place: "slow", what: `one case took ${longestMs} ms or more` } : null);
    if (fault !== null) note(findings, fault, { number, input: shownInput(input) });
  };
  await fc.assert(fc.asyncProperty(target.inputs, feedOne), { numRuns: cases, seed, endOnFailure: true });
  return { cases, seed, ...counts, findings: [...findings.values()] };
}

interface Fault {
  /** Faults of one place are one finding: what else a message says differs from input to input. */
  readonly place: string;
  readonly what: string;
}

function note(
  findings: Map<string, Finding>,
  { place, what }: Fault,
  { number, input }: { readonly number: number; readonly input: string },
): void {
  const before = findings.get(place);
  const shortest = before !== undefined && before.input.length <= input.length ? before.input : input;
  const first = before ?? { what: `${what} (${place})`, firstCase: number, times: 0 };
  findings.set(place, { ...first, times: first.times + 1, input: shortest });
}

/** What is wrong; null where it was accepted, or refused with a way out. */
async function tryOne<Input>(
  open: OpenTarget<Input>,
  input: Input,
  counts: Record<Outcome, number>,
): Promise<Fault | null> {
  try {
    counts[await open.feed(input)] += 1;
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) return faultOf(error);
    counts.refused += 1;
    const what = refusalFault(error);
    return what === null ? null : { place: error.code, what };
  }
}

/** A person is told what happened, and what to do next; neither is ever a page of text. */
export function refusalFault({
  code,
  message,
  hint = "",
}: Pick<UserError, "code" | "message" | "hint">): string | null {
  if (message.trim() === "" || hint.trim() === "") return `the refusal ${code} doesn't say what to do next`;
  return message.length + hint.length > longestRefusal ? `the refusal ${code} is longer than a person reads` : null;
}

/** Every knob of a kernel and every fault of a file may be named in it, and no more. */
const longestRefusal = 20_000;

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { place: "nowhere", what: `threw ${typeof error}` };
  const [place = error.name] = (error.stack ?? "").match(/(?:src|test)\/[\w/.-]+\.(?:ts|py):\d+/g) ?? [];
  return { place, what: `${error.name}: ${error.message.replace(/\s+/g, " ").slice(0, 300)}` };
}

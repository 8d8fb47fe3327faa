import assert from "node:assert/strict";
import fc from "fast-check";
import { storableJson } from "../../../src/rounds/storable.ts";
import { EventReader } from "../../../src/runner/launching/read-events.ts";
import type { HarnessEvent } from "../../../src/runner/protocol.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText, stretched } from "../hostile-text.ts";
import { mutatedJson } from "../mutated-json.ts";
import { mutatedText } from "../mutated-text.ts";
import { recordedReports } from "../recorded-reports.ts";
import { sampleBundle } from "../sample-bundle.ts";
import { openStorage } from "../storage.ts";

const [report] = recordedReports();
const own = { ...report, runId: sampleBundle.runId, attempt: sampleBundle.attempt };

const said: readonly object[] = [
  { event: "waiting", holders: "python (pid 12, 3 GB) 🦈" },
  { event: "stage-started", stage: "build" },
  { event: "built", side: "baseline", ms: 12.5 },
  { event: "case-checked", side: "candidate", label: "größer" },
  { event: "case-timed", label: "日本", pairs: 400 },
  { event: "report", report: own },
];

const line = fc.oneof(
  { arbitrary: fc.constantFrom(...said).map((event) => JSON.stringify(event)), weight: 4 },
  { arbitrary: mutatedJson(said).map((event) => JSON.stringify(event) ?? "undefined"), weight: 4 },
  { arbitrary: mutatedText(said.slice(0, -1).map((event) => JSON.stringify(event))), weight: 1 },
  { arbitrary: fc.oneof(hostileText, stretched(300_000)), weight: 1 },
);

/** Where a pipe cuts what was written: anywhere, also within a character. */
const cuts = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 });

export const harnessEvents = fuzzTarget({
  name: "harness-events",
  about: "a harness's output in pieces of any size: the same events however it is cut, and they can be stored",
  casesInTest: 200,
  inputs: fc.record({ lines: fc.array(line, { maxLength: 6 }), cuts }),
  async open() {
    const storage = await openStorage();
    return {
      async feed({ lines, cuts }) {
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(""));
        const whole = await readAll([bytes]);
        assert.deepEqual(await readAll(pieces(bytes, cuts)), whole);
        await storage.keepsJson(storableJson(whole));
        return whole.end.ok ? ("accepted" as const) : ("refused" as const);
      },
      [Symbol.asyncDispose]: storage[Symbol.asyncDispose],
    };
  },
});

async function readAll(chunks: readonly Buffer[]) {
  const events: HarnessEvent[] = [];
  const reader = new EventReader(stream(chunks));
  const end = await reader.untilReport(sampleBundle, (event) => void events.push(event));
  return { end, events };
}

async function* stream(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

function pieces(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    // A long output cut into single bytes would test nothing but patience.
    const end = at + Math.max(size, Math.ceil(bytes.length / 2000));
    found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

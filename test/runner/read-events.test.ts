import { expect, it } from "vitest";
import { EventReader } from "../../src/runner/launching/read-events.ts";
import type { Bundle, HarnessEvent } from "../../src/runner/protocol.ts";
import { sampleBundle } from "../fuzz/sample-bundle.ts";

async function eventsIn(chunks: readonly Buffer[], bundle: Bundle = sampleBundle) {
  const events: HarnessEvent[] = [];
  async function* output() {
    yield* chunks;
  }
  const end = await new EventReader(output()).untilReport(bundle, (event) => void events.push(event));
  return { events, end };
}

const said = { event: "case-checked", side: "candidate", label: "größer 🦈" } as const;

it("a pipe that cuts within a character changes no label", async () => {
  const bytes = Buffer.from(`${JSON.stringify(said)}\n`);
  const bytewise = Array.from(bytes, (byte) => Buffer.from([byte]));
  expect(await eventsIn(bytewise)).toEqual({
    events: [said],
    end: { ok: false, kind: "lost", message: "The harness ended without a report." },
  });
});

it("several lines in one piece are several events", async () => {
  const line = JSON.stringify(said);
  const { events } = await eventsIn([
    Buffer.from(`${line}\n${line}\n${line.slice(0, 9)}`),
    Buffer.from(`${line.slice(9)}\n`),
  ]);
  expect(events).toEqual([said, said, said]);
});

it("more lines in one piece than a call takes arguments are read", async () => {
  const { end } = await eventsIn([Buffer.from("\n".repeat(300_000))]);
  expect(end).toMatchObject({ ok: false, kind: "protocol", message: "The harness sent a line that is not JSON: ." });
});

it("a line that never ends is given up", async () => {
  const piece = Buffer.alloc(1024 * 1024, "x");
  const { end } = await eventsIn(Array.from({ length: 70 }, () => piece));
  expect(end).toMatchObject({ ok: false, kind: "protocol", message: "The harness sent a line that does not end." });
});

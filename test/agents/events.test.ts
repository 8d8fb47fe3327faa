import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openTable, type TestTable } from "../commands/table.ts";
import { StreamReader } from "../events/read-stream.ts";
import { openDoor, type TestDoor } from "./test-door.ts";

let table: TestTable;
let door: TestDoor;
beforeAll(async () => {
  table = await openTable();
});
afterEach(async () => {
  vi.useRealTimers();
  await door?.[Symbol.asyncDispose]();
});
afterAll(() => table[Symbol.asyncDispose]());

const pitch = {
  command: "pitch",
  arguments: { title: "Deep", approach: "stages", speedup: 2, knobs: { num_ab_stage: 3 } },
};

describe("GET /api/events", () => {
  it("tells whoever has a token what happens, and goes on from where they were", async () => {
    await table.pitching();
    door = await openDoor(table);
    const [tuner, reader] = [await door.token("ada", "tuner"), await door.token("sam", "watcher roles=none")];
    const stream = await StreamReader.open(`${door.url}/api/events`, undefined, reader);
    await door.post(tuner, pitch);
    await expect.poll(() => stream.events.map(({ type }) => type)).toEqual(["pitched"]);
    expect(stream.events[0]?.event.facts).toMatchObject({ pitch: { letter: "A", authors: ["ada/tuner"] } });
    await stream.close();
    await door.post(tuner, {
      ...pitch,
      arguments: { ...pitch.arguments, title: "Deeper", knobs: { num_ab_stage: 4 } },
    });
    const later = await StreamReader.open(`${door.url}/api/events`, stream.ids.at(-1), reader);
    await expect
      .poll(() => later.events)
      .toMatchObject([{ type: "pitched", event: { facts: { pitch: { letter: "B" } } } }]);
    await later.close();
  });

  it("is shut without a token, and hangs up when one is revoked", async () => {
    await table.season();
    door = await openDoor(table);
    await expect(StreamReader.open(`${door.url}/api/events`)).rejects.toThrow("401");
    const token = await door.token("sam", "watcher");
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const stream = await StreamReader.open(`${door.url}/api/events`, undefined, token);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(stream.isOpen).toBe(true);
    await table.say("sam", "/tank revoke all");
    await vi.advanceTimersByTimeAsync(31_000);
    await stream.done;
    await expect(StreamReader.open(`${door.url}/api/events`, undefined, token)).rejects.toThrow("token-revoked");
  });

  it("hangs up when the bot stops", async () => {
    await table.season();
    door = await openDoor(table);
    const stream = await StreamReader.open(`${door.url}/api/events`, undefined, await door.token("sam", "watcher"));
    await door[Symbol.asyncDispose]();
    await stream.done;
  });
});

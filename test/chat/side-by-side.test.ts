import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sideBySide } from "../../src/bot/chat/listening/side-by-side.ts";

/** Works that end when they are told to, and what has begun. */
function works(longestMs = 50) {
  const start = sideBySide(longestMs);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    ask: (name: string) =>
      start(async () => {
        begun.push(name);
        await new Promise<void>((end) => ends.set(name, end));
        return name;
      }),
    end: async (name: string) => {
      ends.get(name)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe("works side by side", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("begin at once where nothing runs", async () => {
    const { begun, ask, end } = works();
    const first = ask("a");
    expect(begun).toEqual(["a"]);
    await end("a");
    expect(await first).toBe("a");
    void ask("b");
    expect(begun).toEqual(["a", "b"]);
  });

  it("begin together when those before them have ended", async () => {
    const { begun, ask, end } = works();
    for (const name of ["a", "b", "c"]) void ask(name);
    expect(begun).toEqual(["a"]);
    await end("a");
    expect(begun).toEqual(["a", "b", "c"]);
    void ask("d");
    await end("b");
    expect(begun).not.toContain("d");
    await end("c");
    expect(begun).toContain("d");
  });

  it("wait for a slow one no longer than they have to", async () => {
    const { begun, ask } = works(50);
    void ask("slow");
    void ask("b");
    await vi.advanceTimersByTimeAsync(49);
    expect(begun).toEqual(["slow"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toEqual(["slow", "b"]);
    void ask("c");
    await vi.advanceTimersByTimeAsync(50);
    expect(begun).toEqual(["slow", "b", "c"]);
  });

  it("go on after one that fails", async () => {
    const start = sideBySide(50);
    const failing = start(() => Promise.reject(new Error("broken")));
    const next = start(async () => "next");
    await expect(failing).rejects.toThrow("broken");
    expect(await next).toBe("next");
  });
});

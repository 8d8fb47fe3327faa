import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openCanceller } from "../../src/runner/launching/cancel-there.ts";
import { RunnerSettings } from "../../src/runner/runner-settings.ts";
import { pythonBundle } from "../runner/python-problem.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-cancel-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const { PATH = "" } = env;
/** Writes down what it was given, and works once there is a file `<name>-up`. */
function canceller(name: string) {
  const line = `echo "$1" >> ${join(folder, name)}; test -e ${join(folder, `${name}-up`)}`;
  const settings = RunnerSettings.parse({ cancel: ["sh", "-c", line, "sh", "tank-{run}"] });
  return openCanceller({ name: "h100", settings, env: { PATH } }, 20);
}
const triesOf = (name: string) =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trim().split("\n") : [];

describe("a runner's cancel command", () => {
  it("is tried again until it works, and then no more", async () => {
    await using cancelling = canceller("scheduler");
    expect(await cancelling.cancel(pythonBundle(null))).toBe(false);
    await vi.waitFor(() => expect(triesOf("scheduler").length).toBeGreaterThan(2), { timeout: 20_000 });
    writeFileSync(join(folder, "scheduler-up"), "");
    expect(await cancelling.cancel(pythonBundle(null), 7)).toBe(true);
    await vi.waitFor(() => expect(new Set(triesOf("scheduler"))).toEqual(new Set(["tank-run-1-1", "tank-run-1-7"])));
  });

  it("is given up with its worker", async () => {
    const cancelling = canceller("gone");
    await cancelling.cancel(pythonBundle(null));
    await cancelling[Symbol.asyncDispose]();
    const tries = triesOf("gone").length;
    await vi.waitFor(() => expect(triesOf("gone")).toHaveLength(tries));
  });

  it("is nothing where there is none", async () => {
    await using cancelling = openCanceller({ name: "h100", settings: RunnerSettings.parse({}), env: {} });
    expect(await cancelling.cancel(pythonBundle(null))).toBe(true);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { fileLog, safeLog } from "../../src/bot/log.ts";

const folder = mkdtempSync(join(tmpdir(), "tank-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("logs what kind of error it was and where, and nothing that a query carried", () => {
  const marker = "marker_7f3a";
  const cause = Object.assign(new Error("disk is full"), { code: "53100", params: [marker], query: marker });
  const error = Object.assign(new Error("could not store", { cause }), { detail: marker, where: marker });
  fileLog(folder).error({ err: error }, "command-failed");
  const log = readFileSync(join(folder, "tank.log"), "utf8");
  expect(log).not.toContain(marker);
  expect(JSON.parse(log)).toMatchObject({
    err: { type: "Error", message: "could not store", cause: { message: "disk is full", code: "53100" } },
  });
  expect(log).toContain("log-errors.test.ts");
});

it("a disk that is full costs the log's lines, and whoever writes one goes on", () => {
  const tries: string[] = [];
  const write = (line: string) => {
    tries.push(line);
    throw new Error("ENOSPC: no space left on device");
  };
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const log = safeLog({ write }, null);
  log.info("first");
  log.info("second");
  expect(tries).toHaveLength(2);
  expect(said.mock.calls).toEqual([["The log can't be written: Error: ENOSPC: no space left on device\n"]]);
  said.mockRestore();
});

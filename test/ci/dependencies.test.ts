import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAudit } from "./audit.ts";
import { isAllowed, LockFile, licencesOf } from "./licences.ts";

const lock = LockFile.parse(JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")));

describe("the licences of production dependencies", () => {
  it("are all known and allowed", () => {
    const { byLicence, refused } = licencesOf(lock);
    expect(refused).toEqual([]);
    expect(byLicence.get("MIT")).toContainEqual(expect.stringMatching(/^zod@/));
  });

  it("that are unknown or not allowed are named, and a developer's tools are not asked", () => {
    const packages = {
      "": { license: "GPL-3.0-only" },
      "node_modules/a": { version: "1.0.0", license: "GPL-3.0-only" },
      "node_modules/a/node_modules/b": { version: "2.0.0" },
      "node_modules/c": { version: "3.0.0", license: "GPL-3.0-only", dev: true },
    };
    expect(licencesOf({ packages }).refused).toEqual(["a@1.0.0 (GPL-3.0-only)", "b@2.0.0 (unknown)"]);
  });

  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-only)", true],
    ["MIT AND OFL-1.1", true],
    ["MIT AND GPL-3.0-only", false],
    ["UNLICENSED", false],
    ["", false],
  ])("%s: %s", (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });
});

describe("the audit", () => {
  const report = (severity: string) =>
    JSON.stringify({ auditReportVersion: 2, vulnerabilities: { bad: { severity, range: "<2" } } });

  it.each([
    ["low", true],
    ["moderate", true],
    ["high", false],
    ["critical", false],
  ])("with a %s finding passes: %s", (severity, passes) => {
    expect(readAudit(report(severity))).toEqual({ lines: [`audit: ${severity}: bad <2`], passes });
  });

  it("says that there is nothing", () => {
    const printed = JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} });
    expect(readAudit(printed)).toEqual({ lines: ["audit: no known vulnerability"], passes: true });
  });

  it.each(["", "npm error", '{"error":{"summary":"audit endpoint returned an error"}}'])(
    "that the registry did not answer is said, and fails nothing: %j",
    (printed) => {
      expect(readAudit(printed)).toEqual({ lines: [expect.stringMatching(/^audit: not done/)], passes: true });
    },
  );
});

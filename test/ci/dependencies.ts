import { readFileSync } from "node:fs";
import { execa } from "execa";
import { readAudit } from "./audit.ts";
import { LockFile, licencesOf } from "./licences.ts";

// What .ci/run prints of the production dependencies: their licences, and what is known against them.

const root = new URL("../../", import.meta.url);
const lock = LockFile.parse(JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8")));
const { byLicence, refused } = licencesOf(lock);
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const [licence, names] of byLicence) say(`licence: ${licence}: ${names.length}: ${names.join(" ")}`);
for (const name of refused) say(`licence: NOT ALLOWED: ${name}; the allowed ones stand in test/ci/licences.ts`);

const { stdout } = await execa({ cwd: root, reject: false, timeout: 120_000 })`npm audit --omit dev --json`;
const { lines, passes } = readAudit(stdout);
for (const line of lines) say(line);
process.exitCode = refused.length === 0 && passes ? 0 : 1;

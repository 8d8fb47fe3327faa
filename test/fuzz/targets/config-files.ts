import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { z } from "zod";
import { configPath } from "../../../src/bot/cli/paths.ts";
import { TankFile } from "../../../src/bot/config.ts";
import { readConfig } from "../../../src/bot/read-config.ts";
import { SeasonFile } from "../../../src/bot/season-file.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";
import { mutatedText } from "../mutated-text.ts";
import { openStorage } from "../storage.ts";
import { hostileYaml } from "../yaml-bombs.ts";

const seasons = readdirSync(configPath("seasons")).map((name) => readFileSync(configPath("seasons", name), "utf8"));
/** With every comment that shows a setting as that setting. */
const tank = readFileSync(configPath("tank.yml"), "utf8");
const wholeTank = tank.replace(/^# ?(?=[ a-z-]+:| {2}- )/gm, "");

export const seasonFiles = fuzzTarget({
  name: "season-files",
  about: "config/seasons: a season that is read can be stored, and is the same when it is read back",
  casesInTest: 250,
  inputs: yamlLike(seasons),
  open: () => openFiles(SeasonFile),
});

export const tankFiles = fuzzTarget({
  name: "tank-files",
  about: "config/tank.yml: read, or refused with all its faults",
  casesInTest: 250,
  inputs: yamlLike([tank, wholeTank]),
  open: () => openFiles(TankFile),
});

export function yamlLike(examples: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: mutatedText(examples, 3), weight: 8 },
    { arbitrary: hostileYaml, weight: 1 },
    { arbitrary: hostileText, weight: 1 },
  );
}

async function openFiles<Schema extends z.ZodType>(schema: Schema) {
  const storage = await openStorage();
  const folder = mkdtempSync(join(tmpdir(), "tank-fuzz-"));
  const path = join(folder, "file.yml");
  return {
    async feed(text: string) {
      writeFileSync(path, text);
      const read = readConfig(path, schema);
      await storage.keeps(read);
      assert.deepEqual(schema.parse(JSON.parse(JSON.stringify(read))), JSON.parse(JSON.stringify(read)));
      return "accepted" as const;
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true });
      await storage[Symbol.asyncDispose]();
    },
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { findTouches } from "../../../../src/rounds/code/touches/find-touches.ts";

/** `12 timers time.time`, for each touch of one file. */
export function foundIn(text: string, file = "kernel.py"): readonly string[] {
  return findTouches({ [file]: text }).touches.map(({ line, kind, name }) => `${line} ${kind} ${name}`);
}

export function kernelsIn(folder: string): readonly (readonly [string, string])[] {
  const root = new URL(`../../../../${folder}/`, import.meta.url);
  return readdirSync(root)
    .filter((file) => /\.(?:py|ts|as)$/.test(file))
    .map((file) => [basename(file), readFileSync(new URL(file, root), "utf8")]);
}

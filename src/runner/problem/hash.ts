import { hashFiles } from "../../rounds/source-hash.ts";
import type { Bundle } from "../protocol.ts";

/** Hash of everything that decides what a verdict on this problem means: its files, cases, labels and build settings. */
export function hashProblem(problem: Omit<Bundle["problem"], "name" | "sha256">): string {
  const { files, ...settings } = problem;
  return hashFiles({ files: hashFiles(files), settings: canonicalJson(settings) });
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sortKeys(inner) : inner));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

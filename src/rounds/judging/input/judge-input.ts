import { parseDocument } from "yaml";
import type { z } from "zod";
import { Report } from "../../report.ts";
import { UserError } from "../../user-error.ts";
import { readRawSamples, type SampleSet } from "./raw-samples.ts";

export type JudgeInput =
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "samples"; readonly sets: readonly SampleSet[] };

/** Reads a stored report or raw samples from JSON text; whatever is wrong with it is a `UserError`. */
export function readJudgeInput(text: string): JudgeInput {
  const json = parseJson(text);
  refuseRepeatedKey(text);
  if (!isObject(json) || !("protocol" in json)) return { kind: "samples", sets: readRawSamples(json) };
  const parsed = Report.safeParse(json);
  if (parsed.success) return { kind: "report", report: parsed.data };
  throw badReport(json, parsed.error);
}

const string = /"[^"\\]*(?:\\.[^"\\]*)*"/;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    // Python writes NaN, which JSON has not: as text it is refused further on, with the name of its case.
    const quoted = text.replace(new RegExp(`${string.source}|-?\\b(?:NaN|Infinity)\\b`, "g"), (found) =>
      found.startsWith('"') ? found : `"${found}"`,
    );
    if (quoted !== text) return parseJson(quoted);
    throw new UserError("not-json", `This is not JSON (${cause.message}).`, "Export it again; it may be cut off.", {
      cause,
    });
  }
}

/** JSON.parse keeps the last of two equal keys and drops the other: a case would vanish from the table (R24). */
function refuseRepeatedKey(text: string): void {
  // Lists of numbers are emptied first, because they are nearly all of the text and hold no keys.
  const skeleton = text.replace(new RegExp(`${string.source}|\\[[^\\[\\]{}"]*\\]`, "g"), (found) =>
    found.startsWith('"') ? found : "[]",
  );
  const repeated = parseDocument(skeleton, { logLevel: "silent" }).errors.find(({ code }) => code === "DUPLICATE_KEY");
  if (repeated === undefined) return;
  const key = new RegExp(`^${string.source}`).exec(skeleton.slice(repeated.pos[0]))?.[0] ?? "a key";
  throw new UserError("repeated-key", `${key} stands twice in one object.`, "Give each case a label of its own.");
}

function badReport(json: object, error: z.ZodError): UserError {
  const issue = error.issues.find(({ path }) => path[0] === "cases") ?? error.issues[0];
  const path = issue?.path ?? [];
  const label = path[0] === "cases" ? labelAt(json, path[1]) : null;
  const where = label === null ? "" : ` in the case "${label}"`;
  const field = path.length > 0 ? ` at ${path.join(".")}` : "";
  const what = issue?.message ?? "not a report";
  const hint = "Give a report as the runner stored it: samples above 0, as many of the baseline as of the candidate.";
  return new UserError("bad-report", `This report is not valid${where}${field}: ${what}.`, hint);
}

function labelAt(json: object, index: PropertyKey | undefined): string | null {
  if (!("cases" in json) || !Array.isArray(json.cases) || typeof index !== "number") return null;
  const found: unknown = json.cases[index];
  return isObject(found) && "label" in found && typeof found.label === "string" ? found.label : null;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

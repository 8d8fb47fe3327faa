import type { Db } from "../../rounds/store/database.ts";
import { lastOutcome } from "../../rounds/store/runs.ts";
import { findSources } from "../../rounds/store/sources.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";

/**
 * What the database keeps and a season may not show, for whoever runs the installation: `run:12`, a run's raw outcome
 * with its whole log; `sha:1a2b3c4d`, code by the first digits of its hash.
 * @throws UserError where there is no such thing
 */
export async function keptFiles(db: Db, wanted: string): Promise<readonly Attachment[]> {
  const run = /^run:([1-9]\d{0,8})$/.exec(wanted)?.[1];
  if (run !== undefined) return runFiles(db, Number(run));
  const sha = /^sha:([0-9a-f]{8,64})$/.exec(wanted)?.[1];
  if (sha !== undefined) return sourceFiles(db, sha);
  throw new UserError(
    "usage",
    `"${wanted.slice(0, 80)}" names nothing that is kept.`,
    "Name a run, run:12, or code by at least 8 digits of its hash, sha:1a2b3c4d.",
  );
}

async function runFiles(db: Db, id: number): Promise<readonly Attachment[]> {
  const exists = await db.selectFrom("run").select("id").where("id", "=", id).executeTakeFirst();
  const outcome = exists === undefined ? null : await lastOutcome(db, id);
  if (outcome === null) {
    throw new UserError("nothing-kept", `Nothing is kept of a run ${id}.`, "A card without code names its run.");
  }
  const { message, log } =
    outcome.outcome === "fault"
      ? outcome
      : (outcome.report.failure ?? { message: "It ended without a failure.", log: "" });
  const folder = `run-${id}`;
  return [
    file(`${folder}/log.txt`, `${message}\n\n${log}\n`),
    file(`${folder}/outcome.json`, `${JSON.stringify(outcome, null, 2)}\n`),
  ];
}

async function sourceFiles(db: Db, prefix: string): Promise<readonly Attachment[]> {
  const [found, another] = await findSources(db, prefix);
  if (found === undefined || another !== undefined) {
    const what = another === undefined ? "No code begins" : "Several sources begin";
    throw new UserError("nothing-kept", `${what} with ${prefix}.`, "Cards show the first 12 digits of a hash.");
  }
  return Object.entries(found).map(([name, text]) => file(`code-${prefix.slice(0, 12)}/${name}`, text));
}

function file(name: string, text: string): Attachment {
  return { name, bytes: new TextEncoder().encode(text) };
}

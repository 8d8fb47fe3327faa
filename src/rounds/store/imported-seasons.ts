import { sql } from "kysely";
import type { CandidateFiles } from "../candidate.ts";
import type { ProblemDefinition } from "../problem-definition.ts";
import type { RoundState } from "../round/round-state.ts";
import type { Tx } from "./database.ts";
import { insertRow } from "./insert-rows.ts";
import { lockName } from "./lock-name.ts";
import { everyChannel } from "./outbox.ts";

/** Rounds and baselines name each other; both are looked at when everything is there. */
export async function deferReferences(tx: Tx): Promise<void> {
  await sql`set constraints all deferred`.execute(tx);
}

/**
 * This very version of a problem, which may be known here already. Its number is kept where it is free, so that
 * "version 2" goes on meaning what it meant; else it gets the next one.
 */
export async function keepProblemVersion(
  tx: Tx,
  version: number,
  definition: ProblemDefinition,
  at: Date,
): Promise<number> {
  const { name, sha256 } = definition;
  await lockName(tx, `problem:${name}`);
  const known = await tx
    .selectFrom("problem_version")
    .select(["id", "version", "sha256"])
    .where("name", "=", name)
    .execute();
  const same = known.find((row) => row.sha256 === sha256);
  if (same) return same.id;
  const isTaken = known.some((row) => row.version === version);
  const next = Math.max(0, ...known.map((row) => row.version)) + 1;
  return insertRow(tx, "problem_version", {
    name,
    version: isTaken ? next : version,
    sha256,
    definition,
    created_at: at,
  });
}

/** Stores code that was hashed elsewhere; what is known here stays as it is. */
export async function keepSource(
  tx: Tx,
  source: { readonly sha256: string; readonly normalSha256: string | null; readonly files: CandidateFiles },
  at: Date,
): Promise<void> {
  const { sha256, normalSha256: normal_sha256 } = source;
  await tx
    .insertInto("source")
    .values({ sha256, normal_sha256, files: JSON.stringify(source.files), created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a round ended with, and what it was played on. */
export async function setRoundEnd(
  tx: Tx,
  roundId: number,
  { state, baselineId }: { readonly state: RoundState; readonly baselineId: number },
): Promise<void> {
  await tx
    .updateTable("round")
    .set({ state: state.state, now: JSON.stringify(state), baseline_id: baselineId })
    .where("id", "=", roundId)
    .execute();
}

export async function setPitchRelatives(
  tx: Tx,
  pitchId: number,
  { endorses, parents }: { readonly endorses: number | null; readonly parents: readonly number[] },
): Promise<void> {
  await tx
    .updateTable("pitch")
    .set({ endorses, parents: JSON.stringify(parents) })
    .where("id", "=", pitchId)
    .execute();
}

/** History that was told elsewhere: every channel counts it as shown. */
export async function insertShown(
  tx: Tx,
  row: { readonly key: string; readonly seasonId: number; readonly roundId: number; readonly body: object },
  at: Date,
): Promise<void> {
  const outboxId = await insertRow(tx, "outbox", {
    key: row.key,
    season_id: row.seasonId,
    round_id: row.roundId,
    kind: "verdict",
    body: row.body,
    notify: true,
    created_at: at,
  });
  await tx
    .insertInto("delivery")
    .values({ outbox_id: outboxId, channel: everyChannel, external_id: null, delivered_at: at })
    .execute();
}

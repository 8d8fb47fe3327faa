import type { Game } from "../../game.ts";
import { nearest } from "../../nearest.ts";
import { type ApproachStatus, type Evidence, wildCard } from "../../season.ts";
import { approachesOf, mendWhy, setApproach } from "../../store/approaches.ts";
import type { Tx } from "../../store/database.ts";
import { insertDecision } from "../../store/decisions.ts";
import { hostsOf } from "../../store/hosts.ts";
import { insertLesson, lessonsLearned } from "../../store/lessons.ts";
import { pitchesOf } from "../../store/pitches.ts";
import { latestRoundOf } from "../../store/rounds.ts";
import { roundScope } from "../../store/scopes.ts";
import { getSeason, type SeasonRow } from "../../store/seasons.ts";
import { verdictsOf } from "../../store/verdicts.ts";
import { UserError } from "../../user-error.ts";
import { requireHosting } from "./require-host.ts";

export interface WriteLesson {
  readonly season: string;
  readonly host: string;
  readonly text: string;
  /** The approach that it is about. */
  readonly approach?: string | undefined;
  /** What becomes of that approach; left out, it stays as it is. */
  readonly status?: ApproachStatus | undefined;
  /** The number of an earlier lesson whose words this mends. */
  readonly mends?: number | undefined;
}

/** A lesson in the host's words: the hardware's reason of a compile error, say, which no verdict can settle alone. */
export async function writeLesson(game: Game, wish: WriteLesson): Promise<{ readonly evidence: Evidence }> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    requireHosting(game, wish.host, "write a lesson", await hostsOf(tx, season.id));
    const at = game.clock.now();
    if (wish.mends !== undefined) return mend(tx, season, { ...wish, mends: wish.mends }, at);
    const { host, text, approach = null, status } = wish;
    if (approach !== null) await requireApproach(tx, season, approach);
    const facts = { seasonId: season.id, author: host, at };
    if (status === undefined) {
      await insertLesson(tx, { ...facts, roundId: null, approach, text, evidence: "argued", replaces: null });
      return { evidence: "argued" };
    }
    if (approach === null || approach === wildCard) {
      throw new UserError("no-approach", "A status belongs to an approach, and none is named.", "Add approach=….");
    }
    const { roundId, evidence, scope } = await evidenceFor(tx, season, approach);
    await setApproach(tx, { ...facts, key: approach, roundId, lesson: { status, text }, evidence, scope });
    await insertDecision(tx, { ...facts, roundId, host, decision: `${approach} is ${status}`, reason: text });
    return { evidence };
  });
}

/** Measured where the last round measured this approach; anything else that a host says is argued. */
async function evidenceFor(tx: Tx, { id }: SeasonRow, approach: string) {
  const round = await latestRoundOf(tx, id);
  const argued = { roundId: null, evidence: "argued", scope: null } as const;
  if (!round) return argued;
  const own = (await pitchesOf(tx, round.id)).filter(({ content }) => content.approach === approach);
  const isMeasured = (await verdictsOf(tx, round.id)).some(
    ({ pitchId, ran }) => ran !== null && own.some((pitch) => pitch.id === pitchId),
  );
  if (!isMeasured) return argued;
  return { roundId: round.id, evidence: "measured", scope: await roundScope(tx, round.id) } as const;
}

async function requireApproach(tx: Tx, { id }: SeasonRow, key: string): Promise<void> {
  const keys = [...(await approachesOf(tx, id)).map((approach) => approach.key), wildCard];
  if (keys.includes(key)) return;
  const guess = nearest(key, keys);
  throw new UserError(
    "unknown-approach",
    `This season has no approach "${key}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Its approaches are ${keys.join(", ")}.`,
  );
}

/** The lesson keeps its place, its approach and its evidence; the old words stay on record. */
async function mend(
  tx: Tx,
  season: SeasonRow,
  { mends, text, host }: WriteLesson & { readonly mends: number },
  at: Date,
): Promise<{ readonly evidence: Evidence }> {
  const old = (await lessonsLearned(tx, season.id)).find(({ id }) => id === mends);
  if (!old)
    throw new UserError("unknown-lesson", `There is no lesson ${mends} to mend.`, "/tank learned numbers them.");
  const { approach, evidence, roundId, status } = old;
  const { id: seasonId } = season;
  await insertLesson(tx, { seasonId, roundId, approach, status, text, evidence, author: host, replaces: mends, at });
  if (approach !== null) await mendWhy(tx, { seasonId, key: approach, from: old.text, to: text });
  return { evidence };
}

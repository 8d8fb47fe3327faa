import type { Game } from "../../game.ts";
import type { VerdictName } from "../../judging/verdict/verdict-name.ts";
import { recordedVerdicts } from "../../memory/recorded-verdicts.ts";
import { settleRound } from "../../memory/settle-round.ts";
import { PitchId } from "../../round/round-state.ts";
import { currentBaseline, getBaseline, repeatBaseline } from "../../store/baselines.ts";
import type { Tx } from "../../store/database.ts";
import { insertDecision } from "../../store/decisions.ts";
import { pitchesOf } from "../../store/pitches.ts";
import type { RoundRow } from "../../store/rounds.ts";
import { getSeason, type SeasonRow } from "../../store/seasons.ts";
import { getVerdict, insertRuling, type StoredVerdict, verdictsOf } from "../../store/verdicts.ts";
import { UserError } from "../../user-error.ts";
import { advance } from "../apply-effects.ts";
import { announceCorrected } from "./announce-corrected.ts";
import { lockNamedRound } from "./lock-named-round.ts";
import { requireHost } from "./require-host.ts";

/** What a host may call a verdict. `tainted`: it leaned on something wrong; `as judged`: the measurement stands again. */
export const rulings = ["against the rules", "blocked", "tainted", "as judged", "faster"] as const;
type RulingName = (typeof rulings)[number];

export interface OverrideVerdict {
  readonly season: string;
  readonly host: string;
  readonly letter: string;
  /** The round's number; the latest where it is left out. */
  readonly round?: number | undefined;
  readonly verdict: RulingName;
  readonly reason: string;
}

/** A host's word on a verdict, in a round that waits for an answer or is over; scores and lessons follow it. */
export async function overrideVerdict(game: Game, wish: OverrideVerdict): Promise<RoundRow> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const row = await roundToRule(tx, season, wish.round);
    requireHost(game, row, wish.host, "overrule a verdict of");
    const found = await verdictOf(tx, row, wish.letter);
    refuseUnlessSuspect(wish, found);
    const at = game.clock.now();
    const { host, reason } = wish;
    const ruling = { verdict: nameOf(wish.verdict), tainted: wish.verdict === "tainted", host, reason };
    await insertRuling(tx, { ...ruling, runId: found.runId, at });
    const decision = `${wish.letter} counts as ${wish.verdict}`;
    await insertDecision(tx, { seasonId: season.id, roundId: row.id, host, decision, reason, at });
    const { round } = row;
    if (round.now.state === "decided") {
      await takeBack(tx, row, found, at);
      await settleRound(tx, { row, season }, at);
      await announceCorrected(tx, row, { decision, reason }, at);
      return row;
    }
    const { verdict, success, speedup } = (await getVerdict(tx, found.runId)).verdict;
    const result = { pitch: PitchId.parse(found.pitchId), verdict, success, speedup };
    return { ...row, round: await advance(tx, game, row, { type: "verdict-ruled", result }) };
  });
}

function nameOf(ruling: RulingName): VerdictName | null {
  return ruling === "tainted" || ruling === "as judged" ? null : ruling;
}

async function roundToRule(tx: Tx, season: SeasonRow, number: number | undefined): Promise<RoundRow> {
  const row = await lockNamedRound(tx, season.id, number);
  const { now } = row.round;
  if (now.state === "decided" || (now.state === "needs-host" && now.interrupted === null)) return row;
  throw new UserError(
    "not-over",
    `Round ${row.number} is not over, so its verdicts are not all in.`,
    "Wait until it is decided, or asks its host.",
  );
}

async function verdictOf(tx: Tx, row: RoundRow, letter: string): Promise<StoredVerdict> {
  const pitches = await pitchesOf(tx, row.id);
  const pitch = pitches.find((each) => each.letter === letter);
  const verdicts = recordedVerdicts(await verdictsOf(tx, row.id));
  const found = pitch && verdicts.find(({ pitchId }) => pitchId === pitch.id);
  if (found) return found;
  const ran = pitches.filter(({ id }) => verdicts.some(({ pitchId }) => pitchId === id)).map((each) => each.letter);
  throw new UserError(
    "no-verdict",
    `Round ${row.number} has no verdict on a pitch ${letter}.`,
    ran.length > 0 ? `There are verdicts on ${ran.join(", ")}.` : "Nothing ran in it.",
  );
}

/** Only the machine says that something is faster; a host may believe it where it was suspect. */
function refuseUnlessSuspect({ verdict, letter }: OverrideVerdict, { verdict: judged }: StoredVerdict): void {
  if (verdict !== "faster" || judged.verdict === "suspect") return;
  throw new UserError(
    "not-suspect",
    `${letter} was judged "${judged.verdict}", and only a measurement calls a kernel faster.`,
    "A suspect verdict may be believed; anything else is measured again: /tank rerun.",
  );
}

/** A promoted kernel that broke the rules, or was measured wrong, is the baseline no longer. */
async function takeBack(tx: Tx, row: RoundRow, { runId, pitchId }: StoredVerdict, at: Date): Promise<void> {
  const { verdict, ruling } = await getVerdict(tx, runId);
  const falls = ruling?.tainted || verdict.verdict === "against the rules";
  const current = await currentBaseline(tx, row.seasonId);
  if (!falls || current.pitch_id !== pitchId) return;
  await repeatBaseline(tx, await getBaseline(tx, row.baselineId), at);
}

import { phaseDeadline } from "../deadline.ts";
import type { Game } from "../game.ts";
import { failureStreak, longStreak } from "../memory/failure-streak.ts";
import { playedRounds } from "../memory/played-rounds.ts";
import { scoreboard } from "../memory/scoreboard.ts";
import { openRound as opened } from "../round/round.ts";
import type { RoundId, RoundKind, RoundTerms } from "../round/round-state.ts";
import { wildCard } from "../season.ts";
import { currentBaseline } from "../store/baselines.ts";
import type { Tx } from "../store/database.ts";
import { insertDecision } from "../store/decisions.ts";
import { lockName } from "../store/lock-name.ts";
import { findOpenRound, getRound, insertRound, type RoundRow, saveRound } from "../store/rounds.ts";
import { getSeason, type SeasonRow } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { advance, applyEffects } from "./apply-effects.ts";
import { requireHosting } from "./host/require-host.ts";
import { type TakenFromBench, takeFromBench } from "./pitches/take-from-bench.ts";

export interface OpenRound {
  readonly season: string;
  readonly title: string;
  /** The second line of its title. */
  readonly subtitle?: string | undefined;
  readonly host: string;
  readonly kind?: RoundKind | undefined;
  readonly bar?: number | null | undefined;
  /** The one approach that may be pitched. */
  readonly only?: string | null | undefined;
  readonly vote?: RoundTerms["vote"] | undefined;
  readonly runs?: RoundTerms["runs"] | undefined;
  /** Pitches of the bench that it begins with. */
  readonly bench?: readonly string[] | "all" | undefined;
  /** Deadlines of this round alone. */
  readonly deadlines?: RoundTerms["deadlines"] | undefined;
}

/** A round that was ordered, and what became of the bench. */
export interface OpenedRound extends TakenFromBench {
  readonly id: RoundId;
}

/** Opens a round on the season's current baseline, which the runner checks before anyone pitches. */
export async function openRound(game: Game, wish: OpenRound): Promise<RoundId> {
  return (await openRoundWithBench(game, wish)).id;
}

/** The same; tells too what came from the bench, and what of `all` the round could not take. */
export async function openRoundWithBench(game: Game, wish: OpenRound): Promise<OpenedRound> {
  requireHosting(game, wish.host, "open a round", "anyone");
  return game.database.transaction(async (tx) => {
    await lockName(tx, `season:${wish.season}`);
    const season = await getSeason(tx, wish.season);
    const terms = termsOf(wish, season);
    await makeRoom(tx, game, season, wish);
    await refuseAfterFailures(tx, season, terms);
    const baseline = await currentBaseline(tx, season.id);
    const { title, subtitle, host } = wish;
    const facts = { seasonId: season.id, title, subtitle, host, baselineId: baseline.id };
    const at = game.clock.now();
    const { id } = await insertRound(tx, { ...facts, terms, at });
    const { round, effects } = opened(id, terms);
    await saveRound(tx, round, at, phaseDeadline(round, season.settings.rules, at));
    const letters = wish.bench ?? [];
    const moved = await takeFromBench(tx, { seasonId: season.id, roundId: id, letters, at });
    await applyEffects(tx, game, await getRound(tx, id), effects);
    return { id, ...moved };
  });
}

function termsOf(wish: OpenRound, { settings }: SeasonRow): RoundTerms {
  const { rules, approaches } = settings;
  const { kind = "optimise", only = null } = wish;
  const known = [...Object.keys(approaches), wildCard];
  if (only !== null && !known.includes(only)) {
    throw new UserError(
      "unknown-approach",
      `A round can't be only for "${only}": this season has no such approach.`,
      `Choose one of ${known.join(", ")}.`,
    );
  }
  if (kind !== "optimise" && wish.bar) {
    const why =
      kind === "repair"
        ? "a repair succeeds when every case is correct"
        : "findings of a research round have no number";
    throw new UserError("bar-without-race", `A ${kind} round has no bar: ${why}.`, "Open it without bar=…");
  }
  const bar = kind === "optimise" ? (wish.bar ?? rules.bar) : null;
  const vote = kind === "research" ? "off" : (wish.vote ?? rules.vote);
  const own = wish.deadlines && Object.values(wish.deadlines).some((text) => text !== undefined);
  return { kind, vote, runs: wish.runs ?? rules.runs, bar, only, ...(own && { deadlines: wish.deadlines }) };
}

/** One open round at a time; only a repair takes the place of the round that found its baseline wrong. */
async function makeRoom(tx: Tx, game: Game, season: SeasonRow, { kind, host }: OpenRound): Promise<void> {
  const open = await findOpenRound(tx, season.id);
  if (!open) return;
  if (kind === "repair" && isBaselineWrong(open)) {
    const reason = "Its baseline computes a wrong result; a repair round takes its place.";
    const facts = { seasonId: season.id, roundId: open.id, host, decision: "cancel", reason };
    await insertDecision(tx, { ...facts, at: game.clock.now() });
    await advance(tx, game, open, { type: "round-cancelled", reason });
    return;
  }
  throw new UserError(
    "round-open",
    `Round ${open.number} "${open.title}" is still open (${open.round.now.state}).`,
    "A season has one open round at a time: close or cancel it first.",
  );
}

function isBaselineWrong({ round }: RoundRow): boolean {
  return round.now.state === "needs-host" && round.now.question === "baseline-wrong";
}

/** Where the season says so, a fourth try of the same kind has to be another kind of try. */
async function refuseAfterFailures(tx: Tx, { id, settings }: SeasonRow, { kind, only }: RoundTerms): Promise<void> {
  if (settings.rules.afterFailures !== "require" || kind !== "optimise" || only === wildCard) return;
  const streak = failureStreak(scoreboard(settings, await playedRounds(tx, id)).lines);
  if (streak < longStreak) return;
  throw new UserError(
    "something-else-first",
    `The last ${streak} rounds failed, and this season's rules want something else next (afterFailures: require).`,
    `Open a research round (kind=research) or one for the wild card alone (only=${wildCard}).`,
  );
}

import { type Knob, readKnobs } from "../knobs/knobs.ts";
import { lockKnobs } from "../knobs/lock-knobs.ts";
import type { PlayedProblem } from "../problem-definition.ts";
import { hasVote, phaseOf } from "../round/round.ts";
import type { Round } from "../round/round-state.ts";
import type { MachineTimes, Season } from "../season.ts";
import { shownKnobs } from "../source/shown-source.ts";
import { ballotsOf, countBallots } from "../store/ballots.ts";
import { firstBaselineId, getBaseline, readingOf } from "../store/baselines.ts";
import { type Constraint, constraintsOf } from "../store/constraints.ts";
import type { Db } from "../store/database.ts";
import { type Decision, decisionsOf } from "../store/decisions.ts";
import { type LearnedLesson, lessonsLearned, movesNone } from "../store/lessons.ts";
import { getPitch, type PitchRow, pitchesOf } from "../store/pitches.ts";
import { type ProofRow, proofsOf } from "../store/proofs.ts";
import { type QuestionRow, questionsOf } from "../store/questions.ts";
import { getRound, type RoundRow } from "../store/rounds.ts";
import type { CaseReading } from "../store/season-tables.ts";
import { getSeasonById } from "../store/seasons.ts";
import { getSource } from "../store/sources.ts";
import { type StoredVerdict, verdictsOf } from "../store/verdicts.ts";
import { type Tally, tally } from "../tally.ts";
import { type ApproachView, approachViews } from "./approach-views.ts";
import { baselineFault } from "./baseline-fault.ts";
import { type CaseTarget, caseTargets } from "./case-targets.ts";
import { type PastRound, pastRounds } from "./past-rounds.ts";
import { playedRounds } from "./played-rounds.ts";
import { runnerFault } from "./runner-fault.ts";
import { type Scoreboard, scoreboard } from "./scoreboard.ts";

/** Where a round stands: what is asked for all the time, and read in a moment. */
export interface RoundStanding {
  readonly season: Season;
  readonly row: RoundRow;
  readonly phase: ReturnType<typeof phaseOf>;
  readonly pitches: readonly PitchRow[];
  readonly ballotsCast: number;
}

/** A round with the season that it is a part of: what came before it, and how the sharks stand. */
export interface RoundView extends RoundRecord {
  /** The rounds before this one that were decided. */
  readonly past: readonly PastRound[];
  readonly scoreboard: Scoreboard;
}

/** Everything about one round that a card may show; ballots are not in it until the vote has closed. */
export interface RoundRecord extends RoundStanding {
  readonly problem: PlayedProblem;
  readonly approaches: readonly ApproachView[];
  /** As this season allows them; none where it shows no code. */
  readonly knobs: readonly Knob[];
  readonly constraints: readonly Constraint[];
  /** What was learned about no one approach. */
  readonly lessons: readonly LearnedLesson[];
  readonly baseline: BaselineView;
  /** Null while ballots are secret, and where there was no vote. */
  readonly tally: Tally | null;
  /** What sharks said with their ballots, without their names; empty while ballots are secret. */
  readonly reasons: readonly string[];
  readonly verdicts: readonly StoredVerdict[];
  /** What its host decided in it, in order. */
  readonly decisions: readonly Decision[];
  /** What the opening found wrong with the baseline, where that is why the round waits. */
  readonly baselineFault: string | null;
  /** What the runner said, where the round waits because it gave up. */
  readonly runnerFault: string | null;
  /** Asked about its pitches, and demanded of them. */
  readonly questions: readonly QuestionRow[];
  readonly proofs: readonly ProofRow[];
}

export interface BaselineView {
  readonly sha256: string;
  /** Whose pitch it was; null for the problem's own. */
  readonly promotedFrom: string | null;
  /** The season's own times, or until there are any those that its file tells; null: nobody knows any. */
  readonly reading: BaselineReading | null;
}

/** A baseline's times on one machine, with that machine's targets: a gap never crosses machines. */
export interface BaselineReading {
  readonly machine: string;
  /** From the season's file, and not measured here. */
  readonly imported: boolean;
  readonly cases: readonly { readonly label: string; readonly us: number; readonly target: CaseTarget | null }[];
}

export async function roundStanding(db: Db, row: RoundRow, season: Season): Promise<RoundStanding> {
  return {
    season,
    row,
    phase: phaseOf(row.round),
    pitches: await pitchesOf(db, row.id),
    ballotsCast: await countBallots(db, row.id),
  };
}

export async function roundView(db: Db, roundId: number): Promise<RoundView> {
  const record = await roundRecord(db, roundId);
  const { season, row } = record;
  return {
    ...record,
    past: (await pastRounds(db, row.seasonId, season)).filter(
      ({ number, phase }) => number < row.number && phase === "decided",
    ),
    scoreboard: scoreboard(season, await playedRounds(db, row.seasonId)),
  };
}

/** Does not grow with the season. */
export async function roundRecord(db: Db, roundId: number): Promise<RoundRecord> {
  const row = await getRound(db, roundId);
  const { settings, problem } = await getSeasonById(db, row.seasonId);
  const standing = await roundStanding(db, row, settings);
  const { pitches } = standing;
  const baseline = await baselineView(db, row.baselineId, settings);
  const constraints = await constraintsOf(db, row.seasonId);
  // Not even read while they are secret.
  const isOver = isVoteOver(row);
  const ballots = isOver ? await ballotsOf(db, row.id) : [];
  const ids = pitches.map((pitch) => pitch.id);
  const { rules } = settings;
  return {
    ...standing,
    problem,
    approaches: await approachViews(db, row.seasonId, settings),
    knobs: shownKnobs(rules.source, lockKnobs(readKnobs(await getSource(db, baseline.sha256)), constraints)),
    constraints,
    lessons: (await lessonsLearned(db, row.seasonId)).filter(movesNone),
    baseline,
    tally: isOver ? tally(ids, ballots, rules.minimumSharks, rules.names) : null,
    reasons: ballots.flatMap(({ reason }) => (reason === null ? [] : [reason])),
    verdicts: await verdictsOf(db, row.id),
    decisions: await decisionsOf(db, row.id),
    baselineFault: isBaselineWrong(row) ? await baselineFault(db, row.id, rules) : null,
    runnerFault: isRunnerGone(row) ? await runnerFault(db, row.id, rules) : null,
    questions: await questionsOf(db, ids),
    proofs: await proofsOf(db, ids),
  };
}

function isBaselineWrong({ round }: RoundRow): boolean {
  return round.now.state === "needs-host" && round.now.question === "baseline-wrong";
}

function isRunnerGone({ round }: RoundRow): boolean {
  return round.now.state === "needs-host" && round.now.question === "runner-fault";
}

/** Ballots stay secret until the vote has closed, also where it is interrupted or cancelled before that. */
export function isVoteOver({ round }: { readonly round: Pick<Round, "now" | "terms"> }): boolean {
  const { now, terms } = round;
  if (!hasVote(terms)) return false;
  if (now.state === "needs-host") return !["opening", "voting"].includes(now.interrupted?.state ?? "");
  return ["building", "running", "confirming", "decided"].includes(now.state);
}

export async function baselineView(db: Db, baselineId: number, season: Season): Promise<BaselineView> {
  const { source_sha256, pitch_id, season_id } = await getBaseline(db, baselineId);
  const promoted = pitch_id === null ? null : await getPitch(db, pitch_id);
  const own = await readingOf(db, baselineId);
  // What the season's file tells was timed on the kernel that it began with.
  const isFirst = (await firstBaselineId(db, season_id)) === baselineId;
  return {
    sha256: source_sha256,
    promotedFrom: promoted?.content.title ?? null,
    reading: own ? readingView(season, own, false) : isFirst && season.times ? toldReading(season, season.times) : null,
  };
}

function toldReading(season: Season, { machine, cases }: MachineTimes): BaselineReading {
  return readingView(season, { machine, cases: Object.entries(cases).map(([label, us]) => ({ label, us })) }, true);
}

function readingView(
  season: Season,
  { machine, cases }: { readonly machine: string; readonly cases: readonly CaseReading[] },
  imported: boolean,
): BaselineReading {
  const limits = cases.flatMap(({ label, limit }) => (limit === undefined ? [] : [{ label, ...limit }]));
  const targets = caseTargets(season, machine, limits);
  return {
    machine,
    imported,
    cases: cases.map(({ label, us }) => ({ label, us, target: targets.get(label) ?? null })),
  };
}

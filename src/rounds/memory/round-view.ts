import { type Knob, readKnobs } from "../knobs/knobs.ts";
import { lockKnobs } from "../knobs/lock-knobs.ts";
import type { ProblemDefinition } from "../problem-definition.ts";
import { phaseOf } from "../round/round.ts";
import type { Round } from "../round/round-state.ts";
import type { Season } from "../season.ts";
import { approachesOf } from "../store/approaches.ts";
import { ballotsOf, countBallots } from "../store/ballots.ts";
import { getBaseline, readingOf } from "../store/baselines.ts";
import { type Constraint, constraintsOf } from "../store/constraints.ts";
import type { Db } from "../store/database.ts";
import { getPitch, type PitchRow, pitchesOf } from "../store/pitches.ts";
import { getRound, type RoundRow, roundsOf } from "../store/rounds.ts";
import { getSeasonById } from "../store/seasons.ts";
import { getSource } from "../store/sources.ts";
import { type StoredVerdict, verdictsOf } from "../store/verdicts.ts";
import { type Tally, tally } from "../tally.ts";
import { playedRounds } from "./played-rounds.ts";
import { type Scoreboard, scoreboard } from "./scoreboard.ts";

/** Everything that a card about a round may show; ballots are not in it until the vote has closed. */
export interface RoundView {
  readonly season: Season;
  readonly problem: ProblemDefinition;
  readonly row: RoundRow;
  readonly phase: ReturnType<typeof phaseOf>;
  readonly pitches: readonly PitchRow[];
  readonly approaches: readonly ApproachView[];
  /** As this season allows them. */
  readonly knobs: readonly Knob[];
  readonly constraints: readonly Constraint[];
  readonly baseline: BaselineView;
  readonly scoreboard: Scoreboard;
  readonly ballotsCast: number;
  /** Null while ballots are secret, and where there was no vote. */
  readonly tally: Tally | null;
  /** What sharks said with their ballots, without their names; empty while ballots are secret. */
  readonly reasons: readonly string[];
  readonly verdicts: readonly StoredVerdict[];
}

export interface ApproachView {
  readonly key: string;
  readonly name: string;
  readonly idea: string | null;
  readonly tagline: string | null;
  readonly status: "viable" | "eliminated" | "proven";
  readonly evidence: "measured" | "argued" | "imported";
  readonly why: readonly string[];
  /** The round that taught it, in words: round 2. */
  readonly taughtBy: string | null;
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
  readonly cases: readonly { readonly label: string; readonly us: number; readonly targetUs: number | null }[];
}

export async function roundView(db: Db, roundId: number): Promise<RoundView> {
  const row = await getRound(db, roundId);
  const { settings, problem } = await getSeasonById(db, row.seasonId);
  const pitches = await pitchesOf(db, row.id);
  const baseline = await baselineView(db, row.baselineId, settings);
  const constraints = await constraintsOf(db, row.seasonId);
  // Not even read while they are secret.
  const isOver = isVoteOver(row);
  const ballots = isOver ? await ballotsOf(db, row.id) : [];
  const ids = pitches.map((pitch) => pitch.id);
  return {
    season: settings,
    problem,
    row,
    phase: phaseOf(row.round),
    pitches,
    approaches: await approachViews(db, row.seasonId, settings),
    knobs: lockKnobs(readKnobs(await getSource(db, baseline.sha256)), constraints),
    constraints,
    baseline,
    scoreboard: scoreboard(settings, await playedRounds(db, row.seasonId)),
    ballotsCast: await countBallots(db, row.id),
    tally: isOver ? tally(ids, ballots, settings.rules.minimumSharks) : null,
    reasons: ballots.flatMap(({ reason }) => (reason === null ? [] : [reason])),
    verdicts: await verdictsOf(db, row.id),
  };
}

/** Ballots stay secret until the vote has closed, also where it is interrupted or cancelled before that. */
export function isVoteOver({ round }: { readonly round: Pick<Round, "now" | "terms"> }): boolean {
  const { now, terms } = round;
  if (terms.vote === "off") return false;
  if (now.state === "needs-host") return !["opening", "voting"].includes(now.interrupted?.state ?? "");
  return ["building", "running", "confirming", "decided"].includes(now.state);
}

export async function approachViews(db: Db, seasonId: number, settings: Season): Promise<readonly ApproachView[]> {
  const rows = await approachesOf(db, seasonId);
  const numbers = new Map((await roundsOf(db, seasonId)).map(({ id, number }) => [Number(id), number]));
  return rows.map(({ key, status, evidence, why, round_id, taught_by }) => {
    const number = round_id === null ? undefined : numbers.get(round_id);
    const told = settings.approaches[key];
    return {
      key,
      name: told?.name ?? key,
      idea: told?.idea ?? null,
      tagline: told?.tagline ?? null,
      status,
      evidence,
      why,
      taughtBy: number === undefined ? taught_by : `round ${number}`,
    };
  });
}

export async function baselineView(db: Db, baselineId: number, season: Season): Promise<BaselineView> {
  const { source_sha256, pitch_id } = await getBaseline(db, baselineId);
  const promoted = pitch_id === null ? null : await getPitch(db, pitch_id);
  const reading = await readingOf(db, baselineId);
  return {
    sha256: source_sha256,
    promotedFrom: promoted?.content.title ?? null,
    reading: readingView(season, reading),
  };
}

function readingView(
  { times, targets }: Season,
  own: { readonly machine: string; readonly cases: readonly { readonly label: string; readonly us: number }[] } | null,
): BaselineReading | null {
  const told = times && {
    machine: times.machine,
    cases: Object.entries(times.cases).map(([label, us]) => ({ label, us })),
  };
  const shown = own ?? told;
  if (!shown) return null;
  const targetsHere = targets.find(({ machine }) => machine === shown.machine)?.cases ?? {};
  return {
    machine: shown.machine,
    imported: own === null,
    cases: shown.cases.map(({ label, us }) => ({ label, us, targetUs: targetsHere[label] ?? null })),
  };
}

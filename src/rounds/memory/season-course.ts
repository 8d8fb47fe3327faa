import { geometricMean } from "../judging/statistics/means.ts";
import type { VerdictName } from "../judging/verdict/verdict-name.ts";
import type { Season } from "../season.ts";
import type { Db } from "../store/database.ts";
import { type PastPitch, pastPitchesOf } from "../store/past-pitches.ts";
import { pastVerdictsOf } from "../store/past-verdicts.ts";
import { type RoundRow, roundsOf } from "../store/rounds.ts";
import type { CaseReading } from "../store/season-tables.ts";
import { readingsOfSeason, seasonStart } from "../store/season-times.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { caseTargets } from "./case-targets.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

/** A season in time, on one machine: how fast the baseline was, and what was tried. */
export interface SeasonCourse {
  readonly season: Season;
  readonly problemTitle: string;
  readonly machine: string;
  /** From the season's file: nothing was measured here yet. */
  readonly imported: boolean;
  /** The baseline's own times, oldest first; geometric means over its cases, in µs. */
  readonly readings: readonly { readonly at: Date; readonly us: number }[];
  /** The geometric mean of the same cases' targets on this machine; null where one is not known. */
  readonly targetUs: number | null;
  readonly attempts: readonly Attempt[];
  /** Attempts that another machine measured; a time never crosses machines. */
  readonly elsewhere: number;
}

export interface Attempt {
  readonly at: Date;
  /** `3B`: pitch B of round 3. */
  readonly name: string;
  readonly title: string;
  readonly verdict: VerdictName;
  /** The baseline's reading over the speedup; null where nothing was timed. */
  readonly us: number | null;
}

/** @throws UserError where neither the season nor its file knows any time. */
export async function seasonCourse(db: Db, seasonName: string): Promise<SeasonCourse> {
  const { id, settings, problem } = await getSeason(db, seasonName);
  const all = await readingsOfSeason(db, id);
  const startedAt = await seasonStart(db, id);
  const machine = all.at(-1)?.machine ?? settings.times?.machine;
  if (machine === undefined) throw nothingYet();
  const own = all.filter((reading) => reading.machine === machine);
  const readings = own.map(({ read_at, cases }) => ({ at: read_at, us: geometricMean(cases.map(({ us }) => us)) }));
  const usOf = new Map(own.map(({ baseline_id, cases }) => [baseline_id, geometricMean(cases.map(({ us }) => us))]));
  const labels = own.at(-1)?.cases.map(({ label }) => label) ?? Object.keys(settings.times?.cases ?? {});
  const tried = await attemptsOf(db, id, (round, where) =>
    where === machine ? (usOf.get(round.baselineId) ?? null) : null,
  );
  const here = tried.filter(({ ran }) => ran === null || ran === machine);
  const told = settings.times ? [{ at: startedAt, us: geometricMean(Object.values(settings.times.cases)) }] : [];
  return {
    season: settings,
    problemTitle: problem.title,
    machine,
    imported: readings.length === 0,
    readings: readings.length > 0 ? readings : told,
    targetUs: targetOf(settings, machine, own.at(-1)?.cases ?? [], labels),
    attempts: here.map(({ ran: _, ...attempt }) => attempt),
    elsewhere: tried.length - here.length,
  };
}

async function attemptsOf(
  db: Db,
  seasonId: number,
  baselineUs: (round: RoundRow, machine: string) => number | null,
): Promise<readonly (Attempt & { readonly ran: string | null })[]> {
  const rounds = await roundsOf(db, seasonId);
  const ids = rounds.map(({ id }) => id);
  const pitches = new Map<number | null, PastPitch>((await pastPitchesOf(db, ids)).map((pitch) => [pitch.id, pitch]));
  const verdicts = Map.groupBy(await pastVerdictsOf(db, ids), ({ roundId }) => roundId);
  const attempts: (Attempt & { readonly ran: string | null })[] = [];
  for (const round of rounds) {
    for (const { pitchId, verdict, machine, decidedAt } of recordedVerdicts(verdicts.get(round.id) ?? [])) {
      const pitch = pitches.get(pitchId);
      if (!pitch || verdict.verdict === "not built") continue;
      const us = machine === null ? null : baselineUs(round, machine);
      attempts.push({
        at: decidedAt,
        name: `${round.number}${pitch.letter}`,
        title: pitch.title,
        verdict: verdict.verdict,
        us: us === null || verdict.speedup === null ? null : us / verdict.speedup,
        ran: machine,
      });
    }
  }
  return attempts;
}

function targetOf(
  season: Season,
  machine: string,
  read: readonly CaseReading[],
  labels: readonly string[],
): number | null {
  const limits = read.flatMap(({ label, limit }) => (limit === undefined ? [] : [{ label, ...limit }]));
  const known = caseTargets(season, machine, limits);
  const us = labels.map((label) => known.get(label)?.us);
  const each = us.filter((value) => value !== undefined);
  return labels.length > 0 && each.length === labels.length ? geometricMean(each) : null;
}

function nothingYet(): UserError {
  return new UserError(
    "no-picture-yet",
    "There is nothing to draw yet: no round of this season has timed its baseline.",
    "A host opens a round with /tank open; its first check gives the picture its first point.",
  );
}

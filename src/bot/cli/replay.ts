import type { CandidateFiles } from "../../rounds/candidate.ts";
import type { Game } from "../../rounds/game.ts";
import { rebaseKnobs } from "../../rounds/knobs/knob-rebase.ts";
import { applyKnobs } from "../../rounds/knobs/knobs.ts";
import { writeLesson } from "../../rounds/play/host/write-lesson.ts";
import { closeVoting, openVoting, settlePromotion } from "../../rounds/play/move-round.ts";
import { openRound } from "../../rounds/play/open-round.ts";
import { handInCandidate } from "../../rounds/play/pitches/hand-in-candidate.ts";
import { submitPitch } from "../../rounds/play/pitches/submit-pitch.ts";
import { castBallot } from "../../rounds/play/votes/cast-ballot.ts";
import { approachesOf } from "../../rounds/store/approaches.ts";
import { ballotsOf } from "../../rounds/store/ballots.ts";
import { currentBaseline } from "../../rounds/store/baselines.ts";
import { pitchesOf } from "../../rounds/store/pitches.ts";
import { type RoundRow, roundsOf } from "../../rounds/store/rounds.ts";
import type { SeasonRow } from "../../rounds/store/seasons.ts";
import { getSource } from "../../rounds/store/sources.ts";
import { verdictsOf } from "../../rounds/store/verdicts.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Problem } from "../../runner/problem.ts";
import type { ReplayScript, ScriptedPitch, ScriptedRound } from "./replay-script.ts";

export interface Replay {
  readonly game: Game;
  readonly season: SeasonRow;
  readonly problem: Problem;
  readonly script: ReplayScript;
  /** Resolves when something in the database may have changed: a report judged, say. */
  readonly waitForChange: () => Promise<void>;
}

/**
 * Plays a season by its script. Each step is decided from the database as it stands, so a replay that was killed
 * goes on where it was.
 */
export async function playReplay(replay: Replay): Promise<void> {
  while (true) {
    const rounds = await roundsOf(replay.game.database.db, replay.season.id);
    const last = rounds.at(-1);
    const scripted = last === undefined ? undefined : replay.script.rounds[rounds.length - 1];
    if (last === undefined || scripted === undefined || isOver(last)) {
      if (last && scripted) await rule(replay, scripted, last);
      const next = replay.script.rounds[rounds.length];
      if (next === undefined) return;
      const { name } = replay.season;
      await openRound(replay.game, { season: name, title: next.title, host: replay.script.host });
    } else {
      await step(replay, scripted, last);
    }
  }
}

async function step(replay: Replay, scripted: ScriptedRound, row: RoundRow): Promise<void> {
  const { game, season, script } = replay;
  switch (row.round.now.state) {
    case "pitching":
      await pitchAll(replay, scripted, row);
      await openVoting(game, season.name);
      return;
    case "voting":
      await voteAll(replay, scripted, row);
      await closeVoting(game, season.name);
      return;
    case "building":
      return handIn(replay, scripted, row, row.round.now.waitingFor);
    case "needs-host":
      if (row.round.now.question === "runner-fault" || row.round.now.question === "baseline-wrong") {
        throw new UserError(
          "replay-stuck",
          "The runner could not finish a run.",
          "Look at the log, then start again with another --data FOLDER.",
        );
      }
      // A replay has no person to ask, so it takes the safe default.
      await settlePromotion(game, season.name, {
        host: script.host,
        promoted: null,
        reason: "safe default of a replay",
      });
      return;
    default:
      return replay.waitForChange();
  }
}

async function pitchAll(replay: Replay, scripted: ScriptedRound, row: RoundRow): Promise<void> {
  const present = await pitchesOf(replay.game.database.db, row.id);
  for (const pitch of scripted.pitches.slice(present.length)) {
    const { title, approach, author, predicts, reasoning } = pitch;
    const [low, high] = typeof predicts === "number" ? [predicts, predicts] : predicts;
    const knobs = replay.problem.candidates[pitch.candidate];
    const shown =
      knobs?.kind === "knobs"
        ? {
            knobs: Object.entries(knobs.knobs)
              .map(([name, value]) => `${name}=${value}`)
              .join(" "),
          }
        : {};
    const content = { title, approach, authors: [author], prediction: { low, high }, reasoning, ...shown };
    const files = pitch.code === "with-pitch" ? await codeOf(replay, pitch) : null;
    await submitPitch(replay.game, { season: replay.season.name, content, files });
  }
}

async function voteAll(replay: Replay, scripted: ScriptedRound, row: RoundRow): Promise<void> {
  const cast = (await ballotsOf(replay.game.database.db, row.id)).map(({ shark }) => shark);
  for (const { reason, ...ballot } of scripted.ballots.filter(({ shark }) => !cast.includes(shark))) {
    const said = reason === undefined ? ballot : { ...ballot, reason };
    await castBallot(replay.game, { season: replay.season.name, ballot: said });
  }
}

async function handIn(
  replay: Replay,
  scripted: ScriptedRound,
  row: RoundRow,
  waitingFor: readonly number[],
): Promise<void> {
  const pitches = await pitchesOf(replay.game.database.db, row.id);
  for (const { letter } of pitches.filter(({ id }) => waitingFor.includes(id))) {
    const pitch = scripted.pitches.find((candidate) => candidate.letter === letter);
    if (!pitch) throw new Error(`the replay has no pitch ${letter}`);
    await handInCandidate(replay.game, { season: replay.season.name, letter, files: await codeOf(replay, pitch) });
  }
}

/** The shipped candidate as code, on top of whatever earlier rounds promoted. */
async function codeOf({ game, season, problem }: Replay, pitch: ScriptedPitch): Promise<CandidateFiles> {
  const shipped = problem.candidates[pitch.candidate];
  if (!shipped) throw new Error(`the problem ships no candidate "${pitch.candidate}"`);
  const { source_sha256 } = await currentBaseline(game.database.db, season.id);
  const baseline = await getSource(game.database.db, source_sha256);
  if (shipped.kind === "knobs") return applyKnobs(baseline, shipped.knobs);
  return rebaseKnobs(shipped.files, { from: problem.baseline, onto: baseline });
}

async function rule(replay: Replay, scripted: ScriptedRound, row: RoundRow): Promise<void> {
  const { db } = replay.game.database;
  for (const { approach, after, status, reason } of scripted.rulings) {
    const known = (await approachesOf(db, replay.season.id)).find(({ key }) => key === approach);
    const asked = (await verdictsOf(db, row.id)).some(({ verdict }) => verdict.verdict === after);
    if (!asked || known?.round_id === row.id) continue;
    const { name } = replay.season;
    const { host } = replay.script;
    await writeLesson(replay.game, { season: name, host, text: reason, approach, status });
  }
}

function isOver({ round }: RoundRow): boolean {
  return round.now.state === "decided" || round.now.state === "cancelled";
}

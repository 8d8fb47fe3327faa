import { approachViews } from "../../rounds/memory/approach-views.ts";
import { latestStanding } from "../../rounds/memory/find-round.ts";
import { pitchView } from "../../rounds/memory/pitch-view.ts";
import type { RoundStanding } from "../../rounds/memory/round-view.ts";
import { findPitch } from "../../rounds/play/pitches/find-pitch.ts";
import { findBallot } from "../../rounds/store/ballots.ts";
import type { Db } from "../../rounds/store/database.ts";
import { getPitch, type PitchRow } from "../../rounds/store/pitches.ts";
import { findQuestion } from "../../rounds/store/questions.ts";
import { getRound } from "../../rounds/store/rounds.ts";
import { getSeason, type SeasonRow } from "../../rounds/store/seasons.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Tank } from "../commands/run-command.ts";
import { seasonKnobs } from "../commands/season-knobs.ts";
import type { BallotFacts } from "./ballot.ts";
import type { CodeWays } from "./code-fields.ts";
import type { PitchEditFacts, PitchFormFacts } from "./pitch-facts.ts";
import type { AnswerFacts, CodeFormFacts, MeasureFormFacts, ProofFacts, TalkFacts } from "./small-form.ts";

/** A form that somebody wants to fill in. */
export type WantedForm =
  | { readonly form: "pitch" | "vote" | "measure" }
  | { readonly form: "pitch-edit" | "code" | "ask" | "proof"; readonly pitch: string }
  | { readonly form: "answer"; readonly question: number };

/** What each form is drawn from. */
export type FormFacts =
  | { readonly form: "pitch"; readonly facts: PitchFormFacts }
  | { readonly form: "pitch-edit"; readonly facts: PitchEditFacts }
  | { readonly form: "vote"; readonly facts: BallotFacts }
  | { readonly form: "code"; readonly facts: CodeFormFacts }
  | { readonly form: "measure"; readonly facts: MeasureFormFacts }
  | { readonly form: "ask"; readonly facts: TalkFacts }
  | { readonly form: "proof"; readonly facts: ProofFacts }
  | { readonly form: "answer"; readonly facts: AnswerFacts };

interface Desk {
  readonly db: Db;
  readonly season: SeasonRow;
  readonly view: RoundStanding | null;
  readonly takesGit: boolean;
}

/**
 * What stands now, as a form shows it.
 * @throws UserError for a form that can't be filled in now, with the way forward
 */
export async function formFacts(tank: Tank, wanted: WantedForm, by: string): Promise<FormFacts> {
  const { db } = tank.game.database;
  const desk = {
    db,
    season: await getSeason(db, tank.season),
    view: await latestStanding(db, tank.season),
    takesGit: tank.readGit !== undefined,
  };
  switch (wanted.form) {
    case "pitch":
      return { form: "pitch", facts: await pitchFacts(desk) };
    case "vote":
      return { form: "vote", facts: await ballotFacts(desk, by) };
    case "measure":
      return { form: "measure", facts: { season: desk.season.name, round: null, ...(await ways(desk)) } };
    case "pitch-edit":
      return { form: "pitch-edit", facts: await editFacts(desk, wanted.pitch) };
    case "code":
      return { form: "code", facts: await codeFacts(desk, wanted.pitch) };
    case "ask":
      return { form: "ask", facts: await talkFacts(desk, wanted.pitch) };
    case "proof": {
      const { settings, problem } = desk.season;
      const cases = settings.rules.proofTiming ? problem.labels : [];
      return { form: "proof", facts: { ...(await talkFacts(desk, wanted.pitch)), cases } };
    }
    case "answer":
      return { form: "answer", facts: await answerFacts(desk, wanted.question) };
  }
}

async function pitchFacts(desk: Desk): Promise<PitchFormFacts> {
  const { db, season } = desk;
  const view = openRound(desk);
  const takes = view?.phase === "pitching" ? view : null;
  const round = takes && {
    number: takes.row.number,
    kind: takes.row.round.terms.kind,
    only: takes.row.round.terms.only,
  };
  const approaches = await approachViews(db, season.id, season.settings);
  return { season: season.settings, round, approaches, ...(await ways(desk)) };
}

async function editFacts(desk: Desk, named: string): Promise<PitchEditFacts> {
  const { db, season } = desk;
  const pitch = await findPitch(db, season.id, named);
  const approaches = await approachViews(db, season.id, season.settings);
  const only = pitch.roundId === null ? null : (openRound(desk)?.row.round.terms.only ?? null);
  return { view: await pitchView(db, pitch.id), approaches, only, ...(await ways(desk)) };
}

async function codeFacts(desk: Desk, named: string): Promise<CodeFormFacts> {
  const pitch = await findPitch(desk.db, desk.season.id, named);
  const { origin, knobs } = pitch.content;
  const stands = pitch.sourceSha256 === null ? null : [origin, knobs].filter((part) => part !== undefined).join(", ");
  return { ...aboutPitch(desk, pitch, await roundNumber(desk, pitch)), stands, ...(await ways(desk)) };
}

async function ballotFacts({ db, season, view }: Desk, by: string): Promise<BallotFacts> {
  if (view?.phase !== "voting") {
    throw new UserError("not-voting", "No vote is open now.", "/tank status says what the round waits for.");
  }
  const { row, pitches } = view;
  const ballot = await findBallot(db, row.id, by);
  return { season: season.name, round: row.number, terms: row.round.terms, shark: by, pitches, ballot };
}

async function answerFacts(desk: Desk, number: number): Promise<AnswerFacts> {
  const { db, season } = desk;
  const question = await findQuestion(db, season.id, number);
  if (question === null) {
    throw new UserError(
      "unknown-question",
      `There is no question Q${number}.`,
      "/pitch show B names a pitch's questions.",
    );
  }
  const pitch = await getPitch(db, question.pitchId);
  return { ...aboutPitch(desk, pitch, await roundNumber(desk, pitch)), question };
}

async function talkFacts(desk: Desk, named: string): Promise<TalkFacts> {
  const pitch = await findPitch(desk.db, desk.season.id, named, "last");
  return aboutPitch(desk, pitch, await roundNumber(desk, pitch));
}

function aboutPitch({ season }: Desk, { roundId, letter, content }: PitchRow, round: number | null): TalkFacts {
  const pitch = roundId === null ? `bench:${letter}` : letter;
  return { season: season.name, round, pitch, title: content.title };
}

async function roundNumber({ db }: Desk, { roundId }: PitchRow): Promise<number | null> {
  return roundId === null ? null : (await getRound(db, roundId)).number;
}

function openRound({ view }: Desk): RoundStanding | null {
  return view === null || view.phase === "decided" || view.phase === "cancelled" ? null : view;
}

async function ways({ db, season, takesGit }: Desk): Promise<CodeWays> {
  return { knobs: await seasonKnobs(db, season.name), takesGit };
}

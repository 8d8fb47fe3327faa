import type { ModalView } from "@slack/types";
import { approachViews } from "../../../rounds/memory/approach-views.ts";
import { latestRound } from "../../../rounds/memory/find-round.ts";
import { pitchView } from "../../../rounds/memory/pitch-view.ts";
import type { RoundView } from "../../../rounds/memory/round-view.ts";
import { findPitch } from "../../../rounds/play/pitches/find-pitch.ts";
import { findBallot } from "../../../rounds/store/ballots.ts";
import type { Db } from "../../../rounds/store/database.ts";
import { getPitch, type PitchRow } from "../../../rounds/store/pitches.ts";
import { findQuestion } from "../../../rounds/store/questions.ts";
import { getRound } from "../../../rounds/store/rounds.ts";
import { getSeason, type SeasonRow } from "../../../rounds/store/seasons.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { Tank } from "../../commands/run-command.ts";
import { seasonKnobs } from "../../commands/season-knobs.ts";
import { ballotForm } from "../modals/ballot-form.ts";
import { codeForm, measureForm } from "../modals/code-form.ts";
import { FormContext, readContext } from "../modals/form-context.ts";
import { pitchEditForm } from "../modals/pitch-edit-form.ts";
import { pitchForm } from "../modals/pitch-form.ts";
import { answerForm, askForm, proofForm, type TalkFacts } from "../modals/talk-forms.ts";
import type { Asker } from "./answers.ts";

/** A form that somebody wants to fill in. */
export type WantedForm =
  | { readonly form: "pitch" | "vote" | "measure" }
  | { readonly form: "pitch-edit" | "code" | "ask" | "proof"; readonly pitch: string }
  | { readonly form: "answer"; readonly question: number };

interface Desk {
  readonly db: Db;
  readonly season: SeasonRow;
  readonly view: RoundView | null;
  readonly takesGit: boolean;
}

/**
 * Draws a form with what stands now.
 * @throws UserError for a form that can't be filled in now, with the way forward
 */
export async function wantedForm(tank: Tank, wanted: WantedForm, by: string, asker: Asker): Promise<ModalView> {
  const { db } = tank.game.database;
  const desk = {
    db,
    season: await getSeason(db, tank.season),
    view: await latestRound(db, tank.season),
    takesGit: tank.readGit !== undefined,
  };
  return openedFrom(await draw(desk, wanted, by), asker);
}

async function draw(desk: Desk, wanted: WantedForm, by: string): Promise<ModalView> {
  switch (wanted.form) {
    case "pitch":
      return drawPitch(desk);
    case "vote":
      return drawBallot(desk, by);
    case "measure":
      return measureForm({ season: desk.season.name, round: null, ...(await ways(desk)) });
    case "pitch-edit":
      return drawEdit(desk, wanted.pitch);
    case "code":
      return drawCode(desk, wanted.pitch);
    case "ask":
      return askForm(await talkFacts(desk, wanted.pitch));
    case "proof": {
      const { settings, problem } = desk.season;
      const cases = settings.rules.proofTiming ? problem.labels : [];
      return proofForm({ ...(await talkFacts(desk, wanted.pitch)), cases });
    }
    case "answer":
      return drawAnswer(desk, wanted.question);
  }
}

async function drawPitch(desk: Desk): Promise<ModalView> {
  const { db, season } = desk;
  const view = openRound(desk);
  const takes = view?.phase === "pitching" ? view : null;
  const round = takes && {
    number: takes.row.number,
    kind: takes.row.round.terms.kind,
    only: takes.row.round.terms.only,
  };
  const approaches = await approachViews(db, season.id, season.settings);
  return pitchForm({ season: season.settings, round, approaches, ...(await ways(desk)) });
}

async function drawEdit(desk: Desk, named: string): Promise<ModalView> {
  const { db, season } = desk;
  const pitch = await findPitch(db, season.id, named);
  const approaches = await approachViews(db, season.id, season.settings);
  const only = pitch.roundId === null ? null : (openRound(desk)?.row.round.terms.only ?? null);
  return pitchEditForm({ view: await pitchView(db, pitch.id), approaches, only, ...(await ways(desk)) });
}

async function drawCode(desk: Desk, named: string): Promise<ModalView> {
  const pitch = await findPitch(desk.db, desk.season.id, named);
  const { origin, knobs } = pitch.content;
  const stands = pitch.sourceSha256 === null ? null : [origin, knobs].filter((part) => part !== undefined).join(", ");
  return codeForm({ ...aboutPitch(desk, pitch, await roundNumber(desk, pitch)), stands, ...(await ways(desk)) });
}

async function drawBallot(desk: Desk, by: string): Promise<ModalView> {
  const { db, season, view } = desk;
  if (view?.phase !== "voting") {
    throw new UserError("not-voting", "No vote is open now.", "/tank status says what the round waits for.");
  }
  const { row, pitches } = view;
  const ballot = await findBallot(db, row.id, by);
  return ballotForm({
    season: season.name,
    round: row.number,
    terms: row.round.terms,
    shark: by,
    pitches,
    ballot,
  });
}

async function drawAnswer(desk: Desk, number: number): Promise<ModalView> {
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
  return answerForm({ ...aboutPitch(desk, pitch, await roundNumber(desk, pitch)), question });
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

function openRound({ view }: Desk): RoundView | null {
  return view === null || view.phase === "decided" || view.phase === "cancelled" ? null : view;
}

async function ways({ db, season, takesGit }: Desk) {
  return { knobs: await seasonKnobs(db, season.name), takesGit };
}

/** The same form, which remembers where it was opened. */
function openedFrom(view: ModalView, { channel, thread }: Asker): ModalView {
  const context = readContext({ private_metadata: view.private_metadata ?? "" });
  const from = FormContext.parse({ ...context, channel, ...(thread !== null && { thread }) });
  return { ...view, private_metadata: JSON.stringify(from) };
}

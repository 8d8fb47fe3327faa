import { latestStanding } from "../../rounds/memory/find-round.ts";
import { wildCard } from "../../rounds/season.ts";
import { approachesOf } from "../../rounds/store/approaches.ts";
import { benchOf } from "../../rounds/store/bench.ts";
import type { Db } from "../../rounds/store/database.ts";
import { questionsOf } from "../../rounds/store/questions.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { commandNames, type Names } from "../grammar/complete.ts";
import type { Tank } from "./run-command.ts";
import { seasonKnobs } from "./season-knobs.ts";
import { commands } from "./table.ts";

/** What completion offers from a season as it stands. */
export function namesOf({ game, season }: Pick<Tank, "game" | "season">): Names {
  const { db } = game.database;
  return async (of) => {
    switch (of) {
      case "command":
        return commandNames(commands);
      case "knob":
        return (await seasonKnobs(db, season))
          .filter(({ allowed }) => allowed.kind !== "locked")
          .map(({ name }) => name);
      case "pitch":
        return [...(await lettersOf(db, season)), ...(await benchNames(db, season))];
      case "pitch-or-none":
        return [...(await lettersOf(db, season)), "none"];
      case "player":
        return (await playersOf({ game, season })).map((name) => `@${name}`);
      case "question":
        return (await openQuestions({ db, season })).map(({ question }) => `Q${question.number}`);
      case "approach": {
        const { id } = await getSeason(db, season);
        return [...(await approachesOf(db, id)).map(({ key }) => key), wildCard];
      }
    }
  };
}

/** The questions about the round's pitches and the bench's, each with its pitch. */
export async function openQuestions({ db, season }: { readonly db: Db; readonly season: string }) {
  const round = (await latestStanding(db, season))?.pitches ?? [];
  const pitches = [...round, ...(await benchOf(db, (await getSeason(db, season)).id))];
  const questions = await questionsOf(
    db,
    pitches.map(({ id }) => id),
  );
  return questions.flatMap((question) => {
    const pitch = pitches.find(({ id }) => id === question.pitchId);
    return pitch === undefined ? [] : [{ question, pitch }];
  });
}

async function lettersOf(db: Db, season: string): Promise<readonly string[]> {
  return ((await latestStanding(db, season))?.pitches ?? []).map(({ letter }) => letter);
}

async function benchNames(db: Db, season: string): Promise<readonly string[]> {
  return (await benchOf(db, (await getSeason(db, season)).id)).map(({ letter }) => `bench:${letter}`);
}

/** Who has played: hosts, authors, for `@name` at the head of a line. */
export async function playersOf({ game, season }: Pick<Tank, "game" | "season">): Promise<readonly string[]> {
  const view = await latestStanding(game.database.db, season);
  if (view === null) return [];
  return [...new Set([view.row.host, ...view.pitches.flatMap(({ content }) => content.authors)])];
}

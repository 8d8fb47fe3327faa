import { z } from "zod";
import { recordedVerdicts } from "../../rounds/memory/recorded-verdicts.ts";
import { seasonCourse } from "../../rounds/memory/season-course.ts";
import { findPitch } from "../../rounds/play/pitches/find-pitch.ts";
import { getRound } from "../../rounds/store/rounds.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { verdictsOf } from "../../rounds/store/verdicts.ts";
import { UserError } from "../../rounds/user-error.ts";
import { seasonPictureAlt, seasonPictureCard, verdictPictureCard } from "../cards/picture-card.ts";
import { type Answer, type Call, defineCommand } from "../command.ts";
import { pitchName } from "../grammar/values.ts";
import { chartSvg, pngOf } from "../pictures/picture.ts";
import { seasonChart } from "../pictures/season-chart.ts";
import { verdictPicture } from "../pictures/verdict-picture.ts";

export const tankPicture = defineCommand({
  name: "tank",
  word: "picture",
  description: "The season in one picture, or the verdict on a pitch.",
  reads: true,
  options: z.strictObject({ pitch: pitchName({ about: "Whose verdict to draw.", word: 0 }).optional() }),
  examples: ["/tank picture", "/tank picture B", "/tank picture 1A"],
  async handle({ pitch }, call) {
    return pitch === undefined ? seasonPicture(call) : drawnVerdict(call, pitch);
  },
});

async function seasonPicture({ game, season }: Call): Promise<Answer> {
  const course = await seasonCourse(game.database.db, season);
  const { machine, imported, readings, targetUs, attempts } = course;
  return {
    card: seasonPictureCard(course),
    facts: {
      picture: "season",
      alt: seasonPictureAlt(course),
      machine,
      imported,
      baselineUs: readings.at(-1)?.us ?? null,
      targetUs,
      attempts: attempts.map(({ name, verdict, us, at }) => ({ attempt: name, verdict, us, at: at.toISOString() })),
    },
    files: [{ name: `${season}.png`, bytes: pngOf(chartSvg(seasonChart(course))) }],
  };
}

async function drawnVerdict({ game, season }: Call, named: string): Promise<Answer> {
  const { db } = game.database;
  const { id, settings } = await getSeason(db, season);
  const pitch = await findPitch(db, id, named, "last");
  const { letter, roundId } = pitch;
  const verdicts = roundId === null ? [] : await verdictsOf(db, roundId);
  const found = recordedVerdicts(verdicts).find(({ pitchId }) => pitchId === pitch.id);
  if (roundId === null || !found) {
    throw new UserError(
      "no-verdict-yet",
      `Pitch ${named} has no verdict yet.`,
      "/tank status says what the round waits for; a pitch on the bench runs when a round takes it.",
    );
  }
  const { number } = await getRound(db, roundId);
  const { verdict } = found;
  const name = `${letter}, ${pitch.content.title}`;
  const picture = verdictPicture(settings, name, found);
  if (picture === null) {
    throw new UserError(
      "nothing-timed",
      `There is nothing to draw of ${letter}: its verdict is "${verdict.verdict}", and no case was timed.`,
      "/tank picture alone shows it among all attempts.",
    );
  }
  const { alt, bytes } = picture;
  return {
    card: verdictPictureCard(name, verdict),
    facts: {
      picture: "verdict",
      alt,
      round: number,
      pitch: letter,
      verdict: verdict.verdict,
      speedup: verdict.speedup,
    },
    files: [{ name: `${season}-round-${number}-${letter}.png`, bytes }],
  };
}

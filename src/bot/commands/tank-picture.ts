import { z } from "zod";
import { getLatestRound, pitchByLetter } from "../../rounds/memory/find-round.ts";
import { recordedVerdicts } from "../../rounds/memory/recorded-verdicts.ts";
import { seasonCourse } from "../../rounds/memory/season-course.ts";
import { UserError } from "../../rounds/user-error.ts";
import { seasonPictureAlt, seasonPictureCard, verdictPictureAlt, verdictPictureCard } from "../cards/picture-card.ts";
import { type Answer, type Call, defineCommand } from "../command.ts";
import { pitchLetter } from "../grammar/values.ts";
import { chartSvg, pngOf } from "../pictures/picture.ts";
import { seasonChart } from "../pictures/season-chart.ts";
import { verdictChart } from "../pictures/verdict-chart.ts";

export const tankPicture = defineCommand({
  name: "tank",
  word: "picture",
  description: "The season in one picture, or the verdict on a pitch of the last round.",
  options: z.strictObject({ pitch: pitchLetter({ about: "Whose verdict to draw.", word: 0 }).optional() }),
  examples: ["/tank picture", "/tank picture B"],
  async handle({ pitch }, call) {
    return pitch === undefined ? seasonPicture(call) : verdictPicture(call, pitch);
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

async function verdictPicture({ game, season }: Call, letter: string): Promise<Answer> {
  const view = await getLatestRound(game.database.db, season);
  const pitch = pitchByLetter(view, letter);
  const { number } = view.row;
  const found = recordedVerdicts(view.verdicts).find(({ pitchId }) => pitchId === pitch.id);
  if (!found) {
    const message = `Pitch ${letter} has no verdict in round ${number} yet.`;
    throw new UserError("no-verdict-yet", message, "/tank status says what the round waits for.");
  }
  const { verdict, ran } = found;
  const name = `${letter}, ${pitch.content.title}`;
  const machine = ran?.machine ?? "an unknown machine";
  const targets = view.season.targets.find((each) => each.machine === machine)?.cases ?? {};
  const chart = verdictChart({ title: name, machine, verdict, targets });
  if (chart === null) {
    throw new UserError(
      "nothing-timed",
      `There is nothing to draw of ${letter}: its verdict is "${verdict.verdict}", and no case was timed.`,
      "/tank picture alone shows it among all attempts.",
    );
  }
  const alt = verdictPictureAlt(name, verdict);
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
    files: [{ name: `${season}-round-${number}-${letter}.png`, bytes: pngOf(chartSvg(chart)) }],
  };
}

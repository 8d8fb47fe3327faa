import { type KillPoint, killPoints } from "../../src/rounds/kill-point.ts";
import { brokenLines } from "./broken-season.ts";
import type { Outcome } from "./kill-matrix.ts";
import { ServedSeason } from "./served-season.ts";

/** Where the bot dies, and where its worker does. */
export interface ServedKills {
  readonly bot: readonly KillPoint[];
  readonly worker: readonly KillPoint[];
}

/** What only who measures reaches. */
const workersOwn: readonly KillPoint[] = [
  "job-taken",
  "run-taken",
  "harness-launched",
  "report-received",
  "report-stored",
];
/** What both reach. */
const everybodys: readonly KillPoint[] = ["job-sent", "before-commit", "after-commit"];
/** Only on the embedded database, whose process is alone. */
const embeddedOnly: readonly KillPoint[] = ["runs-recovered"];
/** What a bot reaches once a worker has died. */
const afterDeath: readonly KillPoint[] = ["lost-taken", "run-requeued"];

/** Every point of a bot that measures nothing, and every one of a worker, each with the death that leads there. */
export const servedMatrix: readonly ServedKills[] = [
  ...afterDeath.map((bot): ServedKills => ({ bot: [bot], worker: ["run-taken"] })),
  ...killPoints
    .filter((point) => ![...workersOwn, ...embeddedOnly, ...afterDeath].includes(point))
    .map((bot): ServedKills => ({ bot: [bot], worker: [] })),
  ...[...workersOwn, ...everybodys].map((worker): ServedKills => ({ bot: [], worker: [worker] })),
];

/** Plays a season with a worker of its own to its end, killed where it is told, and says what did not survive. */
export async function killServedAt(serverUrl: string, rounds: number, killsAt: ServedKills): Promise<Outcome> {
  await using season = await ServedSeason.start(serverUrl, { rounds, killsAt });
  await season.end();
  const named = (who: string, points: readonly string[]) => points.map((point) => `${who}: ${point}`);
  const { bot, workers } = season;
  return {
    kills: [...named("worker", killsAt.worker), ...named("bot", killsAt.bot)],
    missed: [
      ...named(
        "worker",
        workers.flatMap(({ missed }) => missed),
      ),
      ...named("bot", bot.missed),
    ],
    broken: [...brokenLines(await season.broken()), ...[bot, ...workers].flatMap(({ refusals }) => refusals)],
  };
}

import { z } from "zod";
import { aboutFile } from "../../rounds/candidate.ts";
import { measurementView } from "../../rounds/memory/measurement-view.ts";
import { startMeasurement } from "../../rounds/play/runs/start-measurement.ts";
import { lastMeasurement } from "../../rounds/store/measurements.ts";
import { queuePlaces } from "../../rounds/store/queue-places.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { UserError } from "../../rounds/user-error.ts";
import { measurementCard } from "../cards/measure-card.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { placeText } from "../cards/run-state-text.ts";
import { type Call, defineCommand } from "../command.ts";
import { gitPath } from "../grammar/values.ts";
import { candidateOf, oneKernel } from "./candidate-of.ts";
import { measurementFacts } from "./measurement-facts.ts";

export const tankMeasure = defineCommand({
  name: "tank",
  word: "measure",
  role: "contestant",
  description: "A private verdict about knobs or a file, now. Alone: your last one.",
  options: z.strictObject({
    from: gitPath({ about: "The code, from a repository that this bot knows." }).optional(),
  }),
  others: { kind: "knob", about: "Knobs of the kernel", looks: "num_ab_stage=3" },
  takesFiles: true,
  examples: ["/tank measure num_ab_stage=3", "/tank measure --file kernel.ts"],
  async handle({ from }, call) {
    const { game, season, caller } = call;
    const candidate = await candidateOf(call, from);
    if (candidate === null) return lastOne(call);
    const what = [candidate.origin, candidate.knobs].filter((part) => part !== null).join(" ");
    const { runId } = await startMeasurement(game, { season, by: caller.name, files: oneKernel(candidate), what });
    const now = game.clock.now();
    const place = (await queuePlaces(game.database.db, [runId], now)).get(runId) ?? null;
    const waits = place === null || place.ahead === 0 ? "" : `It is in the queue${placeText(place)}. `;
    return {
      card: noticeCard(
        `Measuring ${what}`,
        `${waits}The verdict comes to you when it is there. It counts for nobody's credibility.`,
      ),
      facts: { run: runId, what, state: "queued", place, verdict: null },
    };
  },
});

async function lastOne({ game, season, caller }: Call) {
  const { db } = game.database;
  const last = await lastMeasurement(db, (await getSeason(db, season)).id, caller.name);
  if (!last) {
    throw new UserError(
      "nothing-to-measure",
      "There is nothing to measure in this.",
      "Name knobs or attach a file: /tank measure num_ab_stage=3. /tank kernel shows the knobs.",
      aboutFile,
    );
  }
  const view = await measurementView(db, last.runId);
  return { card: measurementCard(view), facts: measurementFacts(view) };
}

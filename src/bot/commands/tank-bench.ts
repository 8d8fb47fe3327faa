import { z } from "zod";
import { benchOf } from "../../rounds/store/bench.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { benchCard } from "../cards/bench-card.ts";
import { defineCommand } from "../command.ts";
import { pitchFacts } from "./facts.ts";

export const tankBench = defineCommand({
  name: "tank",
  word: "bench",
  description: "The pitches that wait for a round.",
  reads: true,
  options: z.strictObject({}),
  examples: ["/tank bench"],
  async handle(_, { game, season }) {
    const { db } = game.database;
    const bench = await benchOf(db, (await getSeason(db, season)).id);
    return { card: benchCard(bench), facts: { bench: bench.map(pitchFacts) } };
  },
});

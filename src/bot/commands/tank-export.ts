import { z } from "zod";
import { exportCard } from "../cards/export-card.ts";
import { defineCommand } from "../command.ts";
import { exportFiles } from "../documents/export-files.ts";
import { counted } from "../grammar/values.ts";

export const tankExport = defineCommand({
  name: "tank",
  word: "export",
  description: "The season, or one round, as files: pages to read and JSON.",
  reads: true,
  options: z.strictObject({ round: counted({ about: "Only this round.", looks: "a round's number: 3" }).optional() }),
  examples: ["/tank export", "/tank export round=3"],
  async handle({ round = null }, { game, season }) {
    // In public: names stay away where the season's rules keep them away.
    const { files, ...told } = await exportFiles(game, { season, round, private: false });
    return {
      card: exportCard(season, round, told),
      facts: { season, round, ...told },
      files: files.map(({ name, bytes }) => ({ name: `${season}-export/${name}`, bytes })),
    };
  },
});

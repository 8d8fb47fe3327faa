import { z } from "zod";
import { approachesOf } from "../../rounds/store/approaches.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { pitchTemplateCard } from "../cards/pitch-template-card.ts";
import { defineCommand } from "../command.ts";
import { seasonKnobs } from "./season-knobs.ts";

export const pitchTemplate = defineCommand({
  name: "pitch",
  word: "template",
  whenBare: true,
  description: "Show what a pitch of this season says, to copy and fill in.",
  options: z.strictObject({}),
  examples: ["/pitch template"],
  async handle(_, { game, season }) {
    const { db } = game.database;
    const { id, settings } = await getSeason(db, season);
    const approaches = (await approachesOf(db, id)).map(({ key, status }) => ({
      key,
      status,
      name: settings.approaches[key]?.name ?? key,
    }));
    const knobs = await seasonKnobs(db, season);
    return {
      card: pitchTemplateCard(approaches, knobs),
      facts: { approaches, knobs: knobs.map(({ name, value, allowed }) => ({ name, value, allowed })) },
    };
  },
});

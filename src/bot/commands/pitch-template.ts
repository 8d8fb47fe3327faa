import { z } from "zod";
import { approachViews } from "../../rounds/memory/approach-views.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { pitchMarkdownCard } from "../cards/pitch-markdown-card.ts";
import { pitchTemplateCard } from "../cards/pitch-template-card.ts";
import { defineCommand } from "../command.ts";
import { oneOf } from "../grammar/values.ts";
import { seasonKnobs } from "./season-knobs.ts";

export const pitchTemplate = defineCommand({
  name: "pitch",
  word: "template",
  whenBare: true,
  description: "Show what a pitch of this season says, to copy and fill in.",
  reads: true,
  options: z.strictObject({
    format: oneOf(["card", "markdown"], { about: "markdown: the whole template as a file." }).optional(),
  }),
  examples: ["/pitch template", "/pitch template format=markdown"],
  async handle({ format }, { game, season }) {
    const { db } = game.database;
    const { id, settings } = await getSeason(db, season);
    const approaches = await approachViews(db, id, settings);
    const knobs = await seasonKnobs(db, season);
    const { requires } = settings.rules;
    const made = format === "markdown" ? pitchMarkdownCard({ approaches, knobs, requires }) : null;
    return {
      card: made?.card ?? pitchTemplateCard(approaches, knobs),
      facts: {
        approaches: approaches.map(({ key, status, name }) => ({ key, status, name })),
        knobs: knobs.map(({ name, value, allowed }) => ({ name, value, allowed })),
        requires,
        markdown: made?.markdown ?? null,
      },
    };
  },
});

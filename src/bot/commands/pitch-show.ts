import { z } from "zod";
import { pitchView } from "../../rounds/memory/pitch-view.ts";
import { findPitch } from "../../rounds/play/pitches/find-pitch.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { pitchCard } from "../cards/pitch-card.ts";
import { defineCommand } from "../command.ts";
import { pitchName } from "../grammar/values.ts";
import { pitchViewFacts } from "./pitch-facts.ts";

export const pitchShow = defineCommand({
  name: "pitch",
  word: "show",
  description: "Show one pitch in full.",
  reads: true,
  options: z.strictObject({ pitch: pitchName({ about: "Which one.", word: 0 }) }),
  examples: ["/pitch show B", "/pitch show bench:A", "/pitch show 1A"],
  async handle({ pitch: name }, { game, season }) {
    const { db } = game.database;
    const { id } = await findPitch(db, (await getSeason(db, season)).id, name, "last");
    const view = await pitchView(db, id);
    return { card: pitchCard(view, [], { inFull: true }), facts: pitchViewFacts(view) };
  },
});

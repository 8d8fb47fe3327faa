import { z } from "zod";
import { pitchView } from "../../rounds/memory/pitch-view.ts";
import { editPitch } from "../../rounds/play/pitches/edit-pitch.ts";
import { UserError } from "../../rounds/user-error.ts";
import { pitchCard } from "../cards/pitch-card.ts";
import { defineCommand } from "../command.ts";
import { pitchName, prose } from "../grammar/values.ts";
import { candidateOf } from "./candidate-of.ts";
import { pitchViewFacts } from "./pitch-facts.ts";
import { takingMarkdown } from "./pitch-from-markdown.ts";
import { approach, pitchFields, saidContent } from "./pitch-options.ts";

export const pitchEdit = takingMarkdown(
  defineCommand({
    name: "pitch",
    word: "edit",
    role: "contestant",
    description: "Change your pitch, until the vote opens.",
    options: z.strictObject({
      pitch: pitchName({ about: "Which one.", word: 0 }),
      title: prose({ about: "What it is called.", most: 120 }).optional(),
      approach: approach.optional(),
      ...pitchFields,
    }),
    others: { kind: "knob", about: "Knobs of the kernel", looks: "num_ab_stage=3" },
    takesFiles: true,
    examples: [
      "/pitch edit B speedup=1.2",
      '/pitch edit B evidence="…" num_ab_stage=2',
      "/pitch edit bench:A with=@eve",
    ],
    async handle({ pitch: letter, title, approach: key, with: coAuthors, parents, from, ...said }, call) {
      const { game, season, caller } = call;
      const code = await candidateOf(call, from);
      const named = { ...(title === undefined ? {} : { title }), ...(key === undefined ? {} : { approach: key }) };
      const changes = { ...saidContent(said), ...named };
      if (Object.keys(changes).length === 0 && code === null && coAuthors === undefined && parents === undefined) {
        throw new UserError(
          "nothing-to-change",
          `Nothing of pitch ${letter} changes by this.`,
          `Name what changes: /pitch edit ${letter} speedup=1.2, or attach its code with --file.`,
        );
      }
      const wish = { season, letter, by: caller.name, changes, coAuthors, parents, code };
      const { pitch, warnings } = await editPitch(game, wish);
      const view = await pitchView(game.database.db, pitch.id);
      return { card: pitchCard(view, warnings), facts: { ...pitchViewFacts(view), warnings } };
    },
  }),
);

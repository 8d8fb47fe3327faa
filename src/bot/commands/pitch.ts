import { z } from "zod";
import { pitchView } from "../../rounds/memory/pitch-view.ts";
import { submitPitch } from "../../rounds/play/pitches/submit-pitch.ts";
import { listText } from "../cards/numbers.ts";
import { pitchCard } from "../cards/pitch-card.ts";
import { defineCommand } from "../command.ts";
import { prose } from "../grammar/values.ts";
import { candidateOf } from "./candidate-of.ts";
import { pitchViewFacts } from "./pitch-facts.ts";
import { takingMarkdown } from "./pitch-from-markdown.ts";
import { approach, pitchFields, saidContent } from "./pitch-options.ts";

export const pitch = takingMarkdown(
  defineCommand({
    name: "pitch",
    role: "contestant",
    description: "Propose a change to the kernel, with a number that reality will check.",
    options: z.strictObject({
      title: prose({ about: "What it is called.", word: 0, most: 120 }),
      approach,
      ...pitchFields,
    }),
    others: { kind: "knob", about: "Knobs of the kernel", looks: "num_ab_stage=3" },
    takesFiles: true,
    examples: [
      '/pitch "Three stages in flight" approach=pipeline-stages speedup=1.5 num_ab_stage=3',
      '/pitch "Shuffle decode" approach=wild-card speedup=1.5-3 reason="one load decodes 16 values" --file kernel.ts',
      "/pitch --file pitch.md --file kernel.ts",
    ],
    async handle({ title, approach: key, with: coAuthors = [], parents = [], from, ...said }, call) {
      const { game, season, caller } = call;
      const candidate = await candidateOf(call, from);
      const { id, letter, joins, warnings } = await submitPitch(game, {
        season,
        files: candidate?.files ?? null,
        sweep: candidate?.sweep ?? null,
        parents,
        content: {
          title,
          approach: key,
          authors: [...new Set([caller.name, ...coAuthors])],
          prediction: null,
          ...saidContent(said),
          knobs: candidate?.knobs ?? undefined,
          origin: candidate?.origin ?? undefined,
        },
      });
      const view = await pitchView(game.database.db, id);
      const card = pitchCard(view, warnings);
      const { authors } = view.pitch.content;
      const lead = `The same stands on the bench already, by ${listText(authors)}: yours is joined with it, and ${letter} tells what you said.`;
      return { card: joins ? { ...card, lead } : card, facts: { ...pitchViewFacts(view), joins, warnings } };
    },
  }),
);

import { z } from "zod";
import { latestRound, pitchByLetter } from "../../rounds/memory/find-round.ts";
import { submitPitch } from "../../rounds/play/submit-pitch.ts";
import { pitchCard } from "../cards/pitches.ts";
import { defineCommand } from "../command.ts";
import { textOption } from "../grammar/option.ts";
import { oneOf, prediction, prose } from "../grammar/values.ts";
import { candidateOf } from "./candidate-of.ts";
import { pitchFacts } from "./facts.ts";

const levels = ["low", "medium", "high"] as const;
const text = (about: string) => prose({ about, most: 8000 }).optional();

/** `Pipeline Stages` is `pipeline-stages`. */
const approach = textOption(
  {
    about: "The family that it belongs to, or wild-card.",
    looks: "lower case with dashes, such as pipeline-stages",
    suggests: "approach",
  },
  (said) => {
    const key = said
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, "-");
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) ? key : null;
  },
);

export const pitch = defineCommand({
  name: "pitch",
  description: "Propose a change to the kernel, with a number that reality will check.",
  options: z.strictObject({
    title: prose({ about: "What it is called.", word: 0, most: 120 }),
    approach,
    speedup: prediction({ about: "What you predict: baseline time over new time." }),
    reason: text("Why it is faster, from this kernel."),
    answer: text("Why this time is different, where the approach was eliminated."),
    problem: text("What is slow now."),
    change: text("What changes."),
    evidence: text("What you saw in this kernel."),
    validation: text("How to check it step by step."),
    complexity: oneOf(levels, { about: "How hard it is to build." }).optional(),
    risk: oneOf(levels, { about: "How likely it is to go wrong." }).optional(),
    mitigation: text("What makes the risk smaller."),
  }),
  others: { kind: "knob", about: "Knobs of the kernel", looks: "num_ab_stage=3" },
  takesFiles: true,
  examples: [
    '/pitch "Three stages in flight" approach=pipeline-stages speedup=1.5 num_ab_stage=3',
    '/pitch "Shuffle decode" approach=wild-card speedup=1.5-3 reason="one load decodes 16 values" --file kernel.ts',
  ],
  async handle({ title, approach: key, speedup, reason, ...said }, call) {
    const { game, season, caller } = call;
    const candidate = await candidateOf(call);
    const { id, letter, warnings } = await submitPitch(game, {
      season,
      files: candidate?.files ?? null,
      content: {
        title,
        approach: key,
        authors: [caller.name],
        prediction: speedup,
        reasoning: reason,
        knobs: candidate?.knobs ?? undefined,
        ...said,
      },
    });
    const view = await latestRound(game.database.db, season);
    const row = view?.pitches.find((each) => each.id === id);
    if (!view || !row) throw new Error(`pitch ${letter} is gone right after it was made`);
    const card = pitchCard(view, row);
    const but = warnings.map((warning) => ({ kind: "text", heading: "But", text: warning }) as const);
    return {
      card: { ...card, sections: [...card.sections, ...but] },
      facts: { round: view.row.number, pitch: pitchFacts(pitchByLetter(view, letter)), warnings },
    };
  },
});

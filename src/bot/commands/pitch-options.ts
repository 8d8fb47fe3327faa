import { z } from "zod";
import type { PitchInput } from "../../rounds/pitch.ts";
import { ApproachStatus } from "../../rounds/season.ts";
import { textOption } from "../grammar/option.ts";
import { gitPath, oneOf, people, pitchNames, prediction, prose } from "../grammar/values.ts";

const levels = ["low", "medium", "high"] as const;
const text = (about: string) => prose({ about, most: 8000 }).optional();

/** `Pipeline Stages` is `pipeline-stages`. */
export const approach = textOption(
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

/** What a pitch may say beside its title and its approach; the same where it is edited. */
export const pitchFields = {
  speedup: prediction({ about: "What you predict: baseline time over new time. A finding has none." }).optional(),
  reason: text("Why it is faster, from this kernel."),
  answer: text("Why this time is different, where the approach was eliminated."),
  problem: text("What is slow now."),
  change: text("What changes."),
  evidence: text("What you saw in this kernel."),
  validation: text("How to check it step by step."),
  complexity: oneOf(levels, { about: "How hard it is to build." }).optional(),
  risk: oneOf(levels, { about: "How likely it is to go wrong." }).optional(),
  mitigation: text("What makes the risk smaller."),
  tagline: prose({ about: "How the show introduces it.", most: 200 }).optional(),
  claims: oneOf(ApproachStatus.options, {
    about: "What a finding of a research round says of its approach.",
  }).optional(),
  with: people({ about: "Its other authors, who may not vote on it either." }).optional(),
  parents: pitchNames({ about: "The pitches that it combines." }).optional(),
  from: gitPath({ about: "Its code, from a repository that this bot knows." }).optional(),
};

const fields = z.strictObject(pitchFields).omit({ with: true, parents: true, from: true });

/** The fields as a pitch keeps them; what was not said is not there. */
export function saidContent({ speedup, reason, ...said }: z.output<typeof fields>): Partial<PitchInput> {
  const all = { ...said, prediction: speedup, reasoning: reason };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

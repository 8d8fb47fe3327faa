import { z } from "zod";
import { liftLock, lockKnob } from "../../rounds/play/host/lock-knob.ts";
import { writeLesson } from "../../rounds/play/host/write-lesson.ts";
import { ApproachStatus } from "../../rounds/season.ts";
import { UserError } from "../../rounds/user-error.ts";
import { noticeCard } from "../cards/notice-card.ts";
import { type Call, defineCommand } from "../command.ts";
import { approach } from "../grammar/approach.ts";
import { textOption } from "../grammar/option.ts";
import { oneOf, prose, yesNo } from "../grammar/values.ts";

const knob = textOption(
  { about: "A knob that it locks.", looks: "a knob's name: num_ab_stage", suggests: "knob" },
  (text) => (/^[A-Za-z_]\w*$/.test(text.trim()) ? text.trim() : null),
);
const mends = textOption(
  { about: "An earlier lesson whose words these replace.", looks: "a lesson's number, as /tank learned shows it: 4" },
  (text) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : null),
);

export const tankLesson = defineCommand({
  name: "tank",
  word: "lesson",
  forHosts: true,
  description: "Write down what was learned: of an approach, or as a constraint that locks a knob.",
  options: z.strictObject({
    text: prose({ about: "The lesson, in words that a newcomer understands.", word: 0 }),
    approach: approach({ about: "The approach that it is about." }).optional(),
    status: oneOf(ApproachStatus.options, { about: "What becomes of that approach." }).optional(),
    knob: knob.optional(),
    lift: yesNo({ about: "yes: the knob may be turned again." }).optional(),
    mends: mends.optional(),
  }),
  examples: [
    '/tank lesson "MmaMXF4NVF4Op requires M=128, N=128" approach=tile-size status=eliminated',
    '/tank lesson "More stages only add overhead" knob=num_ab_stage',
    '/tank lesson "Decoding is what the time goes to" mends=4',
  ],
  async handle(said, call) {
    const { knob: name, approach: key, status, mends: old } = said;
    if (name === undefined) return learn(said, call);
    if (key !== undefined || status !== undefined || old !== undefined) {
      throw new UserError(
        "which-lesson",
        "A lesson is about a knob or about an approach, not both.",
        "Write two: one with knob=…, one with approach=….",
      );
    }
    return ruleKnob({ text: said.text, knob: name, lift: said.lift ?? false }, call);
  },
});

interface Said {
  readonly text: string;
  readonly approach?: string | undefined;
  readonly status?: ApproachStatus | undefined;
  readonly mends?: number | undefined;
  readonly lift?: boolean | undefined;
}

async function learn({ lift, ...said }: Said, { game, season, caller }: Call) {
  if (lift !== undefined) {
    throw new UserError("lift-what", "lift= takes the lock off a knob, and none is named.", "Add knob=num_ab_stage.");
  }
  const { evidence } = await writeLesson(game, { season, host: caller.name, ...said });
  const { approach: key = null, status = null } = said;
  const what = status === null ? "The lesson is kept" : `${key} is ${status} from now on`;
  const marked = `It is marked ${evidence}; /tank learned shows it.`;
  return { card: noticeCard(what, marked), facts: { approach: key, status, knob: null, evidence, text: said.text } };
}

async function ruleKnob(
  { text, knob: name, lift }: { readonly text: string; readonly knob: string; readonly lift: boolean },
  { game, season, caller }: Call,
) {
  const ruling = { season, host: caller.name, knob: name, reason: text };
  await (lift ? liftLock(game, ruling) : lockKnob(game, ruling));
  const what = lift ? `${name} may be turned again` : `${name} is locked from now on`;
  const next = lift ? "Your reason is kept." : "Pitches that change it are refused with your words, files included.";
  const facts = { approach: null, status: lift ? "lifted" : "locked", knob: name, evidence: "argued", text };
  return { card: noticeCard(what, next), facts };
}

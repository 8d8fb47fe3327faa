import type { ApproachView } from "../../rounds/memory/approach-views.ts";
import type { LearnedView } from "../../rounds/memory/learned-view.ts";
import type { Card, ListItem, Section } from "./card.ts";
import { plural } from "./numbers.ts";
import { headline, joined, type Voice } from "./voice.ts";

type Learned = Pick<LearnedView, "season" | "approaches" | "constraints" | "lessons">;

/** What this season has learned, and how it knows. */
export function learnedCard(view: LearnedView): Card {
  const { season, approaches, constraints } = view;
  const { voice } = season;
  const proven = approaches.filter(({ status }) => status === "proven");
  const locks = constraints.filter(({ knob }) => knob !== null).map(constraintItem);
  return {
    title: headline("What we've learned (the hard way)", voice),
    lead: `${plural(dead(approaches).length, "approach", "approaches")} eliminated, ${proven.length} proven, ${approaches.length - dead(approaches).length - proven.length} open besides the wild card.`,
    mood: "neutral",
    sections: [
      ...eliminatedSections(approaches, voice),
      ...list(headline("Proven", voice), proven.map(provenItem)),
      viableSection(approaches, voice),
      ...list(headline("Locked knobs", voice), locks),
      ...otherLessons(view),
    ],
    ...(view.all.length > 0 ? { unfolds: [numbered(view)] } : {}),
    footer: 'To pitch an eliminated approach all the same, say why this time is different: answer="…"',
  };
}

/** By these numbers a host mends a lesson's words. */
function numbered({ all, season }: LearnedView): Section {
  const items = all.map(({ id, approach, text }) => ({
    text: `${id}: ${approach === null ? "" : `${approach}: `}${text}`,
  }));
  const heading = headline("Lessons by number", season.voice);
  return { kind: "list", heading: `${heading} (a host mends one: /tank lesson "…" mends=${all.at(-1)?.id})`, items };
}

/** The same as a part of the opening card. */
export function learnedSections(view: Learned): readonly Section[] {
  const { approaches, season } = view;
  const { voice } = season;
  const others = otherLessons(view);
  const buried = eliminatedSections(approaches, voice);
  const count = dead(approaches).length;
  const intro = `${plural(count, "approach is", "approaches are")} eliminated. Why, so that nobody buys the same again:`;
  const heading = headline("What we've learned (the hard way)", voice);
  const head = { kind: "text", heading, text: count === 0 ? "No approach is eliminated." : intro } as const;
  return [
    ...(count === 0 && others.length === 0 ? [] : [head]),
    ...buried,
    ...others,
    viableSection(approaches, voice),
  ];
}

function eliminatedSections(approaches: readonly ApproachView[], voice: Voice): readonly Section[] {
  const show = voice === "show";
  const items = dead(approaches).map((approach): ListItem => {
    const { name, idea, why } = approach;
    const [first = "nobody wrote it down", ...rest] = why;
    const text = idea === null ? name : `${name} (${idea})`;
    const status = show ? "STATUS: ELIMINATED" : "Eliminated";
    const reasons = [`${show ? "WHY IT FAILED" : "Why it failed"}: ${first}`, ...rest];
    return { text, details: [...reasons, `${status} (${evidenceText(approach)})`] };
  });
  return list(show ? "CONFIRMED INVALID APPROACHES" : "Eliminated approaches", items);
}

function viableSection(approaches: readonly ApproachView[], voice: Voice): Section {
  const alive = approaches.filter(({ status }) => status !== "eliminated");
  const items = alive.map(({ name, idea, status }) => ({
    text: joined(status === "proven" ? `${name} (proven)` : name, idea, voice),
  }));
  const show = voice === "show";
  const wild = joined(show ? "??? WILD CARD ???" : "Wild card", "Something we haven't thought of yet", voice);
  const remaining = alive.length < approaches.length ? "Remaining viable approaches" : "Viable approaches";
  return { kind: "list", heading: headline(remaining, voice), items: [...items, { text: wild }] };
}

/** Lessons about no one approach, and rules found that lock no knob. */
function otherLessons({ constraints, lessons, season }: Learned): readonly Section[] {
  const rules = constraints.filter(({ knob }) => knob === null).map(constraintItem);
  const items = lessons.map(({ text, approach, evidence, round, author }) => {
    const by = author === null ? "" : `, by ${author}`;
    const about = approach === null ? "" : `about ${approach}, `;
    return { text, details: [`${about}${sourceText(evidence, round === null ? null : `round ${round}`)}${by}`] };
  });
  return list(headline("Also learned", season.voice), [...rules, ...items]);
}

function constraintItem({ knob, says, why, evidence, taughtBy }: Learned["constraints"][number]): ListItem {
  const rule = knob === null ? "" : `${knob}: ${says ?? "CANNOT CHANGE"} - `;
  return { text: `${rule}${why}`, details: [sourceText(evidence, taughtBy)] };
}

function provenItem(approach: ApproachView): ListItem {
  return { text: approach.name, details: [...approach.why, evidenceText(approach)] };
}

/** How we know it, and where it holds. */
export function evidenceText({ evidence, taughtBy, where }: ApproachView): string {
  const taught = taughtBy === null ? "" : ` in ${taughtBy}`;
  if (evidence === "argued") return `argued${taught}, not measured`;
  if (evidence === "imported") return `${taughtBy === null ? "" : `${taughtBy}, `}imported: not measured here`;
  if (where === null) return `measured${taught}`;
  const version = where.problemVersion === 1 ? "" : `, problem version ${where.problemVersion}`;
  const baseline = where.isCurrent
    ? "against this baseline"
    : `against an older baseline, ${where.baseline.slice(0, 12)}`;
  return `measured${taught} on ${where.machine} ${baseline}${version}`;
}

function dead(approaches: readonly ApproachView[]): readonly ApproachView[] {
  return approaches.filter(({ status }) => status === "eliminated");
}

function sourceText(evidence: ApproachView["evidence"], taughtBy: string | null): string {
  const told = { measured: "measured", argued: "argued, not measured", imported: "imported: not measured here" }[
    evidence
  ];
  return taughtBy === null ? told : `${taughtBy}, ${told}`;
}

function list(heading: string, items: readonly ListItem[]): readonly Section[] {
  return items.length === 0 ? [] : [{ kind: "list", heading, items }];
}

import type { CodeWays } from "../../src/bot/forms/code-fields.ts";
import type { PitchFormFacts } from "../../src/bot/forms/pitch-facts.ts";
import type { Knob } from "../../src/rounds/knobs/knobs.ts";
import type { ApproachView } from "../../src/rounds/memory/approach-views.ts";
import type { PitchView } from "../../src/rounds/memory/pitch-view.ts";
import { Season } from "../../src/rounds/season.ts";
import { sampleView } from "../cards/round-view-builder.ts";

const view = sampleView();

/** The founding season as it stands: two approaches dead, one knob locked. */
export const facts: PitchFormFacts & { readonly round: NonNullable<PitchFormFacts["round"]> } = {
  season: view.season,
  round: { number: 3, kind: "optimise", only: null },
  approaches: view.approaches,
  knobs: view.knobs,
  takesGit: false,
};

export const code: CodeWays = { knobs: view.knobs, takesGit: true };

export function seasonThatRequires(...requires: Season["rules"]["requires"]): Season {
  return Season.parse({ name: "strict", title: "Strict", problem: "p", rules: { requires } });
}

export function knob(name: string, value: string, allowed: Knob["allowed"]): Knob {
  return { name, value, allowed, file: "kernel.py", line: 1 };
}

export function approach(key: string, more: Partial<ApproachView> = {}): ApproachView {
  const nothing = { idea: null, tagline: null, fate: null, taughtBy: null, where: null, why: [] };
  return { key, name: key, status: "viable", evidence: "imported", ...nothing, ...more };
}

/** A pitch of the founding season as its own card would show it; tell what a test is about. */
export function pitchView(letter: "A" | "B" | "C", content: Partial<PitchView["pitch"]["content"]> = {}): PitchView {
  const pitch = view.pitches.find((each) => each.letter === letter);
  if (pitch === undefined) throw new Error(`there is no pitch ${letter}`);
  return {
    season: view.season,
    pitch: { ...pitch, content: { ...pitch.content, ...content }, state: "open" },
    round: 3,
    kind: "optimise",
    approach: { name: null, tagline: null },
    parents: [],
    endorsements: [],
    code: null,
    touches: null,
    questions: [],
    proofs: [],
    elsewhere: [],
    measured: null,
  };
}

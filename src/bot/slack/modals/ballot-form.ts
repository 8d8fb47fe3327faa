import type { InputBlock, KnownBlock, ModalView, RadioButtons } from "@slack/types";
import type { Ballot } from "../../../rounds/ballot.ts";
import { predictionText } from "../../../rounds/memory/scoreboard.ts";
import type { RoundTerms } from "../../../rounds/round/round-state.ts";
import type { PitchRow } from "../../../rounds/store/pitches.ts";
import { listText } from "../../cards/numbers.ts";
import { type Chances, chanceBlock, chipPercents, chipsBlock } from "./ballot-chips.ts";
import { formView } from "./form-frame.ts";
import { titled } from "./form-text.ts";
import { choice, choiceBlock, numberBlock, typedBlock } from "./input-blocks.ts";
import { takeBackBlock } from "./take-back-block.ts";

export interface BallotFacts {
  /** The season's name. */
  readonly season: string;
  readonly round: number;
  readonly terms: Pick<RoundTerms, "kind" | "bar">;
  readonly shark: string;
  readonly pitches: readonly PitchRow[];
  /** The shark's ballot as it stands; null before they voted. */
  readonly ballot: Ballot | null;
}

export const fundId = "fund";
const mostRadios = 10;

/** `/vote`: a chance for each pitch by a tap, and which one to fund. Opens as the ballot stands. */
export function ballotForm(facts: BallotFacts): ModalView {
  const { season, round, pitches, ballot } = facts;
  const stated = statedChances(facts);
  return formView({
    name: "vote",
    context: { season, round, chips: stated.chips },
    title: `Your vote, round ${round}`,
    submit: "Vote",
    blocks: [
      titled(goalText(facts), [
        "Secret until the vote closes. 50% moves nothing; no number pays better than what you believe.",
      ]),
      ...pitches.flatMap((pitch) => pitchBlocks(pitch, facts, stated)),
      { type: "divider" },
      fundBlock(facts),
      ...talkBlocks(ballot),
      ...(ballot === null ? [] : [takeBackBlock(round)]),
    ],
  });
}

function goalText({ terms: { kind, bar } }: BallotFacts): string {
  if (kind === "repair") return "How likely is each to be correct, in percent?";
  return bar === null
    ? "How likely is each to beat the baseline, in percent?"
    : `How likely is each to reach ${bar}x, in percent?`;
}

/** Chances that are chips, and those that had to be typed. */
interface Stated {
  readonly chips: Chances;
  readonly typed: Readonly<Record<string, string>>;
}

function statedChances({ pitches, ballot }: BallotFacts): Stated {
  const all = (ballot?.chances ?? []).flatMap(({ pitch, percent }) => {
    const letter = pitches.find(({ id }) => id === pitch)?.letter;
    return letter === undefined ? [] : [{ letter, percent }];
  });
  const isChip = ({ percent }: { readonly percent: number }) => chipPercents.some((each) => each === percent);
  return {
    chips: Object.fromEntries(all.filter(isChip).map(({ letter, percent }) => [letter, percent])),
    typed: Object.fromEntries(
      all.filter((each) => !isChip(each)).map(({ letter, percent }) => [letter, decimalText(percent)]),
    ),
  };
}

function pitchBlocks(pitch: PitchRow, { shark }: BallotFacts, { chips, typed }: Stated): readonly KnownBlock[] {
  const { letter, content } = pitch;
  const { title, authors, prediction } = content;
  if (authors.includes(shark)) return [titled(`${letter}: ${title}`, ["You wrote it: you can't vote on it."])];
  const predicts = prediction === null ? "" : `, predicts ${predictionText(prediction)}`;
  return [
    titled(`${letter}: ${title}`, [`by ${listText(authors)}${predicts}`]),
    chipsBlock(letter, chips[letter]),
    chanceBlock(letter, typed[letter]),
  ];
}

/** Slack shows up to ten options as radio buttons. */
function fundBlock({ pitches, shark, ballot }: BallotFacts): InputBlock {
  const others = pitches.filter(({ content }) => !content.authors.includes(shark));
  const options = [
    ...others.map(({ letter, content }) => choice(letter, `${letter}: ${content.title}`)),
    choice("none", "None of them"),
  ];
  const funded = ballot?.fund === null ? "none" : pitches.find(({ id }) => id === ballot?.fund)?.letter;
  const field = {
    id: fundId,
    label: "Fund one, or none",
    hint: "The one you fund needs a chance above.",
    placeholder: "Choose one",
    optional: false,
    said: funded,
  };
  const block = choiceBlock({ ...field, options });
  if (options.length > mostRadios) return block;
  const initial = options.find(({ value }) => value === funded);
  const radios: RadioButtons = {
    type: "radio_buttons",
    action_id: fundId,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return { ...block, element: radios };
}

function talkBlocks(ballot: Ballot | null): readonly KnownBlock[] {
  const speedup = ballot?.speedup ?? null;
  return [
    numberBlock({
      id: "speedup",
      label: "The speedup that you expect of it",
      placeholder: "1.2",
      optional: true,
      said: speedup === null ? undefined : decimalText(speedup),
      min: "0",
      max: "1000",
    }),
    typedBlock({
      id: "reason",
      label: "Why",
      hint: "Shown without your name when the vote closes.",
      placeholder: "It answers the past.",
      optional: true,
      said: ballot?.reason ?? undefined,
      most: 2000,
      multiline: true,
    }),
  ];
}

/** As a number input takes it: never with an exponent. */
function decimalText(number: number): string {
  return number.toFixed(6).replace(/\.?0+$/, "");
}

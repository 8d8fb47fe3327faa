import type { InputBlock, KnownBlock, ModalView, RadioButtons } from "@slack/types";
import type { PitchRow } from "../../../rounds/store/pitches.ts";
import {
  type BallotFacts,
  ballotGoal,
  ballotTitle,
  ballotWords,
  chipPercents,
  isOwn,
  pitchLine,
  reasonField,
  speedupField,
  statedChances,
  statedFund,
  statedSpeedup,
} from "../../forms/ballot.ts";
import { type Chances, chanceBlock, chipsBlock } from "./ballot-chips.ts";
import { formView } from "./form-frame.ts";
import { titled } from "./form-text.ts";
import { choiceOption, fieldBlock, numberBlock } from "./input-blocks.ts";
import { takeBackBlock } from "./take-back-block.ts";

export const fundId = "fund";
const mostRadios = 10;

/** `/vote`: a chance for each pitch by a tap, and which one to fund. Opens as the ballot stands. */
export function ballotForm(facts: BallotFacts): ModalView {
  const { season, round, pitches, ballot } = facts;
  const stated = chipsAndNumbers(facts);
  return formView({
    name: "vote",
    context: { season, round, chips: stated.chips },
    title: ballotTitle(facts),
    submit: "Vote",
    blocks: [
      titled(ballotGoal(facts), [ballotWords.note]),
      ...pitches.flatMap((pitch) => pitchBlocks(pitch, facts, stated)),
      { type: "divider" },
      fundBlock(facts),
      numberBlock({ ...speedupField, said: statedSpeedup(facts), min: "0", max: "1000" }),
      fieldBlock(reasonField(ballot?.reason ?? undefined)),
      ...(ballot === null ? [] : [takeBackBlock(round)]),
    ],
  });
}

/** Chances that are chips, and those that had to be typed. */
interface Stated {
  readonly chips: Chances;
  readonly typed: Readonly<Record<string, string>>;
}

function chipsAndNumbers(facts: BallotFacts): Stated {
  const all = Object.entries(statedChances(facts));
  const isChip = (text: string) => chipPercents.some((each) => `${each}` === text);
  return {
    chips: Object.fromEntries(all.filter(([, text]) => isChip(text)).map(([letter, text]) => [letter, Number(text)])),
    typed: Object.fromEntries(all.filter(([, text]) => !isChip(text))),
  };
}

function pitchBlocks(pitch: PitchRow, { shark }: BallotFacts, { chips, typed }: Stated): readonly KnownBlock[] {
  const { letter, content } = pitch;
  const title = `${letter}: ${content.title}`;
  if (isOwn(pitch, shark)) return [titled(title, [ballotWords.own])];
  return [titled(title, [pitchLine(pitch)]), chipsBlock(letter, chips[letter]), chanceBlock(letter, typed[letter])];
}

/** Slack shows up to ten options as radio buttons. */
function fundBlock(facts: BallotFacts): InputBlock {
  const others = facts.pitches.filter((pitch) => !isOwn(pitch, facts.shark));
  const choices = [
    ...others.map(({ letter, content }) => ({ value: letter, text: `${letter}: ${content.title}` })),
    { value: "none", text: ballotWords.none },
  ];
  const funded = statedFund(facts);
  const block = fieldBlock({
    kind: "list",
    id: fundId,
    label: ballotWords.fund,
    hint: ballotWords.fundHint,
    placeholder: "Choose one",
    optional: false,
    said: funded,
    choices,
  });
  if (choices.length > mostRadios) return block;
  const options = choices.map(choiceOption);
  const initial = options.find(({ value }) => value === funded);
  const radios: RadioButtons = {
    type: "radio_buttons",
    action_id: fundId,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return { ...block, element: radios };
}

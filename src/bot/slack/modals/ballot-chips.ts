import type { ViewOutput } from "@slack/bolt";
import type { ActionsBlock, ModalView } from "@slack/types";
import { ballotWords, chipPercents } from "../../forms/ballot.ts";
import { readContext, writeContext } from "./form-context.ts";
import { filledInputs } from "./form-state.ts";
import { formLine } from "./form-text.ts";
import { numberBlock } from "./input-blocks.ts";

/** The action_id of a chip, for whoever listens to them. */
export const chipAction = /^chip:([A-Z]):(\d{1,3})$/;

/** Chances by letter, in percent. */
export type Chances = Readonly<Record<string, number>>;

export interface Chip {
  readonly letter: string;
  readonly percent: number;
}

/** The chip that was tapped; null for any other action. */
export function readChip({ action_id }: { readonly action_id: string }): Chip | null {
  const [, letter, percent] = chipAction.exec(action_id) ?? [];
  return letter === undefined ? null : { letter, percent: Number(percent) };
}

/** A pitch's chips; the chosen one is green. */
export function chipsBlock(letter: string, chosen: number | undefined): ActionsBlock {
  return {
    type: "actions",
    block_id: chipsId(letter),
    elements: chipPercents.map((percent) => ({
      type: "button",
      action_id: `chip:${letter}:${percent}`,
      text: formLine(`${percent}`, 75),
      accessibility_label: `${letter}: ${percent}% to succeed${percent === chosen ? ", chosen" : ""}`,
      ...(percent === chosen ? { style: "primary" } : {}),
    })),
  };
}

/** Any other chance, typed. `turn` counts how often it was emptied: Slack empties only an input of another id. */
export function chanceBlock(letter: string, said: string | undefined, turn = 0) {
  return numberBlock({
    id: turn === 0 ? chanceId(letter) : `${chanceId(letter)}:${turn}`,
    label: `${letter}: another chance, in percent`,
    placeholder: ballotWords.otherChance,
    optional: true,
    said,
    min: "0",
    max: "100",
  });
}

export function chanceId(letter: string): string {
  return `chance:${letter}`;
}

/** The pitch whose chance an input holds; null for any other input. */
export function letterOfChance(id: string): string | null {
  return /^chance:([A-Z])(?::\d+)?$/.exec(id)?.[1] ?? null;
}

/**
 * The ballot after a tap: the chip is chosen, or no longer where it was. The last word counts: a number that was typed
 * before gives way to the chip. What is typed elsewhere stays, since its inputs keep their ids.
 */
export function withChip(view: ViewOutput, letter: string, percent: number): ModalView {
  const context = readContext(view);
  const { [letter]: before, ...others } = context.chips ?? {};
  const chips: Chances = before === percent ? others : { ...others, [letter]: percent };
  const typed = filledInputs(view).find(({ id, text }) => text !== null && letterOfChance(id) === letter);
  const emptied = chips[letter] === undefined ? undefined : typed?.id;
  const { title, submit, close } = view;
  return {
    type: "modal",
    callback_id: view.callback_id,
    private_metadata: writeContext({ ...context, chips }),
    title,
    ...(submit === null ? {} : { submit }),
    ...(close === null ? {} : { close }),
    blocks: view.blocks.map((block) => {
      if (block.block_id === chipsId(letter)) return chipsBlock(letter, chips[letter]);
      const isEmptied = emptied !== undefined && block.block_id === emptied;
      return isEmptied ? chanceBlock(letter, undefined, turnAfter(emptied)) : block;
    }),
  };
}

function chipsId(letter: string): string {
  return `chips:${letter}`;
}

function turnAfter(id: string): number {
  return Number(/:(\d+)$/.exec(id)?.[1] ?? 0) + 1;
}

import type { InputBlock, KnownBlock } from "@slack/types";
import { sayAllowed } from "../../../rounds/knobs/knob-values.ts";
import type { Knob } from "../../../rounds/knobs/knobs.ts";
import { freeKnobs, type KnobTexts, lockedKnobs } from "../../forms/knob-texts.ts";
import type { FilledInput } from "./form-state.ts";
import { note, titled } from "./form-text.ts";
import { fieldBlock, listLimits } from "./input-blocks.ts";

const prefix = "knob:";

/** A value of a list that leaves a knob at what it is now; what follows the sign is that value. */
const asItIs = "=";

/** A phone's list of more is harder to choose from than a value is to type. */
const mostValues = 12;
const mostKnobs = 40;
const longestValue = 30;
const mostLocked = 20;
const longestName = 200;

/** A value, or a sweep of them. */
const isSetting = /^[\w.|-]+$/;

/** An input for each knob that may be turned; the locked ones are told with their reason. */
export function knobBlocks(knobs: readonly Knob[], texts: KnobTexts = {}): readonly KnownBlock[] {
  const free = freeKnobs(knobs);
  const offered = free.filter(({ name }) => name.length <= longestName).slice(0, mostKnobs);
  const left = free.length - offered.length;
  const rest =
    left === 0 ? [] : [note(`${left} more can be typed with a command: NAME=VALUE. /tank kernel shows them.`)];
  return [...offered.map((knob) => knobBlock(knob, texts)), ...rest, ...lockedBlocks(knobs)];
}

function knobBlock({ name, value, allowed }: Knob, texts: KnobTexts): InputBlock {
  const [said, stands] = [texts.said?.[name], texts.stands?.[name]];
  const field = { id: `${prefix}${name}`, label: name, optional: true, said, stands };
  const values = allowedValues(allowed);
  if (values === null) {
    const hint = `${sayAllowed(allowed)}. Several values are a sweep: 2|3|4`;
    return fieldBlock({ ...field, kind: "typed", placeholder: `as it is: ${value}`, hint, most: 200 });
  }
  const others = values.filter((each) => each !== value);
  const sweep = others.length > 1 ? [others.join("|")] : [];
  const listed = [...others, ...sweep];
  const more = [said, stands].flatMap((each) =>
    each !== undefined && isSetting.test(each) && !listed.includes(each) ? [each] : [],
  );
  const choices = [
    { value: `${asItIs}${value}`, text: `as it is: ${value}` },
    ...[...others, ...new Set(more)].map((each) => ({ value: each, text: each })),
    ...sweep.map((each) => ({ value: each, text: `all of them, each in turn: ${each}` })),
  ].filter((choice) => choice.value.length <= listLimits.mostValue);
  return fieldBlock({ ...field, kind: "list", said: said ?? stands ?? `${asItIs}${value}`, choices });
}

/** Null where there are too many to choose from. */
function allowedValues(allowed: Knob["allowed"]): readonly string[] | null {
  if (allowed.kind === "locked") return null;
  if (allowed.kind === "list") {
    return allowed.values.length <= mostValues && allowed.values.every(({ length }) => length <= longestValue)
      ? allowed.values
      : null;
  }
  const { min, max } = allowed;
  if (!Number.isInteger(min) || !Number.isInteger(max) || max - min >= mostValues) return null;
  return Array.from({ length: max - min + 1 }, (_, index) => `${min + index}`);
}

function lockedBlocks(knobs: readonly Knob[]): readonly KnownBlock[] {
  const lines = lockedKnobs(knobs);
  if (lines.length === 0) return [];
  const left = lines.length - mostLocked;
  const more = left > 0 ? [`and ${left} more: /tank kernel shows them`] : [];
  return [titled("Locked", [...lines.slice(0, mostLocked), ...more])];
}

/** Knobs as a form was filled in. */
export interface FilledKnobs {
  /** What is turned, by name. */
  readonly turned: Readonly<Record<string, string>>;
  /** What stood turned and was set back, by name: the values of the kernel as it is. */
  readonly setBack: Readonly<Record<string, string>>;
  readonly changed: boolean;
}

export function filledKnobs(inputs: readonly FilledInput[]): FilledKnobs {
  const knobs = inputs.filter(({ id }) => id.startsWith(prefix));
  const isAsItIs = ({ text, isChoice }: FilledInput) => isChoice && text?.startsWith(asItIs) === true;
  const named = (input: FilledInput, text: string) => [input.id.slice(prefix.length), text] as const;
  const turned = knobs.flatMap((each) => (each.text === null || isAsItIs(each) ? [] : [named(each, each.text)]));
  const setBack = knobs.flatMap((each) =>
    each.stood && each.text !== null && isAsItIs(each) ? [named(each, each.text.slice(asItIs.length))] : [],
  );
  const changed = knobs.some((each) => (each.stood ? each.changed : each.text !== null && !isAsItIs(each)));
  return { turned: Object.fromEntries(turned), setBack: Object.fromEntries(setBack), changed };
}

/** The block of a knob's input. */
export function knobBlockId(name: string): string {
  return `${prefix}${name}`;
}

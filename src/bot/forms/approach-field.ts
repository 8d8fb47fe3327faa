import type { ApproachView } from "../../rounds/memory/approach-views.ts";
import { wildCard } from "../../rounds/season.ts";
import type { Choice, Field, GroupedField, ListLimits } from "./form-field.ts";

interface Approaches {
  readonly approaches: readonly ApproachView[];
  readonly round: { readonly only: string | null } | null;
}

/**
 * The approach from a list, with the dead ones below the living, each with what killed it. The rest can be typed:
 * /pitch "…" approach=…
 */
export function approachField(field: Field, { approaches, round }: Approaches, limits: ListLimits): GroupedField {
  const only = round?.only ?? null;
  const fitting = approaches.filter(({ key }) => key.length <= limits.mostValue && (only === null || key === only));
  const chosen = field.said ?? field.stands;
  const offered = offeredOf(fitting, chosen, limits.mostChoices - 1);
  const dead = offered.filter(({ status }) => status === "eliminated").map(approachChoice);
  const living = offered.filter(({ status }) => status !== "eliminated").map(approachChoice);
  const isNamed = offered.some(({ key }) => key === wildCard);
  const wild =
    isNamed || (only !== null && only !== wildCard)
      ? []
      : [{ value: wildCard, text: "Wild card", description: "None of these." }];
  return {
    ...field,
    kind: "grouped",
    groups: [
      { label: "Viable", choices: living },
      { label: "Eliminated: say why this time is different", choices: dead },
      // No platform takes a list without a choice, and the command says what it doesn't know.
      {
        label: "Wild card",
        choices: living.length + dead.length + wild.length === 0 ? [unlisted(only, limits)] : wild,
      },
    ],
  };
}

/** Where there are more than a list takes, what was chosen before is among those that stay. */
function offeredOf(all: readonly ApproachView[], chosen: string | undefined, most: number): readonly ApproachView[] {
  const place = all.findIndex(({ key }) => key === chosen);
  const own = all[place];
  return own === undefined || place < most ? all.slice(0, most) : [...all.slice(0, most - 1), own];
}

function approachChoice({ key, name, status, why, fate, idea, taughtBy }: ApproachView): Choice {
  const since = taughtBy === null ? "" : ` in ${taughtBy}`;
  const told = { value: key, text: name };
  if (status === "eliminated") {
    return { ...told, description: `eliminated${since}: ${fate ?? "nobody wrote down why"}` };
  }
  if (status === "proven") {
    return { ...told, description: why[0] === undefined ? "proven" : `proven${since}: ${why[0]}` };
  }
  return { ...told, description: idea ?? undefined };
}

function unlisted(only: string | null, { mostValue }: ListLimits): Choice {
  return { value: (only ?? wildCard).slice(0, mostValue), text: only ?? wildCard };
}

import type { InputBlock, PlainTextOption } from "@slack/types";
import type { ApproachView } from "../../../rounds/memory/approach-views.ts";
import { wildCard } from "../../../rounds/season.ts";
import { choice, type Field, groupedBlock, mostValue } from "./input-blocks.ts";

/** A list of more is no help on a phone; the rest can be typed: /pitch "…" approach=… */
const mostOptions = 99;

interface Approaches {
  readonly approaches: readonly ApproachView[];
  readonly round: { readonly only: string | null } | null;
}

/** The approach from a list, with the dead ones below the living, each with what killed it. */
export function approachBlock(field: Field, { approaches, round }: Approaches): InputBlock {
  const only = round?.only ?? null;
  const offered = approaches
    .filter(({ key }) => key.length <= mostValue && (only === null || key === only))
    .slice(0, mostOptions);
  const dead = offered.filter(({ status }) => status === "eliminated").map(approachOption);
  const living = offered.filter(({ status }) => status !== "eliminated").map(approachOption);
  const isNamed = offered.some(({ key }) => key === wildCard);
  const wild = isNamed || (only !== null && only !== wildCard) ? [] : [choice(wildCard, "Wild card", "None of these.")];
  return groupedBlock({
    ...field,
    groups: [
      { label: "Viable", options: living },
      { label: "Eliminated: say why this time is different", options: dead },
      // Slack takes no list without an option, and the command says what it doesn't know.
      { label: "Wild card", options: living.length + dead.length + wild.length === 0 ? [unlisted(only)] : wild },
    ],
  });
}

function approachOption({ key, name, status, why, fate, idea, taughtBy }: ApproachView): PlainTextOption {
  const since = taughtBy === null ? "" : ` in ${taughtBy}`;
  if (status === "eliminated") return choice(key, name, `eliminated${since}: ${fate ?? "nobody wrote down why"}`);
  if (status === "proven") return choice(key, name, why[0] === undefined ? "proven" : `proven${since}: ${why[0]}`);
  return choice(key, name, idea ?? undefined);
}

function unlisted(only: string | null): PlainTextOption {
  return choice((only ?? wildCard).slice(0, mostValue), only ?? wildCard);
}

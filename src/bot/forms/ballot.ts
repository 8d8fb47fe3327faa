import type { Ballot } from "../../rounds/ballot.ts";
import { predictionText } from "../../rounds/memory/scoreboard.ts";
import { pitchersOf } from "../../rounds/pitch.ts";
import { haveOneOwner } from "../../rounds/play/rights/owner-of.ts";
import type { RoundTerms } from "../../rounds/round/round-state.ts";
import type { PitchRow } from "../../rounds/store/pitches.ts";
import { listText } from "../cards/numbers.ts";
import type { TypedField } from "./form-field.ts";
import type { Said } from "./said.ts";

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

/** The chances that are one tap away, in percent. */
export const chipPercents = [5, 25, 50, 75, 95] as const;

export const ballotWords = {
  note: "Secret until the vote closes. 50% moves nothing; no number pays better than what you believe.",
  own: "You wrote it: you can't vote on it.",
  fund: "Fund one, or none",
  fundHint: "The one you fund needs a chance above.",
  none: "None of them",
  otherChance: "0 to 100; counts instead of a chip",
} as const;

export function ballotTitle({ round }: Pick<BallotFacts, "round">): string {
  return `Your vote, round ${round}`;
}

/** What the chances are of. */
export function ballotGoal({ terms: { kind, bar } }: Pick<BallotFacts, "terms">): string {
  if (kind === "repair") return "How likely is each to be correct, in percent?";
  return bar === null
    ? "How likely is each to beat the baseline, in percent?"
    : `How likely is each to reach ${bar}x, in percent?`;
}

/** Who pitched, and what they predict. */
export function pitchLine({ content: { authors, prediction } }: Pick<PitchRow, "content">): string {
  return `by ${listText(authors)}${prediction === null ? "" : `, predicts ${predictionText(prediction)}`}`;
}

export function isOwn({ content }: Pick<PitchRow, "content">, shark: string): boolean {
  return pitchersOf(content).some((author) => haveOneOwner(author, shark));
}

/** The chances of a ballot that stands, by letter, as they would be typed. */
export function statedChances({ pitches, ballot }: BallotFacts): Readonly<Record<string, string>> {
  const all = (ballot?.chances ?? []).flatMap(({ pitch, percent }) => {
    const letter = pitches.find(({ id }) => id === pitch)?.letter;
    return letter === undefined ? [] : [[letter, decimalText(percent)] as const];
  });
  return Object.fromEntries(all);
}

/** The letter of the pitch that a ballot funds, or "none"; undefined before they voted. */
export function statedFund({ pitches, ballot }: BallotFacts): string | undefined {
  return ballot?.fund === null ? "none" : pitches.find(({ id }) => id === ballot?.fund)?.letter;
}

export function statedSpeedup({ ballot }: BallotFacts): string | undefined {
  const speedup = ballot?.speedup ?? null;
  return speedup === null ? undefined : decimalText(speedup);
}

export const speedupField = {
  id: "speedup",
  label: "The speedup that you expect of it",
  placeholder: "1.2",
  optional: true,
} as const;

export function reasonField(said: string | undefined): TypedField {
  return {
    kind: "typed",
    id: "reason",
    label: "Why",
    hint: "Shown without your name when the vote closes.",
    placeholder: "It answers the past.",
    optional: true,
    said,
    most: 2000,
    multiline: true,
  };
}

/** A ballot as it was filled in, each by what would be typed. */
export interface FilledBallot {
  readonly fund: string | null;
  readonly chances: Readonly<Record<string, string>>;
  readonly speedup: string | null;
  readonly reason: string | null;
}

/** The ballot as `/vote B p=70 A=20` would have been typed: `p` is the funded pitch's chance. */
export function saidBallot({ fund, chances, speedup, reason }: FilledBallot): Said {
  const p = fund === null ? null : (chances[fund] ?? null);
  const texts = Object.entries({ pitch: fund, p, speedup, reason });
  return {
    given: Object.fromEntries(texts.flatMap(([name, text]) => (text === null ? [] : [[name, text]]))),
    others: Object.fromEntries(Object.entries(chances).filter(([letter]) => letter !== fund)),
  };
}

/** As a number input takes it: never with an exponent. */
function decimalText(number: number): string {
  return number.toFixed(6).replace(/\.?0+$/, "");
}

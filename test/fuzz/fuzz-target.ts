import type fc from "fast-check";
import { type FuzzPlan, type FuzzResult, feedAll } from "./feed-all.ts";

/** What a parser made of one input. Anything but a `UserError` that it throws is a finding, and so is a slow answer. */
export type Outcome = "accepted" | "refused";

/** A target that is ready to be fed. */
export interface OpenTarget<Input> extends AsyncDisposable {
  readonly feed: (input: Input) => Outcome | Promise<Outcome>;
  /** Between two cases, outside of both. */
  readonly tidy?: () => Promise<void>;
}

export interface Definition<Input> {
  /** As it is named on the command line. */
  readonly name: string;
  /** What is fed, and what must hold, in one line. */
  readonly about: string;
  /** How many cases `npm test` takes. */
  readonly casesInTest: number;
  readonly inputs: fc.Arbitrary<Input>;
  readonly open: () => Promise<OpenTarget<Input>>;
}

/** A target, whatever its inputs are. */
export interface FuzzTarget extends Pick<Definition<unknown>, "name" | "about" | "casesInTest"> {
  readonly run: (plan: FuzzPlan) => Promise<FuzzResult>;
}

export function fuzzTarget<Input>(definition: Definition<Input>): FuzzTarget {
  const { name, about, casesInTest } = definition;
  return { name, about, casesInTest, run: (plan) => feedAll(definition, plan) };
}

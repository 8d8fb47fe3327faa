import type { Game } from "../../game.ts";
import { type Quotas, quotaDayMs } from "../../quotas.ts";
import type { Tx } from "../../store/database.ts";
import { lockName } from "../../store/lock-name.ts";
import type { SeasonRow } from "../../store/seasons.ts";
import {
  type CountedIn,
  measuresSpent,
  pitchesSpent,
  proofsSpent,
  questionsSpent,
  runnerMinutesSpent,
} from "../../store/spending.ts";
import { UserError } from "../../user-error.ts";
import { ownerOf } from "./owner-of.ts";

export type Spent = "pitches" | "questions" | "proofs" | "measures";

export interface Spending {
  readonly what: Spent;
  readonly by: string;
  /** The round that it is spent in, locked by the caller; null: none. */
  readonly round: { readonly id: number; readonly number: number } | null;
}

/**
 * Checks that somebody's quota, and the round's, has room for one more; the transaction that asks then adds it. A
 * person and all their agents have one quota, and spend it one after the other.
 * @throws UserError that says how much there is, and when there is more
 */
export async function spendQuota(tx: Tx, game: Game, season: SeasonRow, spending: Spending): Promise<void> {
  const { quotas } = season.settings.rules;
  const owner = ownerOf(spending.by);
  await lockName(tx, `quota:${season.id}:${owner}`);
  const room = new Room(tx, game, season, { ...spending, owner });
  await room.ofPerson(quotas);
  await room.ofRound(quotas);
  if (spending.what === "proofs" || spending.what === "measures") await room.onRunners(quotas);
}

interface OwnedSpending extends Spending {
  readonly owner: string;
}

class Room {
  readonly #tx: Tx;
  readonly #seasonId: number;
  readonly #spending: OwnedSpending;
  readonly #now: Date;
  readonly #since: Date;
  readonly #where: CountedIn;

  constructor(tx: Tx, game: Game, season: SeasonRow, spending: OwnedSpending) {
    this.#tx = tx;
    this.#seasonId = season.id;
    this.#spending = spending;
    this.#now = game.clock.now();
    this.#since = new Date(this.#now.getTime() - quotaDayMs);
    const { round } = spending;
    this.#where = round === null ? { seasonId: season.id, since: this.#since } : { roundId: round.id };
  }

  async ofPerson(quotas: Quotas): Promise<void> {
    const { what, owner, round } = this.#spending;
    const most = quotas[what];
    if (most === null) return;
    const place = { seasonId: this.#seasonId, roundId: round?.id ?? null };
    const spent = {
      pitches: () => pitchesSpent(this.#tx, owner, place),
      questions: () => questionsSpent(this.#tx, owner, this.#where),
      proofs: () => proofsSpent(this.#tx, owner, this.#where),
      measures: () => measuresSpent(this.#tx, owner, { seasonId: this.#seasonId, since: this.#since }),
    };
    if ((await spent[what]()) < most) return;
    const where = what === "measures" || round === null ? (what === "pitches" ? "the bench" : "a day") : "a round";
    throw quotaSpent(`You have had your ${most} ${named[what]} of ${where}.`, next[what]);
  }

  async ofRound({ round: most }: Quotas): Promise<void> {
    const { what, round } = this.#spending;
    if (round === null || (what !== "questions" && what !== "proofs")) return;
    const limit = most[what];
    const counted = what === "questions" ? questionsSpent : proofsSpent;
    if (limit === null || (await counted(this.#tx, null, this.#where)) < limit) return;
    throw quotaSpent(`Round ${round.number} has had its ${limit} ${named[what]}.`, next[what]);
  }

  async onRunners({ runnerMinutes: mine, round: { runnerMinutes: ofRound } }: Quotas): Promise<void> {
    const { owner, round, what } = this.#spending;
    const at = { seasonId: this.#seasonId, now: this.#now };
    if (mine !== null && (await runnerMinutesSpent(this.#tx, { owner, since: this.#since }, at)) >= mine) {
      const message = `Your proofs and measurements took the ${mine} minutes on runners that a person has in a day.`;
      throw quotaSpent(message, "Room comes back as the day goes on. What a round itself runs costs you nothing.");
    }
    if (what !== "proofs" || round === null || ofRound === null) return;
    if ((await runnerMinutesSpent(this.#tx, { roundId: round.id }, at)) < ofRound) return;
    const message = `The proofs of round ${round.number} took their ${ofRound} minutes on runners.`;
    throw quotaSpent(message, "Its verdicts will build and check everything all the same.");
  }
}

const named: Readonly<Record<Spent, string>> = {
  pitches: "pitches",
  questions: "questions",
  proofs: "proofs",
  measures: "measurements",
};

const next: Readonly<Record<Spent, string>> = {
  pitches: "Edit one of them, /pitch edit B, or keep this one for the next round.",
  questions: "What was asked and answered stands on each pitch: /pitch show B.",
  proofs: "What the others showed stands on each pitch: /pitch show B.",
  measures: "The oldest of them is a day old soon. A pitch with code gets its verdict in the round all the same.",
};

function quotaSpent(message: string, hint: string): UserError {
  const shared = "A person and their agents share one quota; /tank rules has all of them.";
  return new UserError("quota-spent", message, `${hint} ${shared}`);
}

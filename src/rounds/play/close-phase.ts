import type { Game } from "../game.ts";
import { hasVote } from "../round/round.ts";
import type { Round, RoundState } from "../round/round-state.ts";
import { lockOpenRound, type RoundRow } from "../store/rounds.ts";
import { getSeason } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { requireHost } from "./host/require-host.ts";
import { closeBuilding, closeFindings, closeVoting, openVoting, runWithoutVote } from "./move-round.ts";

export const closable = ["pitching", "voting", "building"] as const;
type Closable = (typeof closable)[number];

/** Ends whatever the open round is waiting for people to do; `phase` guards against ending the next one by mistake. */
export async function closePhase(
  game: Game,
  wish: { readonly season: string; readonly host: string; readonly phase?: Closable | undefined },
): Promise<{ readonly closed: Closable; readonly round: Round }> {
  const row = await game.database.transaction(async (tx) => {
    const open = await lockOpenRound(tx, (await getSeason(tx, wish.season)).id);
    requireHost(game, open, wish.host, "close");
    return open;
  });
  const closed = closablePhase(row, wish.phase);
  // Each step looks again: of two hosts who close at once, one is told that it was closed.
  return { closed, round: await steps(row)[closed](game, wish.season) };
}

function steps({ round }: RoundRow) {
  const { terms } = round;
  const pitching = terms.kind === "research" ? closeFindings : hasVote(terms) ? openVoting : runWithoutVote;
  return { pitching, voting: closeVoting, building: closeBuilding };
}

function closablePhase({ round, number }: RoundRow, asked: Closable | undefined): Closable {
  const { state } = round.now;
  const phase = closable.find((each) => each === state);
  if (phase !== undefined && (asked === undefined || asked === phase)) return phase;
  if (phase !== undefined) {
    throw new UserError(
      "wrong-phase",
      `Round ${number} is ${phase}, not ${asked}.`,
      `To end that: /tank close ${phase}`,
    );
  }
  throw new UserError(
    "nothing-to-close",
    `Round ${number} has nothing to close: ${waiting[state] ?? state}.`,
    wayOut(state),
  );
}

const waiting: Partial<Readonly<Record<RoundState["state"], string>>> = {
  opening: "its baseline is being checked",
  running: "its runs are going on",
  confirming: "its best run is being measured again",
  "needs-host": "it waits for its host's decision",
};

function wayOut(state: RoundState["state"]): string {
  if (state === "needs-host") return "Answer with /tank decide or /tank rerun, or end it with /tank cancel.";
  return "It goes on by itself; /tank cancel ends it before.";
}

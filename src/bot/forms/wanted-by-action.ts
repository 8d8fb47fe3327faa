import { UserError } from "../../rounds/user-error.ts";
import type { Action } from "../cards/action.ts";
import type { Tank } from "../commands/run-command.ts";
import { currentRound } from "./current-round.ts";
import type { WantedForm } from "./form-facts.ts";

/**
 * The form that a card's button opens; null for what is answered at once.
 * @throws UserError for a button of a round that is over: its letter means another pitch now
 */
export async function wantedByAction(tank: Tank, action: Action): Promise<WantedForm | null> {
  if ("round" in action) await requireRound(tank, action.round);
  switch (action.kind) {
    case "answer":
      return { form: "answer", question: action.question };
    case "ask":
    case "proof":
    case "code":
      return { form: action.kind, pitch: action.pitch };
    case "pitch":
    case "vote":
      return { form: action.kind };
    case "rules":
      return null;
  }
}

async function requireRound(tank: Tank, round: number): Promise<void> {
  const now = await currentRound(tank);
  if (now === round) return;
  throw new UserError(
    "round-over",
    `This button is of round ${round}, which is over.`,
    now === null ? "/tank open starts one." : `Round ${now} has its own message, with its own buttons.`,
  );
}

import { nearest } from "../nearest.ts";
import type { PitchInput } from "../pitch.ts";
import { wildCard } from "../season.ts";
import { UserError } from "../user-error.ts";
import type { KnownApproach, PitchContext } from "./pitch-context.ts";

/** Refuses an approach that nobody knows, that this round doesn't take, or that died here and isn't answered for. */
export function checkApproach(input: PitchInput, { approaches, round }: PitchContext): readonly string[] {
  const approach = approaches.find((known) => known.key === input.approach);
  if (!approach && input.approach !== wildCard) throw unknownApproach(input.approach, approaches);
  if (round !== null && round.only !== null && round.only !== input.approach) {
    throw new UserError(
      "only-approach",
      `Round ${round.number} takes only pitches of the approach ${round.only}, and this one is ${input.approach}.`,
      `Pitch with approach=${round.only}, or keep this one for the next round.`,
      { about: ["approach"] },
    );
  }
  // A finding speaks of dead approaches by its nature; a repair is about right and wrong, not about speed.
  if (approach?.status !== "eliminated" || round?.kind === "research") return [];
  if ((input.answer ?? "").trim() !== "") return [];
  return askAgain(approach, round?.kind !== "repair");
}

/** Measured here it is refused; argued, imported or measured elsewhere it is only asked about. */
function askAgain(approach: KnownApproach, mayRefuse: boolean): readonly string[] {
  const { name, evidence, elsewhere } = approach;
  const why = (approach.why[0] ?? "no reason was written down").replace(/[^.!?]$/, "$&.");
  const taught = approach.round ? ` in ${approach.round}` : "";
  const say = `say why this time is different: answer="…"`;
  if (evidence === "measured" && elsewhere === null && mayRefuse) {
    throw new UserError("eliminated", `${name} was eliminated${taught}: ${why}`, `Pitch another approach, or ${say}`, {
      about: ["answer"],
    });
  }
  const how = elsewhere === null ? evidence : `measured ${elsewhere}`;
  return [`${name} counts as eliminated (${how}): ${why} Please ${say}`];
}

function unknownApproach(key: string, approaches: readonly KnownApproach[]): UserError {
  const keys = [...approaches.map((known) => known.key), wildCard];
  const guess = nearest(key, keys);
  return new UserError(
    "unknown-approach",
    `This season has no approach "${key}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Choose one of ${keys.join(", ")}; "${wildCard}" is a pitch of no named approach.`,
    { about: ["approach"] },
  );
}

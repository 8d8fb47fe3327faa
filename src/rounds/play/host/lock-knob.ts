import type { Game } from "../../game.ts";
import { readKnobs } from "../../knobs/knobs.ts";
import { nearest } from "../../nearest.ts";
import { sentence } from "../../sentence.ts";
import { currentBaseline } from "../../store/baselines.ts";
import { constraintsOf, insertConstraint, liftConstraints } from "../../store/constraints.ts";
import type { Tx } from "../../store/database.ts";
import { insertDecision } from "../../store/decisions.ts";
import { hostsOf } from "../../store/hosts.ts";
import { latestRoundOf } from "../../store/rounds.ts";
import { getSeason } from "../../store/seasons.ts";
import { getSource } from "../../store/sources.ts";
import { UserError } from "../../user-error.ts";
import { requireHosting } from "./require-host.ts";

interface KnobRuling {
  readonly season: string;
  readonly host: string;
  readonly knob: string;
  /** Why; shown to whoever wants to turn it. */
  readonly reason: string;
}

/** Locks a knob for good: no pitch of this season may change it, in knobs or in a file. */
export async function lockKnob(game: Game, { season: name, host, knob, reason }: KnobRuling): Promise<void> {
  await game.database.transaction(async (tx) => {
    const season = await getSeason(tx, name);
    requireHosting(game, host, "lock a knob", await hostsOf(tx, season.id));
    await requireKnob(tx, season.id, knob);
    const known = (await constraintsOf(tx, season.id)).find((each) => each.knob === knob);
    if (known) {
      throw new UserError(
        "locked-already",
        `${knob} is locked already: ${sentence(known.why)}`,
        "Lift that first: lift=yes.",
      );
    }
    const at = game.clock.now();
    const round = await latestRoundOf(tx, season.id);
    const facts = { seasonId: season.id, roundId: round?.id ?? null, at };
    const told = {
      knob,
      says: "CANNOT CHANGE",
      why: reason,
      evidence: "argued",
      taughtBy: null,
      author: host,
    } as const;
    await insertConstraint(tx, { ...facts, ...told });
    await insertDecision(tx, { ...facts, host, decision: `${knob} is locked`, reason });
  });
}

/** Takes the lock off a knob again; a mark in the kernel's own source stays. */
export async function liftLock(game: Game, { season: name, host, knob, reason }: KnobRuling): Promise<void> {
  await game.database.transaction(async (tx) => {
    const season = await getSeason(tx, name);
    requireHosting(game, host, "unlock a knob", await hostsOf(tx, season.id));
    const at = game.clock.now();
    if (!(await liftConstraints(tx, season.id, knob, at))) {
      const hint = "/tank kernel shows what is locked; a mark in the kernel's own source stays with the kernel.";
      throw new UserError("not-locked", `No constraint of this season locks ${knob}.`, hint);
    }
    await insertDecision(tx, { seasonId: season.id, roundId: null, host, decision: `${knob} is unlocked`, reason, at });
  });
}

async function requireKnob(tx: Tx, seasonId: number, knob: string): Promise<void> {
  const { source_sha256 } = await currentBaseline(tx, seasonId);
  const names = readKnobs(await getSource(tx, source_sha256)).map(({ name }) => name);
  if (names.includes(knob)) return;
  const guess = nearest(knob, names);
  throw new UserError(
    "knob-unknown",
    `The baseline has no knob "${knob}"${guess ? `; did you mean ${guess}?` : "."}`,
    names.length > 0 ? `The knobs are ${names.join(", ")}.` : "No knobs are marked in this kernel.",
    {
      withoutCode: {
        message: `The baseline has no knob "${knob}".`,
        hint: "Its knobs stand in the kernel's source.",
      },
    },
  );
}

import { deadlineAfter, momentText, readMoment } from "../deadline.ts";
import type { Game } from "../game.ts";
import type { RoundState } from "../round/round-state.ts";
import { DurationText } from "../season.ts";
import { insertDecision } from "../store/decisions.ts";
import { lockOpenRound, type RoundRow, setDeadline } from "../store/rounds.ts";
import { getSeason, type SeasonRow } from "../store/seasons.ts";
import { UserError } from "../user-error.ts";
import { requireHost } from "./host/require-host.ts";

export interface ExtendDeadline {
  readonly season: string;
  readonly host: string;
  /** `2h` more than there was; from now where there was no deadline. */
  readonly by?: string | undefined;
  /** Or a moment on the wall clock of the season's time zone: `2026-11-27 18:00`. */
  readonly until?: string | undefined;
  readonly reason?: string | undefined;
}

export interface ExtendedDeadline {
  readonly row: RoundRow;
  readonly before: Date | null;
  readonly deadlineAt: Date;
}

/** Gives the open round's phase more time, or a deadline where it had none; kept with its reason. */
export async function extendDeadline(game: Game, wish: ExtendDeadline): Promise<ExtendedDeadline> {
  return game.database.transaction(async (tx) => {
    const season = await getSeason(tx, wish.season);
    const row = await lockOpenRound(tx, season.id);
    requireHost(game, row, wish.host, "extend");
    requirePeople(row);
    const at = game.clock.now();
    const deadlineAt = momentOf(wish, row, season, at);
    const { timezone } = season.settings.rules;
    if (deadlineAt <= at) {
      throw new UserError(
        "deadline-in-the-past",
        `${momentText(deadlineAt, timezone)} is over already: it is ${momentText(at, timezone)}.`,
        "Name a later time, or end the phase now with /tank close.",
      );
    }
    await setDeadline(tx, row.id, deadlineAt);
    const phase = row.round.now.state === "needs-host" ? "the host's answer" : row.round.now.state;
    await insertDecision(tx, {
      seasonId: season.id,
      roundId: row.id,
      host: wish.host,
      decision: `extend ${phase} to ${momentText(deadlineAt, timezone)}`,
      reason: wish.reason ?? "no reason given",
      at,
    });
    return { row: { ...row, deadlineAt }, before: row.deadlineAt, deadlineAt };
  });
}

const busy: Partial<Readonly<Record<RoundState["state"], string>>> = {
  opening: "its baseline is being checked",
  running: "its runs are going on",
  confirming: "its best run is being measured again",
};

/** Only what waits for people can have a deadline. */
function requirePeople({ round, number }: RoundRow): void {
  const what = busy[round.now.state];
  if (what === undefined) return;
  throw new UserError(
    "no-deadline-here",
    `Round ${number} waits for nobody now: ${what}.`,
    "It goes on by itself. Pitching, the vote, the wait for code and a host's question can be extended.",
  );
}

function momentOf({ by, until }: ExtendDeadline, row: RoundRow, { settings }: SeasonRow, now: Date): Date {
  const { rules } = settings;
  if ((by === undefined) === (until === undefined)) {
    throw new UserError(
      "by-or-until",
      by === undefined ? "There is no new time in this." : "This names two times, and only one can hold.",
      'Say how much longer, /tank extend 2h, or until when: /tank extend until="2026-11-27 18:00"',
    );
  }
  if (until !== undefined) return untilOf(until, rules.timezone);
  // What is past can't be lengthened.
  const from = row.deadlineAt !== null && row.deadlineAt > now ? row.deadlineAt : now;
  const duration = DurationText.safeParse(by);
  if (duration.success) return deadlineAfter(from, duration.data, rules);
  throw new UserError("bad-time", `"${by?.slice(0, 40)}" is no time.`, "Write it as 90m, 4h or 2d (working days).");
}

function untilOf(text: string, timezone: string): Date {
  const moment = readMoment(text, timezone);
  if (moment !== null) return moment;
  throw new UserError(
    "bad-time",
    `"${text.slice(0, 40)}" is no time in ${timezone}.`,
    'Write it as a date and a time of day: until="2026-11-27 18:00"',
  );
}

import { UserError } from "../../../rounds/user-error.ts";

/** More than a hasty person types, and less than a loop does. */
export const usualCommandsPerMinute = 60;

/** How many commands a person has left; they come back evenly. */
interface Bucket {
  left: number;
  at: number;
}

/** Whoever said nothing for so long has all their commands again, and is forgotten. */
const minuteMs = 60_000;

/**
 * Keeps one person from keeping the bot from everybody else.
 * @returns what throws a UserError for who has said more than `perMinute` commands in a minute
 */
export function pace(perMinute: number, now: () => Date): (person: string) => void {
  const buckets = new Map<string, Bucket>();
  const msEach = minuteMs / perMinute;
  return (person) => {
    const at = now().getTime();
    const before = buckets.get(person) ?? { left: perMinute, at };
    const left = Math.min(perMinute, before.left + (at - before.at) / msEach);
    if (left < 1) {
      const waitS = Math.max(1, Math.ceil(((1 - left) * msEach) / 1000));
      const message = `That is more than ${perMinute} commands in a minute.`;
      throw new UserError("too-fast", message, `Nothing was done. Try again in ${waitS} s.`);
    }
    // The newest stand last, so that those who are full again stand first.
    buckets.delete(person);
    buckets.set(person, { left: left - 1, at });
    for (const [name, { at: last }] of buckets) {
      if (at - last < minuteMs) break;
      buckets.delete(name);
    }
  };
}

/** More events than Slack has on their way at once. */
const mostEvents = 10_000;

/**
 * True for the first delivery of an event to this process. A refusal leaves nothing behind by which it could be known
 * later, and is told once all the same; what took effect is known to the database, after a restart too.
 */
export function firstTime(): (eventId: string) => boolean {
  const seen = new Set<string>();
  return (eventId) => {
    if (seen.has(eventId)) return false;
    seen.add(eventId);
    const [oldest] = seen;
    if (seen.size > mostEvents && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}

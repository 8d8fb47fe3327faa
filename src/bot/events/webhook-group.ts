import type { Announcer } from "../announce.ts";
import { type WebhookAnnouncerOptions, webhookAnnouncer } from "./webhook-announcer.ts";
import type { Webhook } from "./webhooks.ts";

/** All webhooks of a tank; none of them waits for another. `deliver` ends when each was tried or waits for its next try. */
export function webhookGroup(
  hooks: readonly Webhook[],
  options: Omit<WebhookAnnouncerOptions, "signal">,
  signal: AbortSignal,
): Announcer {
  const announcers = hooks.map((hook) => webhookAnnouncer(hook, { ...options, signal }));
  return {
    async deliver() {
      await Promise.all(announcers.map((announcer) => announcer.deliver()));
    },
  };
}

import { Refusal } from "./refusal.ts";
import type { Workspace } from "./workspace.ts";

const livesMs = 3_000;

interface Trigger {
  readonly user: string;
  readonly bornAtMs: number;
  /** The modal that the person acted in, if they acted in one. */
  readonly viewId: string | undefined;
  used: boolean;
}

export interface Triggers {
  /** A trigger for what this person just did. */
  issue(user: string, viewId?: string): string;
  /** Spends the trigger, or refuses as Slack does: it lives three seconds and works once. */
  exchange(triggerId: string): { readonly user: string; readonly viewId: string | undefined };
}

export function createTriggers(slack: Workspace): Triggers {
  const triggers = new Map<string, Trigger>();
  return {
    issue(user, viewId) {
      const triggerId = `${1_000_000 + triggers.size}.2000000.${slack.newId("fake").toLowerCase()}`;
      triggers.set(triggerId, { user, bornAtMs: slack.clock.nowMs(), viewId, used: false });
      return triggerId;
    },
    exchange(triggerId) {
      const trigger = triggers.get(triggerId);
      if (trigger === undefined) throw new Refusal("invalid_trigger_id");
      if (trigger.used) throw new Refusal("exchanged_trigger_id");
      if (slack.clock.nowMs() - trigger.bornAtMs > livesMs) throw new Refusal("expired_trigger_id");
      trigger.used = true;
      return trigger;
    },
  };
}

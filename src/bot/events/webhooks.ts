import { Webhook as Signer } from "standardwebhooks";
import { UserError } from "../../rounds/user-error.ts";
import type { Variables } from "../secrets.ts";
import type { EventType } from "./event.ts";
import type { WebhookKeys } from "./webhook-keys.ts";

/** A program that is told what happens. */
export interface Webhook {
  readonly name: string;
  readonly url: string;
  /** Null: everything. */
  readonly events: readonly EventType[] | null;
  /** What Standard Webhooks calls `webhook-signature`, for a body. */
  readonly sign: (id: string, at: Date, body: string) => string;
}

/** `WEBHOOK_CI_SECRET` of the webhook `ci`. */
export function secretOf(name: string): string {
  return `WEBHOOK_${name.replaceAll("-", "_").toUpperCase()}_SECRET`;
}

/**
 * The webhooks that are configured, each with its secret.
 * @throws UserError that names all that is missing at once
 */
export function webhooksOf(keys: readonly WebhookKeys[], variables: Variables): readonly Webhook[] {
  const faults: string[] = [];
  const hooks = keys.flatMap(({ name, url, events = null }): readonly Webhook[] => {
    const variable = secretOf(name);
    const secret = variables[variable] ?? "";
    if (!secretLooks.test(secret)) {
      faults.push(`${variable} ${secret === "" ? "is missing" : "is no such secret"}`);
      return [];
    }
    const signer = new Signer(secret);
    return [{ name, url, events, sign: (id, at, body) => signer.sign(id, at, body) }];
  });
  if (faults.length === 0) return hooks;
  throw new UserError(
    "missing-secrets",
    `config/tank.yml names webhooks, but ${faults.join("; ")}.`,
    `A secret is whsec_ and 24 to 64 bytes in base64: printf 'whsec_%s' "$(openssl rand -base64 32)". It goes into .env or a file of its own (config/env.example), and to the receiver.`,
  );
}

/** As Standard Webhooks has it: 24 to 64 bytes. */
const secretLooks =
  /^whsec_(?=[A-Za-z0-9+/]{32,86}={0,2}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

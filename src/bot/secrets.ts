import { readFileSync } from "node:fs";

/**
 * The secrets, each with what passes for one while the rest of the configuration is looked at, where its file is bad:
 * all faults are named at once, and nothing is started with it.
 */
const standIns = {
  SLACK_BOT_TOKEN: "xoxb-",
  SLACK_APP_TOKEN: "xapp-",
  SLACK_SIGNING_SECRET: "-",
  DISCORD_TOKEN: "-.-.-",
  DATABASE_URL: "postgres://-",
  TANK_TOKEN: "-",
} as const;
const standInOf: Readonly<Record<string, string>> = standIns;
const webhookStandIn = `whsec_${"A".repeat(32)}`;

export type SecretName = keyof typeof standIns | WebhookSecret;
/** Each webhook has a secret of its own, named after it. */
type WebhookSecret = `WEBHOOK_${string}_SECRET`;
export const secretNames = [
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "DISCORD_TOKEN",
  "DATABASE_URL",
  "TANK_TOKEN",
] as const satisfies readonly SecretName[];

/** Those, and the webhooks' among the variables. */
export function secretNamesIn(variables: Variables): readonly SecretName[] {
  const webhooks = Object.keys(variables)
    .map((name) => name.replace(/_FILE$/, ""))
    .filter(isWebhookSecret);
  return [...secretNames, ...new Set(webhooks)];
}

function isWebhookSecret(name: string): name is WebhookSecret {
  return /^WEBHOOK_[A-Z0-9_]+_SECRET$/.test(name);
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** Variables in which each secret stands by its own name, wherever it came from. */
export interface Secrets {
  readonly variables: Variables;
  /** What is wrong with files of secrets, each as half a sentence that names its variable; never what stands in one. */
  readonly faults: readonly string[];
}

/** Reads the secrets that `NAME_FILE` says are in a file of their own, as Docker and Kubernetes hand them over. */
export function readSecrets(variables: Variables): Secrets {
  const read: Record<string, string | undefined> = { ...variables };
  const faults: string[] = [];
  for (const name of secretNamesIn(variables)) {
    const path = variables[`${name}_FILE`];
    if (!path) continue;
    delete read[`${name}_FILE`];
    const secret = variables[name] ? { fault: "" } : readSecret(path);
    if ("value" in secret) read[name] = secret.value;
    else {
      read[name] = standInOf[name] ?? webhookStandIn;
      faults.push(
        secret.fault === ""
          ? `${name} and ${name}_FILE are both set: leave one of them out`
          : `${name}_FILE ${secret.fault}: give it the path of a file that holds the secret and nothing else`,
      );
    }
  }
  return { variables: read, faults };
}

/** The path itself is not told either: somebody may have put the secret in its place. */
function readSecret(path: string): { readonly value: string } | { readonly fault: string } {
  try {
    const value = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    return value.trim() === "" ? { fault: "names an empty file" } : { value };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return { fault: code === "ENOENT" ? "names a file that does not exist" : "names a file that can't be read" };
  }
}

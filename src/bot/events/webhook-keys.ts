import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { EventType } from "./event.ts";

/** A webhook of config/tank.yml; its secret stands in the environment. */
const WebhookKeys = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use lower case, digits and dashes"),
  url: z.string().superRefine((text, context) => {
    const fault = addressFault(text);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  }),
  events: z.array(EventType).min(1).optional(),
});
export type WebhookKeys = z.infer<typeof WebhookKeys>;

export const webhooksKey = z
  .array(WebhookKeys)
  .max(20)
  .refine((hooks) => new Set(hooks.map(({ name }) => name)).size === hooks.length, "two webhooks have one name")
  .default([]);

const near = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["127.0.0.0", 8],
] as const) {
  near.addSubnet(network, bits, "ipv4");
}
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/** What crosses a network of others is encrypted; an address of the operators' own is one that they wrote as such. */
function addressFault(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    return "use an address such as https://example.org/tank";
  if (url.username !== "" || url.password !== "")
    return "leave user and password out: the webhook's own secret signs what it is sent";
  if (url.protocol === "https:" || isNear(url.hostname)) return null;
  return "use https://; http:// is for localhost and for addresses such as 127.0.0.1, 10.…, 172.16.… and 192.168.…";
}

function isNear(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  const version = isIP(host);
  return version === 0 ? host === "localhost" : near.check(host, version === 4 ? "ipv4" : "ipv6");
}

import type { Gateway } from "../gateway/gateway.ts";
import type { Interactions, ShownModal } from "../interactions.ts";
import type { Nonces } from "../nonces.ts";
import type { World } from "../world.ts";
import type { UploadedFile } from "./read-request.ts";

/** What a route and a person's deeds work on. */
export interface Stage {
  readonly world: World;
  readonly gateway: Pick<Gateway, "dispatch" | "channelChanged" | "identifiesLeft">;
  readonly interactions: Interactions;
  readonly nonces: Nonces;
  showModal(modal: ShownModal): void;
}

export interface RestRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As Discord's document writes it. */
  readonly path: string;
  /** Names that may stand after the question mark. */
  readonly query?: readonly string[];
  /** Whether the address itself is the secret, as an interaction's token is. */
  readonly isOpen?: boolean;
  readonly status?: 200 | 201 | 204;
  call(request: RestRequest, stage: Stage): unknown;
}

export const routeName = ({ method, path }: Pick<Route, "method" | "path">): string => `${method} ${path}`;

/** The route of a request, and what stands at its placeholders; whether the address exists with another method. */
export function findRoute(routes: readonly Route[], method: string, path: string) {
  const here = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  // `users/@me` is found before `users/{user_id}`.
  const [found] = here
    .filter(({ route }) => route.method === method)
    .toSorted((one, other) => Object.keys(one.params).length - Object.keys(other.params).length);
  return { found, isKnownPath: here.length > 0 };
}

function paramsOf(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split("/");
  const given = path.split("/").map(decodeURIComponent);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const is = given[at] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== is) return undefined;
    if (name !== undefined) params[name] = is;
  }
  return params;
}

import { DiscordAPIError, REST, RequestMethod } from "discord.js";
import { isJson, type Json, objectsOf } from "../slack/json.ts";
import type { FakeDiscord } from "./fake-discord.ts";

const methods = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PUT: RequestMethod.Put,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const;

interface Sent {
  readonly body?: unknown;
  readonly files?: readonly { readonly name: string; readonly data: Buffer }[];
}

type Method = keyof typeof methods;

/** discord.js's own REST client, without its tries, by what a test wants to know of an answer. */
export interface Client {
  json(method: Method, path: string, sent?: Sent): Promise<Json>;
  id(method: Method, path: string, sent?: Sent): Promise<string>;
  contents(path: string): Promise<readonly unknown[]>;
  /** Discord's code of a refusal; 0 where it has none, nothing where there was no refusal. */
  code(method: Method, path: string, sent?: Sent): Promise<number | string | undefined>;
  /** Which fields erred, as discord.js prints them: `embeds[0].title[BASE_TYPE_MAX_LENGTH]: …`. */
  errors(method: Method, path: string, sent?: Sent): Promise<string>;
}

export function restClient(discord: FakeDiscord, token = discord.token): Client {
  const rest = new REST({ api: discord.apiUrl, retries: 0, offset: 0 }).setToken(token);
  const raw = (method: Method, path: string, { body, files = [] }: Sent = {}) => {
    const [where = "", query] = path.split("?");
    const requested = { fullRoute: `/${where.slice(1)}` as const, files: [...files], body };
    return rest.request({
      ...requested,
      ...(query ? { query: new URLSearchParams(query) } : {}),
      method: methods[method],
    });
  };
  const refused = async (sending: Promise<unknown>): Promise<DiscordAPIError | undefined> => {
    const [outcome] = await Promise.allSettled([sending]);
    if (outcome.status === "fulfilled") return undefined;
    if (outcome.reason instanceof DiscordAPIError) return outcome.reason;
    throw outcome.reason;
  };
  const json = async (...args: Parameters<Client["json"]>): Promise<Json> => {
    const answer = await raw(...args);
    return isJson(answer) ? answer : {};
  };
  return {
    json,
    id: async (...args) => String((await json(...args))["id"]),
    contents: async (path) => objectsOf(await raw("GET", path)).map((message) => message["content"]),
    code: async (...args) => (await refused(raw(...args)))?.code,
    errors: async (...args) => (await refused(raw(...args)))?.message ?? "",
  };
}

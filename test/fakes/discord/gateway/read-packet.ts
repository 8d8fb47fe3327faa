import { GatewayCloseCodes } from "discord-api-types/v10";
import { isJson, parseJson } from "../../slack/json.ts";
import { everyIntent, privilegedIntents } from "./dispatches.ts";

export interface Packet {
  readonly op: number;
  readonly d: unknown;
}

/** A client may send 4,096 bytes at a time. */
const mostBytes = 4096;

export function readPacket(data: string): Packet | undefined {
  const parsed = Buffer.byteLength(data) > mostBytes ? undefined : parseJson(data);
  if (!isJson(parsed) || typeof parsed["op"] !== "number") return undefined;
  return { op: parsed["op"], d: parsed["d"] };
}

/** What a client asks for when it identifies, or the code that Discord closes its socket with. */
export function readIdentify(
  data: unknown,
  token: string,
  granted: number,
): { readonly intents: number } | { readonly closeCode: number } {
  if (!isJson(data)) return { closeCode: GatewayCloseCodes.DecodeError };
  if (data["token"] !== token) return { closeCode: GatewayCloseCodes.AuthenticationFailed };
  const { intents, shard = [0, 1], properties } = data;
  if (!isJson(properties)) return { closeCode: GatewayCloseCodes.DecodeError };
  if (typeof intents !== "number" || (intents & ~everyIntent) !== 0)
    return { closeCode: GatewayCloseCodes.InvalidIntents };
  if ((intents & privilegedIntents & ~granted) !== 0) return { closeCode: GatewayCloseCodes.DisallowedIntents };
  const isWhole = Array.isArray(shard) && shard[0] === 0 && shard[1] === 1;
  return isWhole ? { intents } : { closeCode: GatewayCloseCodes.InvalidShard };
}

export function readResume(data: unknown, token: string) {
  if (!isJson(data)) return undefined;
  const { session_id: sessionId, seq: sequence } = data;
  if (data["token"] !== token) return "wrong token";
  if (typeof sessionId !== "string" || typeof sequence !== "number") return undefined;
  return { sessionId, sequence };
}

import { ErrorCode } from "@slack/web-api";
import type { ChatFailure } from "../chat/chat-failure.ts";

const places: Readonly<Record<string, string>> = {
  not_in_channel: "the bot is not in the channel; /invite it there",
  channel_not_found: "Slack knows no such channel, or the bot was never in it; /invite it there",
  is_archived: "the channel is archived; unarchive it, or play in another one",
  is_inactive: "the channel is archived; unarchive it, or play in another one",
  posting_to_channel_denied: "the channel takes nothing from the bot; an admin can allow it to post",
  restricted_action: "the channel's settings forbid the bot to post; an admin can allow it",
  restricted_action_read_only_channel: "the channel is read-only; an admin can allow the bot to post",
};

const accounts: Readonly<Record<string, string>> = {
  invalid_auth: "Slack does not know this token",
  not_authed: "there is no token",
  token_revoked: "the token was revoked; install the app again and take the new one",
  token_expired: "the token has expired; install the app again and take the new one",
  account_inactive: "the app was removed from the workspace; install it again",
  not_allowed_token_type: "this is a token of another kind",
  team_access_not_granted: "the app is not installed in this workspace",
  org_login_required: "the workspace is being moved; try again later",
};

/** Anything that is no failure of a call comes back as null: a bug of ours. */
export function slackFailure(error: unknown): ChatFailure | null {
  if (!(error instanceof Error && "code" in error)) return null;
  if (error.code === ErrorCode.RateLimitedError) return { kind: "later", afterMs: retryAfterMs(error) };
  if (error.code === ErrorCode.RequestError || error.code === ErrorCode.HTTPError) {
    return { kind: "later", afterMs: null };
  }
  if (error.code !== ErrorCode.PlatformError) return null;
  const code = platformCode(error);
  const [place, account] = [places[code], accounts[code]];
  if (place !== undefined) return { kind: "place", code, says: place };
  if (account !== undefined) return { kind: "account", code, says: account };
  if (code === "missing_scope") return { kind: "account", code, says: scopeText(error) };
  const isLater = ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"].includes(
    code,
  );
  return isLater ? { kind: "later", afterMs: null } : { kind: "request", code };
}

function platformCode(error: Error): string {
  const data = dataOf(error);
  return typeof data?.["error"] === "string" ? data["error"] : "unknown";
}

function scopeText(error: Error): string {
  const needed = dataOf(error)?.["needed"];
  return `the app lacks the scope ${String(needed)}; add it under "OAuth & Permissions" and install the app again`;
}

function dataOf(error: Error): Readonly<Record<string, unknown>> | null {
  const data = "data" in error ? error.data : null;
  return typeof data === "object" && data !== null ? Object.fromEntries(Object.entries(data)) : null;
}

function retryAfterMs(error: Error): number | null {
  const seconds = "retryAfter" in error ? Number(error.retryAfter) : Number.NaN;
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

import type { WebClient } from "@slack/web-api";

/** The id of the direct message with somebody. */
export async function openDirect(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new Error("Slack opened no direct message");
  return channel.id;
}

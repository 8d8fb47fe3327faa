import type { Json } from "./json.ts";
import type { StoredFile, Workspace } from "./workspace.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  json: "application/json",
};

/** A file as Slack's answers and payloads show it. */
export function filePayload(slack: Workspace, file: StoredFile): Json {
  const filetype = file.name.split(".").at(-1) ?? "";
  const address = `${slack.origin}/files-pri/${slack.teamId}-${file.id}`;
  const seconds = Math.floor(slack.clock.nowMs() / 1000);
  const shares: Record<string, readonly Json[]> = {};
  for (const { channel, ...share } of file.shares) shares[channel] = [...(shares[channel] ?? []), share];
  return {
    id: file.id,
    created: seconds,
    timestamp: seconds,
    name: file.name,
    title: file.title,
    mimetype: mediaTypes[filetype] ?? "text/plain",
    filetype,
    user: file.user,
    user_team: slack.teamId,
    size: file.bytes?.length ?? 0,
    mode: "hosted",
    is_external: false,
    is_public: file.shares.length > 0,
    file_access: "visible",
    url_private: `${address}/${encodeURIComponent(file.name)}`,
    url_private_download: `${address}/download/${encodeURIComponent(file.name)}`,
    permalink: `${slack.origin}/files/${file.user}/${file.id}`,
    channels: Object.keys(shares),
    shares: { public: shares },
    ...(file.alt_txt === undefined ? {} : { alt_txt: file.alt_txt }),
  };
}

import type { StoredFile, World } from "../world.ts";
import type { Reply } from "./reply.ts";

/** A file's address works for a day. */
const addressLivesMs = 24 * 60 * 60 * 1000;

const signatureOf = (file: StoredFile) => Buffer.from(`${file.channelId}/${file.id}`).toString("hex");

export function fileUrl(world: World, file: StoredFile): string {
  const folder = file.isEphemeral ? "ephemeral-attachments" : "attachments";
  const times = new URLSearchParams({
    ex: Math.floor((world.clock.nowMs() + addressLivesMs) / 1000).toString(16),
    is: Math.floor(world.clock.nowMs() / 1000).toString(16),
    hm: signatureOf(file),
  });
  return `${world.origin}/${folder}/${file.channelId}/${file.id}/${encodeURIComponent(file.name)}?${times}`;
}

/** Gives out a file's bytes, to whoever has its signed address. */
export function giveFile(world: World, url: URL): Reply {
  const [, , , id = ""] = url.pathname.split("/");
  const file = world.files.get(id);
  const expiresAtMs = Number.parseInt(url.searchParams.get("ex") ?? "0", 16) * 1000;
  if (file === undefined || url.searchParams.get("hm") !== signatureOf(file) || world.clock.nowMs() > expiresAtMs) {
    return { status: 404, body: "This content is no longer available." };
  }
  return { status: 200, headers: { "content-type": file.contentType }, body: file.bytes };
}

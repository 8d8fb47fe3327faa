import { aboutFile, fileTooLarge, largestFileBytes, largestSetFiles } from "../../../rounds/candidate.ts";
import { largestZipBytes } from "../../../rounds/code/zip-files.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { Attachment } from "../../command.ts";
import { storable } from "../../text/storable.ts";
import type { SlackSettings } from "../slack-settings.ts";

/** A file that somebody uploaded, as Slack tells of it. */
export interface UploadedFile {
  readonly name: string;
  readonly size: number;
  /** Where its bytes are, for whoever has our token. */
  readonly url: string;
}

const longestMs = 20_000;

/**
 * Fetches what somebody uploaded.
 * @throws UserError for too many files, one that is too large, and one that Slack does not give us
 */
export async function download(
  { botToken, apiUrl }: Pick<SlackSettings, "botToken" | "apiUrl">,
  files: readonly UploadedFile[],
): Promise<readonly Attachment[]> {
  if (files.length > largestSetFiles) {
    const message = `These are ${files.length} files; ${largestSetFiles} are the most.`;
    throw new UserError("too-many-files", message, "Upload only what the kernel's build needs, or one zip.");
  }
  for (const { name, size } of files) {
    const most = mostBytes(name);
    if (size > most) throw fileTooLarge(name, size, most);
  }
  return Promise.all(files.map((file) => downloadOne(botToken, apiUrl, file)));
}

function mostBytes(name: string): number {
  return /\.zip$/i.test(name) ? largestZipBytes : largestFileBytes;
}

async function downloadOne(token: string, apiUrl: string, { name, url }: UploadedFile): Promise<Attachment> {
  if (!isSlacks(url, apiUrl)) throw notGiven(name);
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(longestMs),
    redirect: "error",
  }).catch((cause: unknown) => {
    throw notGiven(name, cause);
  });
  if (!answer.ok || answer.body === null) throw notGiven(name);
  return { name: storable(name), bytes: await read(answer.body, name) };
}

/** What was said of its size is checked while it comes. */
async function read(body: ReadableStream<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > mostBytes(name)) throw fileTooLarge(name, size, mostBytes(name));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Our token goes to Slack and to nobody else, whatever an event names as an address. */
function isSlacks(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  return origin === new URL(apiUrl).origin || (protocol === "https:" && /(^|\.)slack(-files)?\.com$/.test(hostname));
}

function notGiven(name: string, cause?: unknown): UserError {
  return new UserError(
    "file-not-given",
    `Slack did not hand over ${name.slice(0, 100)}.`,
    "Upload it again; if that does not help, whoever runs the bot checks its scope files:read.",
    { cause, ...aboutFile },
  );
}

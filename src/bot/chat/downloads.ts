import { aboutFile, fileTooLarge, largestFileBytes, largestSetFiles, printable } from "../../rounds/candidate.ts";
import { largestZipBytes } from "../../rounds/code/zip-files.ts";
import { storable } from "../../rounds/storable.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment } from "../command.ts";

/** A file that somebody uploaded, as a platform tells of it. */
export interface UploadedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Where its bytes are. */
  readonly url: string;
}

/** Where a platform keeps what people upload. */
export interface FilePlace {
  /** As people call it: Slack. */
  readonly platform: string;
  /** What goes with the request; a token goes to its own platform and to nobody else. */
  readonly headers: Readonly<Record<string, string>>;
  /** False for an address that is none of the platform's. */
  readonly isOwn: (url: URL) => boolean;
  /** What to do where it does not hand a file over. */
  readonly hint: string;
}

const longestMs = 20_000;

/**
 * Fetches what somebody uploaded.
 * @throws UserError for too many files, one that is too large, and one that the platform does not give us
 */
export async function download(place: FilePlace, files: readonly UploadedFile[]): Promise<readonly Attachment[]> {
  if (files.length > largestSetFiles) {
    const message = `These are ${files.length} files; ${largestSetFiles} are the most.`;
    throw new UserError("too-many-files", message, "Upload only what the kernel's build needs, or one zip.");
  }
  for (const { name, size } of files) {
    const most = mostBytes(name);
    if (size > most) throw fileTooLarge(name, size, most);
  }
  return Promise.all(files.map((file) => downloadOne(place, file)));
}

function mostBytes(name: string): number {
  return /\.zip$/i.test(name) ? largestZipBytes : largestFileBytes;
}

async function downloadOne(place: FilePlace, { name, url }: UploadedFile): Promise<Attachment> {
  if (!URL.canParse(url) || !place.isOwn(new URL(url))) throw notGiven(place, name);
  const answer = await fetch(url, {
    headers: place.headers,
    signal: AbortSignal.timeout(longestMs),
    redirect: "error",
  }).catch((cause: unknown) => {
    throw notGiven(place, name, cause);
  });
  if (!answer.ok || answer.body === null) throw notGiven(place, name);
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

function notGiven({ platform, hint }: FilePlace, name: string, cause?: unknown): UserError {
  const message = `${platform} did not hand over ${printable(name)}.`;
  return new UserError("file-not-given", message, hint, { cause, ...aboutFile });
}

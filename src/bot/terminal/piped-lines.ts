import { UserError } from "../../rounds/user-error.ts";
import { notUtf8 } from "./chat.ts";

/** A line as it came in, or why it can't be one. */
export type PipedLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly refused: UserError };

/** No command is longer; what is, is refused without being kept. */
const longestLineBytes = 1024 * 1024;
const lineBreak = 0x0a;

/** Splits bytes into lines and decodes each by itself, so that one bad line spoils no other. */
export async function* pipedLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<PipedLine> {
  let number = 0;
  let kept: Uint8Array[] = [];
  let size = 0;
  const take = (): PipedLine => {
    number++;
    const bytes = Buffer.concat(kept);
    const line = size > longestLineBytes ? tooLong(number) : decode(bytes, number);
    kept = [];
    size = 0;
    return line;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(lineBreak); end >= 0; end = chunk.indexOf(lineBreak, start)) {
      size += end - start;
      if (size <= longestLineBytes) kept.push(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    size += chunk.length - start;
    if (size <= longestLineBytes) kept.push(chunk.subarray(start));
  }
  if (size > 0) yield take();
}

function decode(bytes: Uint8Array, number: number): PipedLine {
  try {
    return { number, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r$/, "") };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { number, refused: notUtf8(`Line ${number}`) };
  }
}

function tooLong(number: number): PipedLine {
  const refused = new UserError(
    "line-too-long",
    `Line ${number} is longer than 1 MB.`,
    "Attach code as a file: --file PATH",
  );
  return { number, refused };
}

import { z } from "zod";
import { UserError } from "../../../rounds/user-error.ts";
import { receivedFile, SentFile, sentReply } from "../../cli/tank/outside-protocol.ts";
import type { Reply } from "../../commands/run-command.ts";
import { type Asked, callCommand } from "../call-command.ts";
import { cardText } from "../card-text.ts";
import type { CommandDoor, Visitor } from "../door.ts";
import { Arguments } from "../read-arguments.ts";

/** A tool's name with its arguments, or a line as people type it. */
const Body = z.union([
  z.strictObject({ command: z.string().min(1).max(100), arguments: Arguments.default({}) }),
  z.strictObject({ text: z.string().min(1), files: z.array(SentFile).default([]) }),
]);

/** The longest key that a program may name its call by. */
const OnceKey = z.string().regex(/^[\w.:-]{1,100}$/);

/** POST /api/commands: one command, answered as `npm run tank -- do --json` answers it, with the card as `text`. */
export async function runApiCommand(
  door: CommandDoor,
  visitor: Visitor,
  { body, onceKey }: { readonly body: unknown; readonly onceKey: string | undefined },
): Promise<object> {
  const reply = await callCommand(door, visitor, readAsked(body), readKey(onceKey));
  return told(reply);
}

function readAsked(body: unknown): Asked {
  const read = Body.safeParse(body);
  if (!read.success) {
    const looks = '{"command": "vote", "arguments": {"pitch": "A", "p": 70}} or {"text": "/vote A p=70"}';
    throw new UserError("bad-body", "This names no command.", `Write ${looks}.`);
  }
  const { data } = read;
  return "text" in data ? { text: data.text, files: data.files.map(receivedFile) } : data;
}

function readKey(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (OnceKey.safeParse(key).success) return key;
  throw new UserError(
    "bad-key",
    "This Idempotency-Key can't be used.",
    "Use up to 100 letters, digits, dots, colons, dashes or underscores.",
  );
}

function told(reply: Reply): object {
  const { card, ...rest } = sentReply(reply);
  return { ...rest, text: cardText(card) };
}

import { UserError } from "../../rounds/user-error.ts";
import { inTurns } from "../chat/listening/in-turns.ts";
import { runOnce } from "../chat/listening/run-once.ts";
import type { Attachment, Command } from "../command.ts";
import { otherNames } from "../commands/other-names.ts";
import {
  hasChanged,
  isReading,
  type Reply,
  refuse,
  runCommand,
  runFilled,
  type Tank,
} from "../commands/run-command.ts";
import { commands } from "../commands/table.ts";
import { namedCommand } from "./command-tools.ts";
import { type CommandDoor, tankOf, type Visitor } from "./door.ts";
import { type Arguments, readArguments } from "./read-arguments.ts";

/** What a program asks for: a command with its options by name, or a line as people type it. */
export type Asked =
  | { readonly command: string; readonly arguments: Arguments }
  | { readonly text: string; readonly files: readonly Attachment[] };

/** Agents' commands, few at a time, so that people's find room between them. */
const turn = inTurns(2);

/**
 * Runs a command for a program. Always answers, as a chat does.
 * @param once the program's own name for this call: however often it is sent, it is done once
 */
export async function callCommand(
  door: CommandDoor,
  visitor: Visitor,
  asked: Asked,
  once: string | null,
): Promise<Reply> {
  const by = visitor.player;
  const { tank } = door;
  const reply = await turn(async () => {
    try {
      // Its own pace first: what is refused for haste is not even read.
      const admitted = { ...door, tank: door.admit(tank, { name: by, groups: [] }) };
      return await run(tankOf(admitted, visitor), visitor, asked, once);
    } catch (error) {
      return refuse(tank, { by }, error);
    }
  });
  if (hasChanged(reply)) door.moved();
  return reply;
}

async function run(tank: Tank, { player: by, tokenId }: Visitor, asked: Asked, once: string | null): Promise<Reply> {
  const { isToRead, work } = await prepared(tank, by, asked);
  if (once === null || isToRead) return work(tank);
  const reply = await runOnce(tank, `token-${tokenId ?? "operator"}:${once}`, work);
  if (reply !== null) return reply;
  throw new UserError(
    "done-before",
    "This call was done before; nothing was done again.",
    "Ask how things stand, /tank status or /vote show, or send a new call under another key.",
  );
}

interface Prepared {
  readonly isToRead: boolean;
  readonly work: (tank: Tank) => Promise<Reply>;
}

async function prepared(tank: Tank, by: string, asked: Asked): Promise<Prepared> {
  if ("text" in asked) {
    const { text, files } = asked;
    const work = (inner: Tank) => runCommand(inner, { by, text, files, readFile: refusePath });
    return { isToRead: isReading(text), work };
  }
  const command = namedCommand(commands, asked.command);
  const read = readArguments(command, asked.arguments, await otherNames(command.others, tank));
  refuseFiles(command, read.files);
  return { isToRead: command.reads === true, work: (inner) => runFilled(inner, { by, command, ...read }) };
}

function refuseFiles({ takesFiles }: Command, files: readonly Attachment[]): void {
  if (takesFiles === true || files.length === 0) return;
  throw new UserError("no-file-here", "This command takes no file.", "Give the command without it.");
}

/** A path means a file on the program's machine. */
function refusePath(path: string): never {
  const message = `${path.slice(0, 100)} lies on your machine, and not on the bot's.`;
  throw new UserError("no-paths-here", message, 'Send what is in it: "files": [{"name": "kernel.ts", "text": "…"}].');
}

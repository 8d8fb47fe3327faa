import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { UserError } from "../../../rounds/user-error.ts";
import {
  type OutsideBackup,
  type OutsideExport,
  type OutsideImport,
  type OutsideKept,
  OutsideReply,
  type OutsideRequest,
} from "./outside-protocol.ts";

/** A connection to the bot that listens there; null where none does. */
export async function reachBot(path: string): Promise<Socket | null> {
  const socket = connect({ path });
  try {
    await once(socket, "connect");
    return socket;
  } catch (error) {
    socket.destroy();
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ECONNREFUSED" || code === "ENOTSOCK" || code === "EINVAL") return null;
    if (code !== "EACCES" && code !== "EPERM") throw error;
    throw new UserError(
      "socket-denied",
      `A bot of another user serves ${path}.`,
      "Give commands as the user who started it.",
      { cause: error },
    );
  }
}

/** Sends one request and returns its answer. */
export async function askBot(
  socket: Socket,
  request: OutsideRequest | OutsideBackup | OutsideExport | OutsideImport | OutsideKept,
): Promise<OutsideReply> {
  socket.write(`${JSON.stringify(request)}\n`);
  let said: unknown;
  try {
    said = JSON.parse(await text(socket));
  } catch (error) {
    throw new UserError(
      "no-answer",
      "The bot went away before it answered.",
      "Look at tank.log in its data folder, start it again, and see with /tank status what was done.",
      { cause: error },
    );
  }
  return OutsideReply.parse(said);
}

import { once } from "node:events";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { UserError } from "../../../rounds/user-error.ts";
import { answerMcp } from "../../agents/mcp/answer-mcp.ts";
import { operatorDoor, operatorVisitor } from "../../agents/operator-door.ts";
import { exportCard } from "../../cards/export-card.ts";
import { importCard } from "../../cards/import-card.ts";
import { keptCard } from "../../cards/kept-card.ts";
import { type Reply, refuse, runCommand } from "../../commands/run-command.ts";
import { exportFiles } from "../../documents/export-files.ts";
import { keptFiles } from "../../documents/kept-files.ts";
import { parseName } from "../../grammar/chat-line.ts";
import { importFile } from "../../import-file.ts";
import type { OpenTank } from "../../open-tank.ts";
import { reachBot } from "./ask-bot.ts";
import { writeBackup } from "./backup.ts";
import {
  longestRequestBytes,
  longestSocketPath,
  OutsideBackup,
  OutsideExport,
  OutsideImport,
  OutsideKept,
  OutsideMcp,
  OutsideRequest,
  receivedFile,
  sentReply,
  socketPath,
} from "./outside-protocol.ts";

/**
 * Takes commands from this user's other programs while the bot runs.
 * @throws UserError where another bot serves the same folder, which PostgreSQL would allow.
 */
export async function serveCommands(dataFolder: string, open: OpenTank): Promise<AsyncDisposable> {
  const path = socketPath(dataFolder);
  if (Buffer.byteLength(path) > longestSocketPath) {
    open.tank.log.warn({ path }, "socket-path-too-long");
    return { [Symbol.asyncDispose]: async () => undefined };
  }
  const other = await reachBot(path);
  if (other) {
    other.destroy();
    throw new UserError(
      "bot-running",
      `Another bot serves the data folder ${dataFolder}.`,
      "Stop that one, or choose another folder with --data FOLDER.",
    );
  }
  // What nobody answers on was left behind by a bot that was killed.
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    void serve(socket, open);
  });
  server.listen(path);
  await once(server, "listening");
  chmodSync(path, 0o600);
  return { [Symbol.asyncDispose]: () => stop(server, sockets) };
}

async function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  const closed = once(server, "close");
  server.close();
  await closed;
}

/** Answers what is a request; whoever goes away before the answer gets none. */
async function serve(socket: Socket, open: OpenTank): Promise<void> {
  socket.on("error", (error) => open.tank.log.info({ err: error }, "outside-lost"));
  try {
    const line = await readLine(socket);
    if (line === null) return;
    const asked = parseJson(line);
    const message = await answerMessage(asked, open);
    const said = message === null ? sentReply(await answer(asked, open)) : message;
    socket.end(`${JSON.stringify(said)}\n`);
  } catch (error) {
    open.tank.log.error({ err: error }, "outside-failed");
    socket.destroy();
  }
}

async function readLine(socket: Socket): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    const end = bytes.indexOf(0x0a);
    size += bytes.length;
    if (size > longestRequestBytes) return null;
    chunks.push(end < 0 ? bytes : bytes.subarray(0, end));
    if (end >= 0) return Buffer.concat(chunks).toString("utf8");
  }
  return null;
}

/** Null for what is no message of MCP. */
async function answerMessage(said: unknown, open: OpenTank): Promise<object | null> {
  const asked = OutsideMcp.safeParse(said);
  if (!asked.success) return null;
  const { by, message } = asked.data.mcp;
  try {
    const door = operatorDoor(open.tank, open.season.id, () => void open.deliver());
    return { mcp: await answerMcp(door, operatorVisitor(by), message) };
  } catch (error) {
    return sentReply(await refuse(open.tank, { by }, error));
  }
}

async function answer(asked: unknown, open: OpenTank): Promise<Reply> {
  const by = "outside";
  try {
    const wanted = OutsideBackup.safeParse(asked);
    if (wanted.success) return await backUp(open, wanted.data.backup);
    const moved = await moveSeason(open, asked);
    if (moved !== null) return moved;
    const request = readRequest(asked, open);
    const caller = parseName(request.by);
    const files = request.files.map(receivedFile);
    if (request.wait) await open.idle();
    // The files that the text names were read by whoever sent it.
    const reply = await runCommand(open.tank, { by: caller, text: request.text, files, readFile: () => null });
    await open.deliver();
    if (request.wait) await open.idle();
    return reply;
  } catch (error) {
    return refuse(open.tank, { by }, error);
  }
}

/** A season that goes out or comes in, or what is kept of it; null where that was not asked for. */
async function moveSeason({ tank: { game } }: OpenTank, asked: unknown): Promise<Reply | null> {
  const kept = OutsideKept.safeParse(asked);
  if (kept.success) {
    const wanted = kept.data.kept;
    const files = await keptFiles(game.database.db, wanted);
    return { ok: true, command: "kept", card: keptCard(wanted), facts: { kept: wanted }, files };
  }
  const out = OutsideExport.safeParse(asked);
  if (out.success) {
    const { season, round } = out.data.export;
    const { files, ...told } = await exportFiles(game, out.data.export);
    const card = exportCard(season, round, told);
    return { ok: true, command: "export", card, facts: { season, round, ...told }, files };
  }
  const inwards = OutsideImport.safeParse(asked);
  if (!inwards.success) return null;
  const imported = await importFile(game, inwards.data.import);
  return { ok: true, command: "import", card: importCard(imported), facts: imported };
}

async function backUp({ tank }: OpenTank, path: string): Promise<Reply> {
  const rows = await writeBackup(tank.game.database, path);
  const card = { title: `Backed up ${rows} rows to ${path}`, mood: "good", sections: [] } as const;
  return { ok: true, command: "backup", card, facts: { path, rows } };
}

function readRequest(asked: unknown, { tank }: OpenTank): OutsideRequest {
  const request = OutsideRequest.safeParse(asked);
  if (!request.success) {
    throw new UserError(
      "request",
      "The running bot does not understand this request.",
      "It may be of another version: start it again from the same folder as this program.",
    );
  }
  const { season } = request.data;
  if (season === null || season === tank.season) return request.data;
  throw new UserError(
    "other-season",
    `The bot that runs here plays the season "${tank.season}", not "${season}".`,
    "Leave --season out, or stop the bot first.",
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { UserError } from "../../../src/rounds/user-error.ts";

/** A headless Chromium with one page. */
export interface Browser extends AsyncDisposable {
  /** A page as PNG, as high as it needs to be. */
  readonly picture: (html: string, width: number) => Promise<Uint8Array>;
}

const Answer = z.object({
  id: z.int(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const Target = z.object({ targetId: z.string() });
const Session = z.object({ sessionId: z.string() });
const Frames = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) });
const Metrics = z.object({ cssContentSize: z.object({ width: z.number(), height: z.number() }) });
const Shot = z.object({ data: z.string() });

/** @throws UserError where no Chromium is there. */
export async function openBrowser(program: string): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), "tank-pictures-"));
  const argv = ["--headless", "--disable-gpu", "--remote-debugging-port=0", `--user-data-dir=${folder}`];
  if (process.getuid?.() === 0) argv.push("--no-sandbox");
  const child = spawn(program, [...argv, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const address = await debuggerAddress(child, program);
  const socket = new WebSocket(address);
  await once(socket, "open");
  const { sessionId, frameId, send } = await openPage(socket);
  return {
    picture: async (html, width) => {
      const screen = { width, height: 1, deviceScaleFactor: 2, mobile: false };
      await send("Emulation.setDeviceMetricsOverride", screen, sessionId);
      await send("Page.setDocumentContent", { frameId, html }, sessionId);
      const { cssContentSize } = Metrics.parse(await send("Page.getLayoutMetrics", {}, sessionId));
      const clip = { x: 0, y: 0, width, height: cssContentSize.height, scale: 1 };
      const shot = await send(
        "Page.captureScreenshot",
        { format: "png", captureBeyondViewport: true, clip },
        sessionId,
      );
      return Buffer.from(Shot.parse(shot).data, "base64");
    },
    [Symbol.asyncDispose]: async () => {
      socket.close();
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openPage(socket: WebSocket) {
  const send = protocol(socket);
  const { targetId } = Target.parse(await send("Target.createTarget", { url: "about:blank" }));
  const { sessionId } = Session.parse(await send("Target.attachToTarget", { targetId, flatten: true }));
  const { frameTree } = Frames.parse(await send("Page.getFrameTree", {}, sessionId));
  return { send, sessionId, frameId: frameTree.frame.id };
}

/** The address that Chromium prints once it listens. */
async function debuggerAddress(child: ChildProcess, program: string): Promise<string> {
  const missing = new Promise<never>((_, reject) => {
    child.once("error", (cause) => {
      const hint = "Install it (Debian: apt-get install chromium), or name another with --chromium PATH.";
      reject(new UserError("no-chromium", `${program} can't be started.`, hint, { cause }));
    });
  });
  return Promise.race([missing, printedAddress(child)]);
}

async function printedAddress({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error("Chromium has no stderr");
  for await (const line of createInterface({ input: stderr })) {
    const [, address] = line.match(/DevTools listening on (\S+)/) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error("Chromium ended before it listened");
}

/** Chromium's own protocol: numbered calls, answered in any order. */
function protocol(socket: WebSocket) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { success, data: answer } = Answer.safeParse(JSON.parse(String(data)));
    if (!success) return;
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error) call?.reject(new Error(answer.error.message));
    else call?.resolve(answer.result);
  });
  return (method: string, params: object, sessionId?: string): Promise<unknown> => {
    last += 1;
    const call = Promise.withResolvers<unknown>();
    waiting.set(last, call);
    socket.send(JSON.stringify({ id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return call.promise;
  };
}

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { z } from "zod";

const program = fileURLToPath(new URL("../../../src/start.js", import.meta.url));

/** A bot of one's own, without a chat, in a folder that goes when it ends. */
export class OwnTank implements AsyncDisposable {
  readonly url: string;
  readonly #folder: string;
  readonly #bot: ChildProcess;

  private constructor(url: string, folder: string, bot: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#bot = bot;
  }

  static async start(season: string): Promise<OwnTank> {
    const folder = await mkdtemp(join(tmpdir(), "tank-example-"));
    const port = await freePort();
    // Five agents that ask without a pause are faster than people.
    const config = `agents: { port: ${port} }\nlimits: { commandsPerMinute: 600 }\n`;
    await writeFile(join(folder, "tank.yml"), config);
    const place = ["--season", season, "--data", join(folder, "data"), "--config", join(folder, "tank.yml")];
    const bot = spawn(process.execPath, [program, "start", "--headless", ...place], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const url = `http://127.0.0.1:${port}`;
    const ready = new Promise<void>((resolve, reject) => {
      let said = "";
      bot.stdout.on("data", (text) => {
        said += text;
        if (said.includes(url)) resolve();
      });
      bot.once("exit", () => reject(new Error("the bot ended before it could be reached")));
    });
    await ready;
    return new OwnTank(url, folder, bot);
  }

  /** Gives a command by hand, under any name, as whoever runs a bot can. */
  async say<Facts>(by: string, text: string, wanted: z.ZodType<Facts>): Promise<Facts> {
    const argv = [program, "tank", "do", `@${by}`, text, "--json", "--data", join(this.#folder, "data")];
    const { stdout } = await promisify(execFile)(process.execPath, argv);
    return wanted.parse(JSON.parse(stdout).facts);
  }

  /** The same as people read it. */
  async show(text: string): Promise<string> {
    const argv = [program, "tank", "do", "@hanna", text, "--data", join(this.#folder, "data")];
    return (await promisify(execFile)(process.execPath, argv)).stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#bot, "exit");
    this.#bot.kill();
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A real PostgreSQL of our own, which ends, files and all, with this process, however that ends. */
export interface PostgresServer extends AsyncDisposable {
  /** Without a database's name. */
  readonly url: string;
  /** `stop`: it ends its connections and goes; `kill`: SIGKILL; `start`: it is there again, with its data. */
  readonly order: (what: "stop" | "kill" | "start") => Promise<void>;
}

const program = fileURLToPath(new URL("server-process.ts", import.meta.url));

/** @throws when there is no PostgreSQL for this system: a test that needs one never passes without. */
export async function startPostgres(): Promise<PostgresServer> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { url } = Ready.parse(await nextAnswer(lines));
  return {
    url,
    async order(what) {
      child.stdin.write(`${what}\n`);
      await nextAnswer(lines);
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.stdin.end();
      await exit;
    },
  };
}

const Ready = z.object({ url: z.string() });

async function nextAnswer(lines: AsyncIterator<string>): Promise<unknown> {
  const { done, value } = await lines.next();
  if (done) throw new Error("The tests' PostgreSQL could not be started; its error is above.");
  return JSON.parse(value);
}

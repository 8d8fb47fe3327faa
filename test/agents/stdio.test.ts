import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { BotProcess } from "../bot-process.ts";
import { ChildProgram } from "../crash/child-program.ts";
import { freePort } from "../free-port.ts";

const program = fileURLToPath(new URL("../../src/start.js", import.meta.url));
const Answer = z.object({ ok: z.boolean(), facts: z.looseObject({}).optional(), error: z.looseObject({}).optional() });

/** An agent's client that starts `tank mcp` and speaks to it over stdin and stdout, as agents' clients do. */
async function startMcp(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const client = new Client({ name: "test", version: "1" });
  const args = [program, "tank", "mcp", ...argv];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: { ...env }, stderr: "pipe" }));
  return {
    client,
    call: async (name: string, given: Record<string, unknown> = {}) =>
      Answer.parse((await client.callTool({ name, arguments: given })).structuredContent),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

describe("tank mcp", { timeout: 180_000 }, () => {
  it("plays through the bot that runs, straight on its data, and on another machine's bot with a token", async () => {
    const port = await freePort();
    await using bot = new BotProcess({
      ready: "Programs come in at",
      config: `agents: { port: ${port} }\n`,
      headless: true,
    });
    await bot.start({});
    const here = ["--data", bot.dataFolder];
    let secret = "";
    {
      await using mcp = await startMcp(["@ada/tuner", ...here]);
      expect((await mcp.client.listTools()).tools.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["pitch", "tank_token", "tank_decide"]),
      );
      const pitch = { title: "Deep", approach: "pipeline-stages", speedup: 1.2, knobs: { num_ab_stage: 3 } };
      expect(await mcp.call("pitch", pitch)).toMatchObject({
        facts: { round: null, pitch: { authors: ["ada/tuner"] } },
      });
      expect(await mcp.call("tank_token")).toMatchObject({ error: { code: "token-by-token" } });
      await expect(mcp.client.readResource({ uri: "tank://rounds/9" })).rejects.toThrow("no round 9");
      await using owner = await startMcp(["@ada", ...here]);
      secret = String((await owner.call("tank_token", { agent: "tuner" })).facts?.["secret"]);
    }
    {
      await using mcp = await startMcp(["--url", `http://127.0.0.1:${port}/mcp`], { TANK_TOKEN: secret });
      expect(await mcp.call("tank_bench")).toMatchObject({ facts: { bench: [{ title: "Deep" }] } });
      expect(await mcp.call("tank_open")).toMatchObject({ error: { code: "token-may-not" } });
    }
    await bot.stop();
    await using alone = await startMcp(["@bob/other", ...here]);
    expect(await alone.call("tank_bench")).toMatchObject({ facts: { bench: [{ title: "Deep" }] } });
    const pitch = { title: "Wide", approach: "wild-card", speedup: 1.1, knobs: { mma_tiler_k: 64 } };
    expect(await alone.call("pitch", pitch)).toMatchObject({ facts: { pitch: { authors: ["bob/other"] } } });
  });

  it("says why it can't, and ends", async () => {
    const refused = async (argv: readonly string[]) => {
      await using mcp = new ChildProgram("../../src/start.js", ["tank", "mcp", ...argv]);
      expect(await mcp.exit).toEqual([1, null]);
      return mcp.errors();
    };
    expect(await refused(["--url", "http://127.0.0.1:1/mcp"])).toContain("TANK_TOKEN is not set.");
    expect(await refused(["--url", "tank.example.org"])).toContain("is no address");
    expect(await refused(["@a/b/c"])).toContain("is no name");
  });

  it("tells a program that waits when the other machine can't be reached or doesn't know its token", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/mcp`;
    await expect(startMcp(["--url", url], { TANK_TOKEN: "shark_x" })).rejects.toThrow("fetch failed");
    await using bot = new BotProcess({
      ready: "Programs come in at",
      config: `agents: { port: ${port} }\n`,
      headless: true,
    });
    await bot.start({});
    await expect(startMcp(["--url", url], { TANK_TOKEN: "shark_x" })).rejects.toThrow("none of ours");
  });
});

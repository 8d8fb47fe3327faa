import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/bot/main.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { ChildProgram } from "../crash/child-program.ts";

const folder = mkdtempSync(join(tmpdir(), "tank-faults-"));
afterAll(() => rmSync(folder, { recursive: true }));

afterEach(() => vi.unstubAllEnvs());

const secret = "hunter2-hunter2";

// What stands in somebody's .env is not what is tested here.
const none = {
  SLACK_BOT_TOKEN: "",
  SLACK_APP_TOKEN: "",
  SLACK_SIGNING_SECRET: "",
  DISCORD_TOKEN: "",
  DATABASE_URL: "",
};

function start(yaml: string): readonly string[] {
  const config = join(folder, "installation.yml");
  writeFileSync(config, yaml);
  return ["--config", config, "--data", join(folder, "data")];
}

/** What a start as a process of its own says that can't work. */
async function saidAtStart(yaml: string, variables: Readonly<Record<string, string>>): Promise<string> {
  await using child = new ChildProgram("../../src/start.js", ["start", ...start(yaml)], { ...none, ...variables });
  child.child.stdout?.resume();
  child.child.stdin?.end();
  expect(await child.exit).toEqual([1, null]);
  expect(child.errors()).not.toMatch(/\n {4}at /);
  return child.errors();
}

/** Why a start is refused, before anything is opened. */
async function refusalOf(yaml: string, variables: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  for (const [name, value] of Object.entries({ ...none, ...variables })) vi.stubEnv(name, value);
  const refused = await main([...start(yaml), ...argv]).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  return refused instanceof UserError ? `${refused.message} ${refused.hint}` : "";
}

describe("R25: a bad configuration", () => {
  it("fails at the start with all faults of file and environment at once, by file, key and remedy", async () => {
    const yaml =
      "seasn: x\npublic: maybe\nslack: { prefix: '/X' }\nrunners:\n  h100: { device: tpu }\nhttp: { port: 70000 }\n";
    const said = await saidAtStart(yaml, {
      SLACK_BOT_TOKEN: `xapp-${secret}`,
      SLACK_APP_TOKEN_FILE: join(folder, "nowhere"),
      DISCORD_TOKEN: secret,
      DISCORD_API_URL: secret,
      DATABASE_URL: `mysql://tank:${secret}@db/tank`,
    });
    for (const fault of [
      "installation.yml has 5 faults",
      "seasn: there is no such key",
      "public:",
      "slack.prefix: use up to 20",
      "runners.h100.device:",
      "http.port: use a port from 1 to 65535",
      "SLACK_APP_TOKEN_FILE names a file that does not exist",
      "SLACK_BOT_TOKEN does not begin with xoxb-",
      "DISCORD_TOKEN can't be a bot's token",
      "DISCORD_API_URL is no address",
      "DATABASE_URL is not the address of a PostgreSQL",
      "Mend these keys",
      "Mend it in .env",
      "docs/slack.md",
      "docs/discord.md",
      "postgres://user:password@host",
    ]) {
      expect(said).toContain(fault);
    }
    expect(said).not.toContain("hunter2");
  });

  it("is told of the environment alone where the file is good", async () => {
    const refused = await refusalOf("platforms: [slack, discord]\n", { PORT: "80" });
    for (const fault of ["SLACK_BOT_TOKEN is not set", "neither SLACK_APP_TOKEN", "DISCORD_TOKEN is not set"]) {
      expect(refused).toContain(fault);
    }
    expect(refused).toContain("by config/tank.yml");
  });

  it("of a chat does not keep anybody from the terminal, but a bad file of a secret does", async () => {
    const token = { DISCORD_TOKEN_FILE: join(folder, "nowhere"), DISCORD_API_URL: secret };
    const refused = await refusalOf("{}", token, "--terminal");
    expect(refused).toContain("DISCORD_TOKEN_FILE names a file that does not exist");
    expect(refused).not.toContain("DISCORD_API_URL");
  });
});

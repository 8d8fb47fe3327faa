import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Receiver, secret } from "./receiver.ts";

const program = fileURLToPath(new URL("../../src/start.js", import.meta.url));

it("a webhook of config/tank.yml is told what happens in a terminal, before the program ends", {
  timeout: 200_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tank-wired-"));
  await using receiver = await Receiver.open();
  try {
    const config = join(folder, "tank.yml");
    writeFileSync(config, `webhooks:\n  - name: ci\n    url: ${receiver.url}\n    events: [round-opened, cancelled]\n`);
    const argv = [program, "start", "--season", "practice", "--data", join(folder, "data"), "--config", config];
    const { PATH = "" } = env;
    const own = { PATH, HOME: folder, TMPDIR: folder };
    const run = async (lines: string, variables: Readonly<Record<string, string>>) => {
      const child = spawn(process.execPath, argv, { env: { ...own, ...variables }, stdio: ["pipe", "pipe", "pipe"] });
      let said = "";
      child.stdout.on("data", (chunk) => (said += chunk));
      child.stderr.on("data", (chunk) => (said += chunk));
      child.stdin.end(lines);
      const [code] = await once(child, "close");
      return { code, said };
    };
    const refused = await run("", {});
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("WEBHOOK_CI_SECRET is missing") });
    const lines = '@hanna /tank open kind=repair title="Mend it"\n@hanna /tank cancel reason="it was right"\n';
    expect(await run(lines, { WEBHOOK_CI_SECRET: secret })).toMatchObject({ code: 0 });
    expect(receiver.taken.map(({ event }) => event)).toMatchObject([
      { type: "round-opened", season: "practice", round: 1, facts: { round: { title: "Mend it" } } },
      { type: "cancelled", facts: { reason: "it was right" } },
    ]);
    expect(receiver.faults).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

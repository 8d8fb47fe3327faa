import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSecrets, secretNames } from "../../src/bot/secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "tank-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a secret in a file of its own", () => {
  it.each(secretNames)("is %s without its last newline, and nothing more is taken off", (name) => {
    for (const [content, secret] of [
      ["hunter2\n", "hunter2"],
      ["hunter2\r\n", "hunter2"],
      ["hunter2", "hunter2"],
      [" hunter2 \n\n", " hunter2 \n"],
    ] as const) {
      const { variables, faults } = readSecrets({ [`${name}_FILE`]: file(name, content), OTHER: "x" });
      expect(faults).toEqual([]);
      expect(variables).toEqual({ [name]: secret, OTHER: "x" });
    }
  });

  it("gives way to nothing: an empty variable is not set", () => {
    const path = file("token", "from the file\n");
    expect(readSecrets({ DISCORD_TOKEN: "", DISCORD_TOKEN_FILE: path }).variables["DISCORD_TOKEN"]).toBe(
      "from the file",
    );
    expect(readSecrets({ DISCORD_TOKEN: "set", DISCORD_TOKEN_FILE: "" })).toMatchObject({
      variables: { DISCORD_TOKEN: "set" },
      faults: [],
    });
  });

  it.each([
    [
      "is named beside the secret itself",
      { DISCORD_TOKEN: "hunter2", DISCORD_TOKEN_FILE: file("both", "hunter3") },
      /both set: leave/,
    ],
    ["is not there", { DISCORD_TOKEN_FILE: join(folder, "hunter2") }, /does not exist/],
    ["is a folder", { DISCORD_TOKEN_FILE: folder }, /can't be read/],
    ["is empty", { DISCORD_TOKEN_FILE: file("empty", "") }, /empty/],
    ["is a newline", { DISCORD_TOKEN_FILE: file("newline", "\n") }, /empty/],
    ["is the secret itself", { DISCORD_TOKEN_FILE: "hunter2" }, /does not exist/],
  ])("that %s is a fault which names the variable and tells nothing", (_, variables, says) => {
    const { faults } = readSecrets(variables);
    expect(faults).toEqual([expect.stringMatching(says)]);
    expect(faults[0]).toMatch(/^DISCORD_TOKEN.*: (give it|leave)/);
    expect(faults[0]).not.toMatch(/hunter|tmp/);
  });

  it("that may not be read is a fault", () => {
    const path = file("closed", "hunter2");
    chmodSync(path, 0);
    const { faults } = withoutRoot(() => readSecrets({ DISCORD_TOKEN_FILE: path }));
    expect(faults).toEqual([expect.stringContaining("can't be read")]);
  });

  it("has all its faults told at once", () => {
    const variables = Object.fromEntries(secretNames.map((name) => [`${name}_FILE`, join(folder, "nowhere")]));
    expect(readSecrets(variables).faults).toHaveLength(secretNames.length);
  });
});

/** Root may read everything: what it does here it does as somebody else. */
function withoutRoot<Result>(act: () => Result): Result {
  const user = process.geteuid?.();
  if (user !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(user);
  }
}

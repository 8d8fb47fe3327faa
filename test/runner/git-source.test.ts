import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readGitFiles } from "../../src/runner/git-source.ts";

const limits = { files: 4, fileBytes: 1024 };
let folder: string;
let remotes: Readonly<Record<string, string>>;
let sha: string;
let older: string;

const git = (...argv: readonly string[]) =>
  execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.org", ...argv], {
    cwd: join(folder, "repo"),
    encoding: "utf8",
  }).trim();
const write = (path: string, text: string) => writeFileSync(join(folder, "repo", path), text);
const commit = (message: string) => {
  git("add", "-A");
  git("commit", "-q", "-m", message);
  return git("rev-parse", "HEAD");
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tank-git-test-"));
  for (const name of ["gemm", "gemm/deep", "deep", "many"]) mkdirSync(join(folder, "repo", name), { recursive: true });
  git("init", "-q");
  write("gemm/kernel.cu", "old();\n");
  write("gemm/kernel.cuh", "header();\n");
  older = commit("old");
  write("gemm/kernel.cu", "new();\n");
  write("gemm/.hidden", "x");
  write("deep/kernel.cu", "deep();\n");
  symlinkSync("kernel.cu", join(folder, "repo", "deep", "link.cu"));
  write("gemm/deep/x.cu", "x");
  write("large.cu", "x".repeat(2000));
  for (const index of [1, 2, 3, 4, 5]) write(`many/${index}.cu`, "x");
  sha = commit("new");
  remotes = { kernels: `file://${join(folder, "repo")}`, local: join(folder, "repo"), gone: join(folder, "nowhere") };
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (path: string, over: { readonly remote?: string; readonly sha?: string } = {}) => {
  const found = await readGitFiles(remotes, { remote: "kernels", sha, path, ...over }, limits);
  return { sha: found.sha, files: found.files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]) };
};
const refused = (path: string, over: { readonly remote?: string; readonly sha?: string } = {}) =>
  read(path, over).then(
    () => "nothing was refused",
    (error: Error & { code?: string; hint?: string }) => `${error.code}: ${error.message} ${error.hint}`,
  );

describe("a candidate in git", () => {
  it.each(["kernels", "local"])("is a file of one commit of %s, whatever came later", async (remote) => {
    expect(await read("gemm/kernel.cu", { remote, sha: older })).toEqual({
      sha: older,
      files: [["kernel.cu", "old();\n"]],
    });
    expect(await read("gemm/kernel.cu", { remote })).toEqual({ sha, files: [["kernel.cu", "new();\n"]] });
  });

  it("is named by the first digits of a commit, and known by all of them", async () => {
    expect(await read("gemm/kernel.cu", { sha: older.slice(0, 7) })).toMatchObject({ sha: older });
  });

  it("is a folder's files", async () => {
    const files = [
      ["kernel.cu", "old();\n"],
      ["kernel.cuh", "header();\n"],
    ];
    expect(await read("gemm", { sha: older })).toEqual({ sha: older, files });
    expect(await read("gemm/", { sha: older })).toEqual({ sha: older, files });
  });

  it("leaves no copy behind, found or not", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("tank-git-") && !folder.endsWith(name));
    await read("gemm/kernel.cu");
    await refused("nowhere.cu");
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith("tank-git-") && !folder.endsWith(name));
    expect(after).toEqual(before);
  });

  it("is refused with what is missing, and what to write instead", async () => {
    expect(await refused("kernel.cu", { remote: "kernel" })).toBe(
      'unknown-remote: There is no repository "kernel" in this bot\'s configuration. ' +
        "It knows kernels, local, gone: from=kernels@1a2b3c4:path/to/kernel.ts",
    );
    expect(await refused("kernel.cu", { remote: "constructor" })).toMatch(/^unknown-remote: /);
    for (const missing of ["0".repeat(40), "0000000"]) {
      expect(await refused("gemm", { sha: missing })).toBe(
        `git-commit: The repository kernels has no single commit ${missing}. ` +
          "Push it first, and write more digits of its hash where several begin like this.",
      );
    }
    expect(await refused("gemm/Kernel.cu")).toBe(
      `git-path: kernels has no file or folder "gemm/Kernel.cu" in its commit ${sha}. ` +
        "Write the path as git has it, from the repository's root, in the same letter case.",
    );
    expect(await refused("gemm", { remote: "gone" })).toMatch(
      /^git-unreachable: The repository gone can't be read now/,
    );
  });

  it("that is no set of plain files is refused", async () => {
    expect(await refused("gemm")).toMatch(/^folder-nested: "gemm" holds a folder, deep; /);
    expect(await refused("deep")).toMatch(/^folder-nested: "deep" holds a link, link\.cu; /);
    expect(await refused("many")).toMatch(/^too-many-files: "many" holds 5 files; 4 are the most\./);
    expect(await refused("large.cu")).toMatch(/^file-too-large: large\.cu has 2 KB in that commit; .* at most 1 KB\./);
    expect(await refused(".")).toMatch(/^folder-nested: "\." holds a folder, /);
  });
});

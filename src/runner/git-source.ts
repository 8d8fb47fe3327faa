import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExecaError, execa } from "execa";
import { UserError } from "../rounds/user-error.ts";

/** A file or a folder of one commit of a configured repository. */
export interface GitPath {
  readonly remote: string;
  /** 7 to 40 hex digits. */
  readonly sha: string;
  /** Without `..`; `.` is the repository's own root. */
  readonly path: string;
}

export interface GitFiles {
  /** The whole commit hash. */
  readonly sha: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** What a candidate may be. */
export interface GitLimits {
  readonly files: number;
  readonly fileBytes: number;
}

const limitMs = 60_000;
/** What a listing of a folder or an error may take. */
const mostOutputBytes = 1024 * 1024;

/** Nothing asks for a password, and no address of a repository can start a program. */
const environment = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_SSH_COMMAND: "ssh -o BatchMode=yes",
  GIT_ALLOW_PROTOCOL: "file:git:http:https:ssh",
  GIT_LITERAL_PATHSPECS: "1",
  LC_ALL: "C",
};

/**
 * Reads the files that a candidate names in git, from a copy that is gone when this settles.
 * @param remotes the repositories' addresses by name
 * @throws UserError for a name, a commit or a path that isn't there, and where git itself is missing or fails
 */
export async function readGitFiles(
  remotes: Readonly<Record<string, string>>,
  { remote, sha, path }: GitPath,
  limits: GitLimits,
): Promise<GitFiles> {
  const url = Object.hasOwn(remotes, remote) ? remotes[remote] : undefined;
  if (url === undefined) throw unknownRemote(remote, Object.keys(remotes));
  const folder = await mkdtemp(join(tmpdir(), "tank-git-"));
  try {
    const whole = await fetchCommit(folder, { remote, url, sha });
    return { sha: whole, files: await readPath(folder, whole, { remote, sha, path }, limits) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unknownRemote(remote: string, known: readonly string[]): UserError {
  return new UserError(
    "unknown-remote",
    `There is no repository "${remote}" in this bot's configuration.`,
    `It knows ${known.join(", ")}: from=${known[0]}@1a2b3c4:path/to/kernel.ts`,
    { about: ["from"] },
  );
}

/** The one commit where the server gives single commits; else all of them, without their files. */
async function fetchCommit(
  folder: string,
  { remote, url, sha }: { readonly remote: string; readonly url: string; readonly sha: string },
): Promise<string> {
  if (sha.length === 40) {
    await git(folder, ["init", "--quiet", "--bare", "."]);
    const fetched = await tryGit(folder, ["fetch", "--quiet", "--depth=1", "--no-tags", "--", url, sha]);
    if (fetched !== null) return sha;
    await rm(folder, { recursive: true, force: true });
  }
  const cloned = await tryGit(null, ["clone", "--quiet", "--bare", "--filter=blob:none", "--", url, folder]);
  if (cloned === null) {
    throw new UserError(
      "git-unreachable",
      `The repository ${remote} can't be read now.`,
      "Try again in a moment, or attach the file; whoever runs this bot can check `remotes` in config/tank.yml.",
      { about: ["from"] },
    );
  }
  const whole = await tryGit(folder, ["rev-parse", "--verify", "--quiet", `${sha}^{commit}`]);
  if (whole !== null) return new TextDecoder().decode(whole).trim();
  throw new UserError(
    "git-commit",
    `The repository ${remote} has no single commit ${sha}.`,
    "Push it first, and write more digits of its hash where several begin like this.",
    { about: ["from"] },
  );
}

async function readPath(folder: string, sha: string, asked: GitPath, limits: GitLimits): Promise<GitFiles["files"]> {
  const path = asked.path === "." ? "" : asked.path.replace(/\/+$/, "");
  const type = await tryGit(folder, ["cat-file", "-t", `${sha}:${path}`]);
  const kind = type === null ? "" : new TextDecoder().decode(type).trim();
  if (kind === "blob") return [await readBlob(folder, `${sha}:${path}`, path.replace(/^.*\//, ""), limits)];
  if (kind === "tree") {
    const names = await listFolder(folder, `${sha}:${path}`, asked.path, limits);
    const objects = names.map((name) => ({ name, object: `${sha}:${path === "" ? "" : `${path}/`}${name}` }));
    const files: GitFiles["files"][number][] = [];
    for (const { name, object } of objects) files.push(await readBlob(folder, object, name, limits));
    return files;
  }
  throw new UserError(
    "git-path",
    `${asked.remote} has no file or folder "${asked.path}" in its commit ${asked.sha}.`,
    "Write the path as git has it, from the repository's root, in the same letter case.",
    { about: ["from"] },
  );
}

async function listFolder(
  folder: string,
  object: string,
  asked: string,
  limits: GitLimits,
): Promise<readonly string[]> {
  const listed = new TextDecoder().decode(await git(folder, ["ls-tree", "-z", object]));
  const entries = listed.split("\0").flatMap((line) => {
    const [, mode, name] = /^(\d+) \w+ [0-9a-f]+\t(.*)$/s.exec(line) ?? [];
    return mode === undefined || name === undefined || name.startsWith(".") ? [] : [{ mode, name }];
  });
  const odd = entries.find(({ mode }) => !mode.startsWith("100"));
  if (odd !== undefined) {
    const what = odd.mode === "120000" ? "a link" : "a folder";
    throw new UserError(
      "folder-nested",
      `"${asked}" holds ${what}, ${odd.name}; a candidate is a set of plain files.`,
      "Name a folder that holds only the kernel's files, or the one file.",
      { about: ["from"] },
    );
  }
  if (entries.length > limits.files) {
    const message = `"${asked}" holds ${entries.length} files; ${limits.files} are the most.`;
    throw new UserError("too-many-files", message, "Name a folder that holds only what the kernel's build needs.");
  }
  return entries.map(({ name }) => name);
}

async function readBlob(
  folder: string,
  object: string,
  name: string,
  limits: GitLimits,
): Promise<GitFiles["files"][number]> {
  const size = Number(new TextDecoder().decode(await git(folder, ["cat-file", "-s", object])));
  if (size > limits.fileBytes) {
    throw new UserError(
      "file-too-large",
      `${name} has ${Math.ceil(size / 1024)} KB in that commit; a kernel's file has at most ${limits.fileBytes / 1024} KB.`,
      "Name source code only; inputs and tables are made by the kernel itself.",
    );
  }
  return { name, bytes: await git(folder, ["cat-file", "blob", object]) };
}

/** Null where git says no. */
async function tryGit(folder: string | null, argv: readonly string[]): Promise<Uint8Array | null> {
  try {
    return await git(folder, argv);
  } catch (error) {
    if (error instanceof ExecaError && !error.timedOut && error.code !== "ENOENT") return null;
    throw error;
  }
}

async function git(folder: string | null, argv: readonly string[]): Promise<Uint8Array> {
  const place = folder === null ? [] : [`--git-dir=${folder}`];
  try {
    const { stdout } = await execa("git", [...place, ...argv], {
      env: environment,
      encoding: "buffer",
      timeout: limitMs,
      maxBuffer: mostOutputBytes,
      stdin: "ignore",
      stripFinalNewline: false,
      ...(folder === null ? {} : { cwd: folder }),
    });
    return stdout;
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    if (error.code === "ENOENT") {
      throw new UserError("git-missing", "git is not installed where this bot runs.", "Attach the file instead.", {
        about: ["from"],
      });
    }
    if (!error.timedOut) throw error;
    const message = `git took longer than ${limitMs / 1000} s.`;
    throw new UserError("git-slow", message, "Try again in a moment, or attach the file.", {
      cause: error,
      about: ["from"],
    });
  }
}

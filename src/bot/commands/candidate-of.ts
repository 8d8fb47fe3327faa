import { aboutFile, type CandidateFiles } from "../../rounds/candidate.ts";
import { type TurnedKernel, turnedKernels } from "../../rounds/knobs/turned-kernels.ts";
import { currentBaseline } from "../../rounds/store/baselines.ts";
import { constraintsOf } from "../../rounds/store/constraints.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { getSource } from "../../rounds/store/sources.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Attachment, Call, GitPath, ReadGit } from "../command.ts";
import { givenFiles } from "./given-files.ts";

/** Code as a command brought it, and what it was made of in words. */
export interface GivenCandidate {
  /** One kernel; null where it is a sweep. */
  readonly files: CandidateFiles | null;
  readonly sweep: readonly TurnedKernel[] | null;
  /** `num_ab_stage=3`. */
  readonly knobs: string | null;
  /** Where its files came from: `kernel.ts`, `kernels@1a2b3c4d5e6f:gemm`. */
  readonly origin: string | null;
}

/** The baseline with the files laid over it and the knobs turned; null where a command brought neither. */
export async function candidateOf(
  { game, season, files, others, readGit }: Pick<Call, "game" | "season" | "files" | "others" | "readGit">,
  from?: GitPath,
): Promise<GivenCandidate | null> {
  const knobs = Object.entries(others).map(([name, value]) => `${name}=${value}`);
  if (files.length === 0 && knobs.length === 0 && from === undefined) return null;
  const { db } = game.database;
  const { id } = await getSeason(db, season);
  const { source_sha256 } = await currentBaseline(db, id);
  const locks = await constraintsOf(db, id);
  const baseline = await getSource(db, source_sha256);
  const git = from === undefined ? null : await fromGit(from, readGit);
  const given = givenFiles([...files, ...(git?.files ?? [])], baseline);
  const code = { ...baseline, ...given };
  const settings = knobs.length > 0 ? knobs.join(" ") : null;
  const kernels = turnedKernels(code, settings, locks);
  const origins = [...files.map(({ name }) => name), ...(git === null ? [] : [git.origin])];
  const told = {
    knobs: settings,
    origin: origins.length > 0 ? origins.join(", ").slice(0, 400).toWellFormed() : null,
  };
  const [only, ...more] = kernels;
  return only && more.length === 0
    ? { files: only.files, sweep: null, ...told }
    : { files: null, sweep: kernels, ...told };
}

/** @throws UserError for a sweep: a private measurement is of one kernel */
export function oneKernel({ files, sweep }: GivenCandidate): CandidateFiles {
  if (files !== null) return files;
  throw new UserError(
    "sweep",
    `This is a sweep of ${sweep?.length ?? 0} kernels; a measurement takes one at a time.`,
    "Give each knob one value, and the next value in a command of its own; /pitch takes a sweep.",
    aboutFile,
  );
}

async function fromGit(
  wanted: GitPath,
  readGit: ReadGit | undefined,
): Promise<{ readonly origin: string; readonly files: readonly Attachment[] }> {
  if (readGit === undefined) {
    throw new UserError(
      "no-remotes",
      "No git repository is configured here.",
      "Whoever runs this bot names them under `remotes` in config/tank.yml; until then attach the file.",
      { about: ["from"] },
    );
  }
  const { sha, files } = await readGit(wanted);
  return { origin: `${wanted.remote}@${sha.slice(0, 12)}:${wanted.path}`, files };
}

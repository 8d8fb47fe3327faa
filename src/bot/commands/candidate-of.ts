import { type CandidateFiles, readCandidate } from "../../rounds/candidate.ts";
import { expandSweep, parseKnobSettings } from "../../rounds/knobs/knob-settings.ts";
import { applyKnobs } from "../../rounds/knobs/knobs.ts";
import { currentBaseline } from "../../rounds/store/baselines.ts";
import { constraintsOf } from "../../rounds/store/constraints.ts";
import { getSeason } from "../../rounds/store/seasons.ts";
import { getSource } from "../../rounds/store/sources.ts";
import { UserError } from "../../rounds/user-error.ts";
import type { Call } from "../command.ts";

/** Code as a command brought it, and its knob settings in words; null where it brought none. */
export interface GivenCandidate {
  readonly files: CandidateFiles;
  readonly knobs: string | null;
}

/** The baseline with the files laid over it and the knobs turned. A lone file takes a lone baseline file's name. */
export async function candidateOf({
  game,
  season,
  files,
  others,
}: Pick<Call, "game" | "season" | "files" | "others">): Promise<GivenCandidate | null> {
  const knobs = Object.entries(others).map(([name, value]) => `${name}=${value}`);
  if (files.length === 0 && knobs.length === 0) return null;
  const { db } = game.database;
  const { id } = await getSeason(db, season);
  const { source_sha256 } = await currentBaseline(db, id);
  const locks = await constraintsOf(db, id);
  const baseline = await getSource(db, source_sha256);
  const given =
    files.length === 0 ? {} : readCandidate(Object.fromEntries(files.map((file) => [file.name, file.bytes])));
  const code = { ...baseline, ...renamed(given, Object.keys(baseline)) };
  return { files: applyKnobs(code, oneSetting(knobs), locks), knobs: knobs.length > 0 ? knobs.join(" ") : null };
}

function renamed(given: CandidateFiles, names: readonly string[]): CandidateFiles {
  const [only, ...others] = Object.entries(given);
  const [name] = names;
  if (only === undefined || name === undefined) return given;
  if (others.length === 0 && names.length === 1) return { [name]: only[1] };
  const unknown = Object.keys(given).find((file) => !names.includes(file));
  if (unknown === undefined) return given;
  throw new UserError(
    "file-unknown",
    `The baseline has no file ${unknown}.`,
    `Its files are ${names.join(", ")}: name yours like the one that it replaces.`,
  );
}

function oneSetting(knobs: readonly string[]): Readonly<Record<string, string>> {
  if (knobs.length === 0) return {};
  const [first = {}, ...more] = expandSweep(parseKnobSettings(knobs.join(" ")));
  if (more.length === 0) return first;
  throw new UserError(
    "sweep",
    `This is a sweep of ${more.length + 1} kernels; a command takes one at a time.`,
    "Give each knob one value, and the next value in a command of its own.",
  );
}

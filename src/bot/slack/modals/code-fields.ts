import type { KnownBlock } from "@slack/types";
import type { Knob } from "../../../rounds/knobs/knobs.ts";
import { pitchCode } from "../../commands/pitch-code.ts";
import { describedOptions } from "../../grammar/match-options.ts";
import { filesBlock, typedBlock } from "./input-blocks.ts";
import { type KnobTexts, knobBlocks } from "./knob-fields.ts";

/** The block of the file upload; `file` is what people write where they type. */
export const filesId = "files";
export const gitId = "from";

/** The ways in which code may come. */
export interface CodeWays {
  readonly knobs: readonly Knob[];
  /** True where this bot knows git repositories. */
  readonly takesGit: boolean;
}

export interface CodeTexts extends KnobTexts {
  readonly from?: string | undefined;
  /** What is below the upload. */
  readonly hint: string;
}

/** Knobs, files and a path in git: everything that a candidate is made of. */
export function codeBlocks({ knobs, takesGit }: CodeWays, { from, hint, ...texts }: CodeTexts): readonly KnownBlock[] {
  const files = filesBlock({ id: filesId, label: "Code", hint, optional: true });
  const git = typedBlock({
    id: gitId,
    label: "Code from git",
    hint: describedOptions(pitchCode).find(({ name }) => name === gitId)?.about,
    placeholder: "kernels@1a2b3c4:gemm/kernel.cu",
    optional: true,
    said: from,
    most: 500,
  });
  return [...knobBlocks(knobs, texts), files, ...(takesGit ? [git] : [])];
}

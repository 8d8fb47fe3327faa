import type { Knob } from "../../rounds/knobs/knobs.ts";
import { pitchCode } from "../commands/pitch-code.ts";
import { describedOptions } from "../grammar/match-options.ts";
import type { TypedField } from "./form-field.ts";
import type { KnobTexts } from "./knob-texts.ts";

/** The input of the file upload; `file` is what people write where they type. */
export const filesId = "files";
export const filesLabel = "Code";
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

export const uploadHints = {
  pitch:
    "The changed kernel, a zip of its files, or a patch. It takes the kernel's place. It may also come after the vote.",
  edit: "The changed kernel, a zip of its files, or a patch. The knobs above are turned in it.",
  code: "The changed kernel, a zip of its files, or a patch. Knobs are turned in it.",
} as const;

/** A path in git. */
export function gitField(from: string | undefined): TypedField {
  return {
    kind: "typed",
    id: gitId,
    label: "Code from git",
    hint: describedOptions(pitchCode).find(({ name }) => name === gitId)?.about,
    placeholder: "kernels@1a2b3c4:gemm/kernel.cu",
    optional: true,
    said: from,
    most: 500,
  };
}

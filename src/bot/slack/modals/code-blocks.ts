import type { KnownBlock } from "@slack/types";
import { type CodeTexts, type CodeWays, filesId, filesLabel, gitField } from "../../forms/code-fields.ts";
import { fieldBlock, filesBlock } from "./input-blocks.ts";
import { knobBlocks } from "./knob-fields.ts";

/** Knobs, files and a path in git: everything that a candidate is made of. */
export function codeBlocks({ knobs, takesGit }: CodeWays, { from, hint, ...texts }: CodeTexts): readonly KnownBlock[] {
  const files = filesBlock({ id: filesId, label: filesLabel, hint, optional: true });
  return [...knobBlocks(knobs, texts), files, ...(takesGit ? [fieldBlock(gitField(from))] : [])];
}

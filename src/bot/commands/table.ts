import type { Command } from "../command.ts";
import { pitch } from "./pitch.ts";
import { pitchCode } from "./pitch-code.ts";
import { pitchList } from "./pitch-list.ts";
import { pitchShow } from "./pitch-show.ts";
import { pitchTemplate } from "./pitch-template.ts";
import { pitchWithdraw } from "./pitch-withdraw.ts";
import { tankCancel } from "./tank-cancel.ts";
import { tankClose } from "./tank-close.ts";
import { tankDecide } from "./tank-decide.ts";
import { tankExport } from "./tank-export.ts";
import { tankHelp } from "./tank-help.ts";
import { tankKernel } from "./tank-kernel.ts";
import { tankMeasure } from "./tank-measure.ts";
import { tankOpen } from "./tank-open.ts";
import { tankPicture } from "./tank-picture.ts";
import { tankRerun } from "./tank-rerun.ts";
import { tankScoreboard } from "./tank-scoreboard.ts";
import { tankStatus } from "./tank-status.ts";
import { vote } from "./vote.ts";
import { voteShow } from "./vote-show.ts";

/** Every command there is, in the order in which help shows them. */
export const commands: readonly Command[] = [
  pitch,
  pitchTemplate,
  pitchShow,
  pitchList,
  pitchWithdraw,
  pitchCode,
  vote,
  voteShow,
  tankOpen,
  tankClose,
  tankStatus,
  tankScoreboard,
  tankKernel,
  tankPicture,
  tankExport,
  tankMeasure,
  tankDecide,
  tankRerun,
  tankCancel,
  tankHelp(() => commands),
];

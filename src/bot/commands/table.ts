import type { Command } from "../command.ts";
import { pitch } from "./pitch.ts";
import { pitchAttach } from "./pitch-attach.ts";
import { pitchCode } from "./pitch-code.ts";
import { pitchEdit } from "./pitch-edit.ts";
import { pitchList } from "./pitch-list.ts";
import { pitchShow } from "./pitch-show.ts";
import { pitchTemplate } from "./pitch-template.ts";
import { pitchWithdraw } from "./pitch-withdraw.ts";
import { tankAnswer } from "./tank-answer.ts";
import { tankAsk } from "./tank-ask.ts";
import { tankBan } from "./tank-ban.ts";
import { tankBench } from "./tank-bench.ts";
import { tankBrief } from "./tank-brief.ts";
import { tankCancel } from "./tank-cancel.ts";
import { tankClose } from "./tank-close.ts";
import { tankDecide } from "./tank-decide.ts";
import { tankExport } from "./tank-export.ts";
import { tankExtend } from "./tank-extend.ts";
import { tankHelp } from "./tank-help.ts";
import { tankHistory } from "./tank-history.ts";
import { tankKernel } from "./tank-kernel.ts";
import { tankLearned } from "./tank-learned.ts";
import { tankLesson } from "./tank-lesson.ts";
import { tankMe } from "./tank-me.ts";
import { tankMeasure } from "./tank-measure.ts";
import { tankMemory } from "./tank-memory.ts";
import { tankOpen } from "./tank-open.ts";
import { tankOverride } from "./tank-override.ts";
import { tankPicture } from "./tank-picture.ts";
import { tankProof } from "./tank-proof.ts";
import { tankRerun } from "./tank-rerun.ts";
import { tankResume } from "./tank-resume.ts";
import { tankRevise } from "./tank-revise.ts";
import { tankRevoke } from "./tank-revoke.ts";
import { tankRules } from "./tank-rules.ts";
import { tankScoreboard } from "./tank-scoreboard.ts";
import { tankStatus } from "./tank-status.ts";
import { tankStop } from "./tank-stop.ts";
import { tankToken } from "./tank-token.ts";
import { tankTokens } from "./tank-tokens.ts";
import { vote } from "./vote.ts";
import { voteShow } from "./vote-show.ts";
import { voteWithdraw } from "./vote-withdraw.ts";

/** Every command there is, in the order in which help shows them. */
export const commands: readonly Command[] = [
  pitch,
  pitchTemplate,
  pitchShow,
  pitchList,
  pitchEdit,
  pitchWithdraw,
  pitchCode,
  pitchAttach,
  vote,
  voteShow,
  voteWithdraw,
  tankAsk,
  tankAnswer,
  tankProof,
  tankOpen,
  tankClose,
  tankExtend,
  tankStatus,
  tankScoreboard,
  tankKernel,
  tankPicture,
  tankExport,
  tankLearned,
  tankHistory,
  tankMe,
  tankBrief,
  tankRules,
  tankMemory,
  tankBench,
  tankMeasure,
  tankToken,
  tankTokens,
  tankRevoke,
  tankDecide,
  tankOverride,
  tankRerun,
  tankLesson,
  tankRevise,
  tankBan,
  tankCancel,
  tankStop,
  tankResume,
  tankHelp(() => commands),
];

import type { FuzzTarget } from "./fuzz-target.ts";
import { archives } from "./targets/archives.ts";
import { bundles } from "./targets/bundles.ts";
import { candidates } from "./targets/candidates.ts";
import { commandLines } from "./targets/command-lines.ts";
import { seasonFiles, tankFiles } from "./targets/config-files.ts";
import { discordPayloads } from "./targets/discord-payloads.ts";
import { harnessEvents } from "./targets/harness-events.ts";
import { pitchFiles } from "./targets/pitch-files.ts";
import { playedCommands } from "./targets/played-commands.ts";
import { reports } from "./targets/reports.ts";
import { scorecards } from "./targets/scorecards.ts";
import { slackPayloads } from "./targets/slack-payloads.ts";
import { taskFiles } from "./targets/task-files.ts";

/** Everything here that reads what strangers, files or other machines wrote. */
export const fuzzTargets: readonly FuzzTarget[] = [
  commandLines,
  playedCommands,
  slackPayloads,
  discordPayloads,
  candidates,
  pitchFiles,
  seasonFiles,
  tankFiles,
  taskFiles,
  scorecards,
  archives,
  harnessEvents,
  reports,
  bundles,
];

import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { VerdictName } from "../../rounds/judging/verdict/verdict-name.ts";
import { Stage } from "../../rounds/report.ts";
import type { JudgedRun } from "../../rounds/store/judged-runs.ts";
import type { CommandDone } from "../commands/run-command.ts";

/** What this process counts. Every label is a name of ours: a command, a place, a runner, a verdict, a stage. */
export interface Metrics {
  readonly registry: Registry;
  readonly commandDone: (done: CommandDone) => void;
  readonly runJudged: (run: JudgedRun) => void;
  readonly delivered: (place: string, outcome: "delivered" | "failed") => void;
  /** @param seconds from a report to its posted verdict */
  readonly verdictPosted: (place: string, seconds: number) => void;
}

const answerBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const stageBuckets = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];
const waitBuckets = [1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400];
const postBuckets = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], ...labelNames: Label[]) =>
    new Histogram({ name, help, buckets, labelNames, registers });

  const commands = counter("tank_commands_total", "Commands by name and what became of them", "command", "outcome");
  const answers = histogram("tank_command_seconds", "From a command to its answer", answerBuckets, "command");
  const runs = counter("tank_runs_total", "Attempts that were judged here", "runner", "purpose", "outcome");
  const stages = histogram("tank_run_stage_seconds", "How long a stage of a run took", stageBuckets, "runner", "stage");
  const waits = histogram("tank_run_wait_seconds", "From queueing a run to its runner's work", waitBuckets, "runner");
  const votes = histogram(
    "tank_vote_to_first_stage_seconds",
    "From the close of a vote to the work on the first of its runs",
    waitBuckets,
  );
  const deliveries = counter(
    "tank_deliveries_total",
    "Announcements by place and what became of them",
    "place",
    "outcome",
  );
  const posts = histogram(
    "tank_report_to_verdict_seconds",
    "From a report to its posted verdict",
    postBuckets,
    "place",
  );
  return {
    registry,
    commandDone({ command, outcome, seconds }) {
      commands.inc({ command, outcome });
      answers.observe({ command }, seconds);
    },
    runJudged(run) {
      const { runner, purpose, stageMs, waitedS, voteToStageS } = run;
      runs.inc({ runner, purpose, outcome: outcomeOf(run) });
      for (const [stage, ms] of Object.entries(stageMs))
        stages.observe({ runner, stage: known(stage, Stage.options) }, ms / 1000);
      if (waitedS !== null) waits.observe({ runner }, waitedS);
      if (voteToStageS !== null) votes.observe(voteToStageS);
    },
    delivered: (place, outcome) => deliveries.inc({ place, outcome }),
    verdictPosted: (place, seconds) => posts.observe({ place }, seconds),
  };
}

const faultKinds = ["lost", "limit", "protocol", "sandbox", "stopped", "guard"];

/** A verdict, a runner's fault by its kind, or that what was asked is done; never a text from elsewhere. */
function outcomeOf({ fault, verdict, state }: JudgedRun): string {
  if (fault !== null) return `fault: ${known(fault, faultKinds)}`;
  if (verdict !== null) return known(verdict, VerdictName.options);
  // A report came and nobody blames the kernel: the machine was disturbed, or a check of our own failed.
  if (state === "queued" || state === "abandoned") return "fault: report";
  return "done";
}

/** Labels stay few, whatever a machine sends. */
function known(name: string, names: readonly string[]): string {
  return names.includes(name) ? name : "other";
}

/** Memory, processor time, open files and the event loop of this process. */
export function watchProcess({ registry }: Pick<Metrics, "registry">): void {
  collectDefaultMetrics({ register: registry });
}

import { ballotCard } from "../../src/bot/cards/ballot-card.ts";
import { benchDigestCard } from "../../src/bot/cards/bench-digest-card.ts";
import type { Card } from "../../src/bot/cards/card.ts";
import { closedCard } from "../../src/bot/cards/closed-card.ts";
import { correctedCard } from "../../src/bot/cards/corrected-card.ts";
import { doctorCard } from "../../src/bot/cards/doctor-card.ts";
import { exportCard } from "../../src/bot/cards/export-card.ts";
import { withFiles } from "../../src/bot/cards/files-section.ts";
import { commandHelpCard, helpCard } from "../../src/bot/cards/help-card.ts";
import { importCard } from "../../src/bot/cards/import-card.ts";
import { initCard } from "../../src/bot/cards/init-card.ts";
import { measurementCard } from "../../src/bot/cards/measure-card.ts";
import { noticeCard } from "../../src/bot/cards/notice-card.ts";
import { openingCard } from "../../src/bot/cards/opening-card.ts";
import { seasonPictureCard, verdictPictureCard } from "../../src/bot/cards/picture-card.ts";
import { pitchListCard } from "../../src/bot/cards/pitch-list-card.ts";
import { pitchTemplateCard } from "../../src/bot/cards/pitch-template-card.ts";
import { bugCard, refusalCard } from "../../src/bot/cards/refusal-card.ts";
import { roundCard } from "../../src/bot/cards/round-card.ts";
import { statusCard } from "../../src/bot/cards/status-card.ts";
import { unservedCard } from "../../src/bot/cards/unserved-card.ts";
import { voteReminderCard } from "../../src/bot/cards/vote-reminder-card.ts";
import { commands } from "../../src/bot/commands/table.ts";
import type { Verdict } from "../../src/rounds/judging/verdict/verdict.ts";
import type { RoundView } from "../../src/rounds/memory/round-view.ts";
import type { SeasonCourse } from "../../src/rounds/memory/season-course.ts";
import { letterAt } from "../../src/rounds/pitching/pitch-letter.ts";
import type { WaitingRuns } from "../../src/rounds/store/run-labels.ts";
import type { StoredVerdict } from "../../src/rounds/store/verdicts.ts";
import { UserError } from "../../src/rounds/user-error.ts";
import { samplePitches, sampleView, tma, warps } from "./round-view-builder.ts";
import { compileError, faster } from "./sample-verdicts.ts";

const now = new Date("2026-11-27T14:00:00Z");
const deadlineAt = new Date("2026-11-27T17:00:00Z");
const news = { timezone: "Europe/Berlin", restOf: () => null, now };
const noRuns = { first: [], more: 0, stopped: null };

/** A round in its phase, which ends in three hours. */
function phase(now: NonNullable<Parameters<typeof sampleView>[0]>["now"]): RoundView {
  const view = sampleView({ ...(now && { now }), view: { ballotsCast: 2 } });
  return { ...view, row: { ...view.row, deadlineAt } };
}

const pitching = phase({ state: "pitching" });
const voting = phase({ state: "voting" });
const building = phase({ state: "building", waitingFor: [tma, warps], toRun: [] });
const running = phase({ state: "running", pending: [tma, warps], abandoned: [], results: [] });
const decided = sampleView({
  now: { state: "decided", promoted: null, unconfirmed: null, results: [] },
  view: { phase: "decided" },
});

const label = { purpose: "verdict", runner: "b200", waiting: null, roundId: 1, askedBy: null, place: null } as const;
const runs: WaitingRuns = {
  stopped: { by: "hanna", reason: "the GPU is needed for a release", at: "2026-03-02T09:30:00.000Z" },
  first: [
    {
      ...label,
      runId: 1,
      state: "running",
      pitch: { letter: "A", title: "TMA Store Epilogue" },
      waiting: { since: new Date("2026-11-27T13:02:00Z"), holders: "pid 4711 python3 holds it" },
    },
    {
      ...label,
      runId: 2,
      state: "queued",
      pitch: { letter: "B", title: "Warp Specialization" },
      place: { ahead: 3, waitMs: 250_000 },
    },
  ],
  more: 3,
};

const measurement = { runId: 1, askedBy: "tma-tom", what: "num_ab_stage=3" };
const ran = { machine: "NVIDIA B200", sandbox: "container", versions: {}, baseline: "b".repeat(64), candidate: null };

function judged(verdict: Verdict): StoredVerdict {
  return { runId: 1, roundId: null, pitchId: tma, purpose: "measure", verdict, ran, ruling: null };
}

const course: SeasonCourse = {
  season: sampleView().season,
  problemTitle: "NVFP4 group GEMM",
  machine: "NVIDIA B200",
  imported: false,
  readings: [
    { at: new Date("2026-11-20T12:00:00Z"), us: 122.4 },
    { at: new Date("2026-11-27T12:00:00Z"), us: 93.5 },
  ],
  targetUs: 9.8,
  attempts: [
    { at: now, name: "3A", title: "TMA Store Epilogue", verdict: "faster", us: 93.5 },
    { at: now, name: "3B", title: "Warp Specialization", verdict: "compile error", us: null },
  ],
  elsewhere: 2,
};

const refusal = new UserError(
  "no-prediction",
  "A pitch needs a number: how much faster will it be?",
  "Say it as speedup=1.5, or as a range: speedup=1.2-1.6.",
);
const longRefusal = new UserError(
  "approach-eliminated",
  "Pipeline Stages is eliminated: round 1 measured it at 30% SLOWER on this very problem, because NVFP4 is compute-bound, not memory-bound, and 4-bit data has no latency to hide.",
  'Say why this time is different: answer="…", or pitch another approach: tma-store, warp-specialization, wild-card.',
);

const named = (word: string) => commands.filter((command) => command.name === "pitch" && command.word === word);

/** What the bot answers to whoever asks, and the round's living message. */
export const answerCards: Readonly<Record<string, Card>> = {
  ballot: ballotCard(
    {
      shark: "sid",
      fund: tma,
      chances: [
        { pitch: tma, percent: 75 },
        { pitch: warps, percent: 25 },
      ],
      speedup: 1.2,
      reason: "Small, testable, nothing to lose.",
    },
    samplePitches,
    { title: "Your ballot in round 3", isOpen: true },
  ),
  "bench-digest": benchDigestCard(samplePitches.slice(0, 2)),
  bug: bugCard("1a2b3c4d"),
  "closed-pitching": closedCard("pitching", voting),
  "closed-voting": closedCard("voting", building),
  "corrected-by-host": correctedCard(decided, { decision: "taint B", reason: "Its reference was wrong on g=2." }, null),
  "corrected-by-rerun": correctedCard(decided, { runId: 1 }, judged(faster)),
  "corrected-by-nothing": correctedCard(decided, { runId: 1 }, null),
  doctor: doctorCard([
    { part: "database", ok: true, detail: "PGlite in data/pglite, 12 seasons" },
    { part: "runner b200", ok: false, detail: "ssh gpu-box does not answer.", remedy: "Try: ssh gpu-box true" },
  ]),
  export: exportCard("founding", null, { complete: false }),
  "export-round": withFiles(exportCard("founding", 3, { complete: true }), [
    "exports/round-3.md",
    "exports/round-3.json",
  ]),
  help: helpCard(commands),
  "help-pitch-code": commandHelpCard(named("code")),
  import: importCard({ season: "founding", kind: "archive", rounds: 4, cancelled: 4 }),
  init: initCard(
    "config/seasons/decode.yml",
    {
      name: "decode",
      runner: "b200",
    },
    { machine: "NVIDIA B200", cases: [{ label: "g=8, K=7168", baselineUs: 373 }] },
  ),
  "measure-running": measurementCard({ measurement: { ...measurement, state: "running" }, stored: null }),
  "measure-given-up": measurementCard({ measurement: { ...measurement, state: "abandoned" }, stored: null }),
  "measure-faster": measurementCard({ measurement: { ...measurement, state: "judged" }, stored: judged(faster) }),
  "measure-no-compile": measurementCard({
    measurement: { ...measurement, state: "judged" },
    stored: judged(compileError),
  }),
  notice: noticeCard("A is withdrawn", "It endorses B.", ["Its evidence says little."]),
  opening: openingCard(sampleView()),
  "opening-with-bench": openingCard(sampleView(), {
    taken: [{ from: "A", letter: "A", title: "Try 0" }],
    left: [
      { letter: "B", title: "Try 1", why: 'Round 3 takes only "wild-card".' },
      ...Array.from({ length: 274 }, (_, index) => {
        return { letter: letterAt(26 + index), title: `Try ${26 + index}`, why: "Round 3 has its 26 pitches." };
      }),
    ],
  }),
  "picture-season": seasonPictureCard(course),
  "picture-verdict": verdictPictureCard("A, TMA Store Epilogue", faster),
  "pitch-list": pitchListCard(pitching),
  "pitch-list-empty": pitchListCard(null),
  "pitch-template": pitchTemplateCard(pitching.approaches, pitching.knobs),
  refusal: refusalCard(refusal),
  "refusal-long": refusalCard(longRefusal),
  "round-pitching": roundCard("founding", pitching, noRuns, news),
  "round-voting": roundCard("founding", voting, noRuns, news),
  "round-building": roundCard("founding", building, noRuns, news),
  "round-running": roundCard("founding", running, runs, news),
  "round-decided": roundCard("founding", decided, noRuns, news),
  status: statusCard("founding", sampleView(), noRuns, news),
  "status-first": statusCard("founding", null, noRuns, news),
  "vote-reminder": voteReminderCard(voting, now),
  unserved: unservedCard(
    { ...label, runId: 2, state: "queued", pitch: { letter: "B", title: "Warp Specialization" } },
    { runId: 2, runner: "b200", minutes: 8, others: 2, why: null },
  ),
};

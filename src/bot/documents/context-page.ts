import type { SeasonArchive } from "../../rounds/archive/season-archive.ts";
import { caseTargets } from "../../rounds/memory/case-targets.ts";
import type { Scoreboard } from "../../rounds/memory/scoreboard.ts";
import { creditApartText } from "../cards/apart-text.ts";
import { credibilityText, gapText, microseconds } from "../cards/numbers.ts";
import { heading, list, page, quote, table, words } from "./markdown.ts";

/** What a newcomer must know: what is to be beaten, what is dead and why, and what happened so far. */
export function contextPage(archive: SeasonArchive, board: Scoreboard): string {
  const { settings, problems, problem } = archive;
  const version = problems.find(({ definition }) => definition.sha256 === problem);
  const title = version?.definition.title ?? settings.problem;
  return page(
    heading(1, `${settings.title}: ${title}`),
    `Season \`${archive.name}\`, problem \`${version?.definition.name ?? settings.problem}\`${version ? ` version ${version.version}` : ""} (\`${problem.slice(0, 12)}\`).`,
    archive.complete ? [] : ["Written down while it was being played: what is secret or unfinished is not in it."],
    archive.code === undefined ? [] : ["Code is left out: this season's rules keep it out of sight."],
    baselineBlocks(archive),
    approachBlocks(archive),
    constraintBlocks(archive),
    lessonBlocks(archive),
    boardBlocks(board),
  );
}

function baselineBlocks({ baselines, runs, settings, pitches }: SeasonArchive): readonly string[] {
  const last = baselines.at(-1);
  if (last === undefined) return [];
  const from = last.from && pitches.find(({ ref }) => ref === last.from?.pitch);
  const origin = last.from
    ? `promoted from ${from?.content.title ?? last.from.pitch} in round ${last.from.round}`
    : "the first one";
  const own = runs.findLast(({ reading }) => reading?.baseline === baselines.length)?.reading;
  const told = settings.times && {
    machine: settings.times.machine,
    cases: Object.entries(settings.times.cases).map(([label, us]) => ({ label, us })),
  };
  const reading = own ?? told;
  const limits = (own?.cases ?? []).flatMap(({ label, limit }) => (limit === undefined ? [] : [{ label, ...limit }]));
  const targets = caseTargets(settings, reading?.machine ?? "", limits);
  const rows = (reading?.cases ?? []).map(({ label, us }) => {
    const target = targets.get(label)?.us;
    return [
      label,
      microseconds(us),
      target === undefined ? "–" : microseconds(target),
      target === undefined ? "–" : gapText(us, target),
    ];
  });
  const where = reading ? [`Measured on ${words(reading.machine)}${own ? "" : " (imported)"}:`] : ["Not timed yet."];
  return [
    heading(2, "Baseline"),
    `Code \`${last.source.slice(0, 12)}\`, ${words(origin)}.`,
    ...where,
    ...table(["Case", "Time", "Target", "Gap"], rows),
  ];
}

function approachBlocks({ approaches, settings }: SeasonArchive): readonly string[] {
  const named = approaches.map((row) => ({
    ...row,
    name: settings.approaches[row.key]?.name ?? row.key,
    idea: settings.approaches[row.key]?.idea,
  }));
  const dead = named.filter(({ status }) => status === "eliminated");
  const others = named.filter(({ status }) => status !== "eliminated");
  const taught = (row: (typeof named)[number]) => (row.round === null ? row.taughtBy : `round ${row.round}`);
  return [
    heading(2, "What is dead"),
    ...(dead.length === 0 ? ["Nothing yet."] : []),
    ...dead.flatMap((row) => [
      heading(3, row.name),
      `Eliminated, ${row.evidence}${taught(row) ? ` (${words(taught(row) ?? "")})` : ""}.`,
      ...list(row.why),
    ]),
    heading(2, "What is left"),
    ...list(
      others.map(
        ({ name, status, idea, why }) => `${name} (${status})${idea ? `: ${idea}` : ""}${why[0] ? `. ${why[0]}` : ""}`,
      ),
    ),
  ];
}

function constraintBlocks({ constraints }: SeasonArchive): readonly string[] {
  const inForce = constraints.filter(({ liftedAt }) => liftedAt === null);
  if (inForce.length === 0) return [];
  const texts = inForce.map(
    ({ knob, says, why }) => `${knob === null ? "" : `\`${knob}\`, ${says ?? "locked"}: `}${why}`,
  );
  return [heading(2, "Constraints"), ...list(texts)];
}

/** A lesson whose words were mended is told once. */
function lessonBlocks({ lessons }: SeasonArchive): readonly string[] {
  const mended = new Set(lessons.map(({ replaces }) => replaces));
  const told = lessons.filter((_, index) => !mended.has(index + 1));
  if (told.length === 0) return [];
  const texts = told.map(
    ({ round, text, evidence }) => `${round === null ? "" : `Round ${round}: `}${text} (${evidence})`,
  );
  return [heading(2, "Lessons"), ...list(texts)];
}

function boardBlocks(board: Scoreboard): readonly string[] {
  const rows = board.lines.map((line) => [
    `${line.round}${line.imported ? " (imported)" : ""}`,
    line.title,
    line.winner,
    line.prediction,
    line.reality,
    credibilityText(line.credibility),
  ]);
  if (rows.length === 0) return [];
  const total = `${board.wins} for ${board.counted}, sharks at ${credibilityText(board.credibility)}${board.bankrupt ? ": BANKRUPT" : ""}.`;
  const apart = creditApartText(board);
  return [
    heading(2, "Scoreboard of shame"),
    ...table(["Round", "Title", "Winner", "Prediction", "Reality", "Shark credibility"], rows),
    total,
    ...(apart === null ? [] : [apart]),
  ];
}

/** Fields of a pitch as people read them. */
export function fieldBlocks(fields: readonly (readonly [name: string, text: string | undefined])[]): readonly string[] {
  return fields.flatMap(([name, text]) =>
    text === undefined || text.trim() === "" ? [] : [`**${name}**`, quote(text)],
  );
}

import type { Reply } from "../../src/bot/commands/run-command.ts";
import { findOpenRound, latestRoundOf, type RoundRow } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import type { TestTable } from "../commands/table.ts";
import { type QueuedRun, queuedRuns, reportOf, runOne } from "./world.ts";

/** One thing that somebody tries: who, what, and the numbers that fill in the rest. */
export interface Try {
  readonly by: number;
  readonly what: number;
  readonly x: number;
  readonly y: number;
}

export const players = Array.from({ length: 30 }, (_, index) => `p${index + 1}`);
const letters = [..."ABCDEFGHJZ"];
const approaches = ["stages", "tiles", "dead", "wild-card", "nonsense"];
const words = ["because", "case one spends 40% of its 120 µs in decode(), line 12", "industry standard", "x"];

const pick = <Item>(items: readonly Item[], index: number): Item => {
  const found = items[index % items.length];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
};

type Say = (x: number, y: number) => string;
const letter = (n: number) => pick(letters, n);
const because = (n: number) => `reason="${pick(words, n)}"`;

/** Everything that can be said, by anybody at any time: most of it is not allowed just then. */
const anything: readonly Say[] = [
  (x, y) =>
    `/tank open title="Round ${x}" ${pick(["", "kind=repair", "kind=research", "vote=off", "bar=1.4", "only=wild-card", "runs=funded"], y)}`,
  (x, y) =>
    `/pitch "Idea ${x}-${y}" approach=${pick(approaches, x)} speedup=${pick(["1.5", "1.1-2", "0", "fast"], y)} num_ab_stage=${1 + (x % 5)}`,
  (x, y) => `/pitch "Later ${x}-${y}" approach=${pick(approaches, y)} speedup=1.5 answer="${pick(words, x)}"`,
  (x, y) =>
    `/pitch "Finding ${x}-${y}" approach=${pick(approaches, x)} evidence="${pick(words, y)}" claims=${pick(["eliminated", "viable"], y)}`,
  (x, y) => `/pitch "Sweep ${x}-${y}" approach=stages speedup=2 num_ab_stage=2|3|4`,
  (x, y) => `/pitch edit ${letter(x)} speedup=${pick(["1.2", "3"], y)}`,
  (x, y) => `/pitch withdraw ${letter(x)}${y % 3 === 0 ? ` endorses=${letter(y)}` : ""}`,
  (x, y) => `/pitch code ${letter(x)} num_ab_stage=${1 + (y % 4)}`,
  (x, y) => `/vote ${pick([...letters, "none"], x)} p=${y % 120} ${letter(y)}=${x % 101}`,
  (x, y) => `/vote ${letter(x)} p=${y % 101}`,
  () => "/vote withdraw",
  () => "/vote show",
  (x, y) => `/tank ask ${letter(x)} "${pick(words, y)}"`,
  (x, y) => `/tank answer Q${x % 9} "${pick(words, y)}"`,
  (x, y) => `/tank proof ${letter(x)}${y % 4 === 0 ? ' case="one"' : ""}`,
  () => "/tank close",
  (_, y) => `/tank close ${pick(["pitching", "voting", "building"], y)}`,
  (x, y) => `/tank decide promote=${pick([...letters, "none"], x)} ${because(y)}`,
  (x, y) => `/tank decide accept=${pick(["A", "A,B", "none", "Z"], x)} ${because(y)}`,
  (x, y) => `/tank rerun ${y % 2 === 0 ? letter(x) : ""} ${because(y)}`,
  (x, y) =>
    `/tank override ${letter(x)} verdict="${pick(["tainted", "against the rules", "as judged", "blocked", "faster"], y)}" ${because(x)}${y % 5 === 0 ? " round=1" : ""}`,
  (x, y) =>
    `/tank lesson "${pick(words, x)}" ${pick(["", "approach=stages", "approach=tiles status=viable", "knob=num_ab_stage", "knob=num_ab_stage lift=yes"], y)}`,
  (x, y) => `/tank ban @${pick(players, x)} ${because(y)}${y % 2 === 0 ? " lift=yes" : ""}`,
  (_, y) => `/tank revise ${because(y)} taint=${pick(["yes", "no"], y)}`,
  (_, y) => `/tank cancel ${because(y)}`,
  (_, y) => `/tank extend ${pick(["2h", "1d", "yesterday"], y)}`,
  (x) =>
    pick(
      [
        "/tank status",
        "/tank scoreboard",
        "/tank kernel",
        "/pitch list",
        "/tank learned",
        "/tank history",
        "/tank bench",
        "/tank me",
        "/tank brief",
        "/tank rules",
        "/tank memory",
      ],
      x,
    ),
];

/** What moves a round on, said by its host, so that most seasons get somewhere. */
function nextMove(state: string, { x, y }: Try): string {
  switch (state) {
    case "pitching":
      return y % 6 === 0 ? `/tank cancel ${because(x)}` : "/tank close";
    case "voting":
    case "building":
      return "/tank close";
    case "needs-host":
      return pick(
        [
          "/tank rerun",
          `/tank decide promote=none ${because(x)}`,
          `/tank decide accept=A ${because(x)}`,
          "/tank open kind=repair",
        ],
        y,
      );
    default:
      return "/tank status";
  }
}

/** What somebody who knows the game would say now. */
function fitting({ round }: RoundRow, { x, y }: Try): string {
  const why = `evidence="${words[1]}" reason="${words[1]}"`;
  if (round.now.state === "pitching") {
    const title = `Fit ${x}-${y}`;
    const key = pick(round.terms.only === null ? ["stages", "tiles", "wild-card"] : [round.terms.only], x);
    if (round.terms.kind === "research") return `/pitch "${title}" approach=${key} ${why}`;
    const number = round.terms.kind === "repair" ? "" : "speedup=1.5";
    const code = pick(["num_ab_stage=2", "num_ab_stage=3", "num_ab_stage=2|3|4", ""], y);
    return `/pitch "${title}" approach=${key} ${number} ${code} ${why} answer="${words[1]}"`;
  }
  if (round.now.state === "voting")
    return `/vote ${pick(["A", "A", "B", "none"], y)} ${y % 4 === 3 ? "A" : "p"}=${x % 101}`;
  return pick(["/pitch code A num_ab_stage=4", "/tank status", "/tank proof A"], y);
}

/** Says it, and lets the runner end a run now and then. A refusal is fine; a bug is not. */
export async function attempt(table: TestTable, each: Try): Promise<Reply> {
  const { database } = table.world;
  const { id } = await getSeason(database.db, table.tank.season);
  const open = await findOpenRound(database.db, id);
  if (each.what % 3 === 0) await runSome(table, each);
  const moves = open !== null && each.what % 10 === 9;
  const host = open?.host ?? (await latestRoundOf(database.db, id))?.host ?? "p1";
  if (moves) return table.say(host, nextMove(open.round.now.state, each));
  if (open !== null && each.what % 10 < 4) return table.say(pick(players, each.by), fitting(open, each));
  if (open === null && each.what % 4 < 2) return table.say(pick(players, each.by), pick(anything, 0)(each.x, each.y));
  const text = pick(anything, each.what)(each.x, each.y);
  const isHosts = each.by % 2 === 0 && /^\/tank (override|rerun|lesson|revise|ban|decide|extend)/.test(text);
  return table.say(isHosts ? host : pick(players, each.by), text);
}

async function runSome({ world, tank }: TestTable, { x, y }: Try): Promise<void> {
  for (const run of (await queuedRuns(world, tank.season)).slice(0, 1 + (x % 4))) {
    await runOne(world, run, outcomeOf(run, x, y));
  }
}

const speeds = [0.7, 1, 1.002, 1.3, 1.6, 2.5];

function outcomeOf(run: QueuedRun, x: number, y: number): Parameters<typeof runOne>[2] {
  if (y % 17 === 0) return { outcome: "fault", kind: "lost", message: "the machine went away", log: "" };
  const report = reportOf(run, run.purpose === "opening" ? 1 : pick(speeds, x + run.id));
  const side = run.candidate ? "candidate" : "baseline";
  const mismatch = { stage: "check", label: "one", elements: 4, mismatched: 1, maxError: 2, rtol: 0, atol: 0 } as const;
  const isWrong = run.purpose === "opening" ? y % 13 === 0 : (x + y) % 6 === 0;
  const checks = isWrong
    ? [{ ...mismatch, side } as const]
    : [{ ...mismatch, mismatched: 0, maxError: 0, side } as const];
  if ((x + y) % 10 === 3 && run.purpose !== "opening") {
    const failure = {
      side,
      stage: "build",
      kind: "error",
      message: "MmaMXF4NVF4Op requires 128x128",
      log: "",
    } as const;
    return { ...report, checks: [], cases: report.cases.map((each) => ({ ...each, blocks: [] })), failure };
  }
  return { ...report, checks };
}

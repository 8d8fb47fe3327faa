import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../src/rounds/store/database.ts";
import { brokenInvariants } from "../../src/rounds/store/invariants.ts";
import { openDatabase } from "../../src/rounds/store/open-database.ts";
import { pitchesOfRound, postsFile, type SeasonPlan, seasonNames, sharks } from "./season-plan.ts";

const onError = (error: Error): never => {
  throw error;
};

/** What is wrong with seasons that were killed and started again, a line each; none where every promise held. */
export interface Broken {
  /** Announcements that were not posted once, in the order in which they were owed. */
  readonly announcements: readonly string[];
  /** What there is too little of, and commands that were answered and forgotten. */
  readonly lost: readonly string[];
  /** What there is too much of. */
  readonly doubled: readonly string[];
  readonly invariants: readonly string[];
}

export const brokenLines = ({ announcements, lost, doubled, invariants }: Broken): readonly string[] => [
  ...invariants,
  ...lost,
  ...doubled,
  ...announcements,
];

export async function brokenSeason(plan: SeasonPlan): Promise<Broken> {
  const { databaseUrl, dataFolder } = plan;
  await using database = await openDatabase({ databaseUrl, dataFolder }, { onError });
  const counts = await miscounts(database, plan);
  const answered = readLines(join(dataFolder, "answered.txt"));
  return {
    invariants: await brokenInvariants(database.db),
    announcements: await misdeliveries(database, plan),
    lost: [...counts.lost, ...(await forgotten(database, answered))],
    doubled: counts.doubled,
  };
}

function readLines(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

const counted = ["round", "pitch", "ballot", "ballot_change", "verdict", "baseline"] as const;
type Counted = (typeof counted)[number];

export async function countRows({ db }: Database, table: Counted | "run"): Promise<number> {
  const count = db.selectFrom(table).select((columns) => columns.fn.countAll<number>().as("count"));
  return Number((await count.executeTakeFirstOrThrow()).count);
}

/** Whether there is exactly as much of everything as the seasons' script makes. */
async function miscounts(database: Database, plan: SeasonPlan) {
  const seasons = seasonNames(plan).length;
  const rounds = plan.rounds * seasons;
  const wanted: Readonly<Record<Counted, number>> = {
    round: rounds,
    pitch: rounds * pitchesOfRound.length,
    ballot: rounds * sharks.length,
    ballot_change: rounds * sharks.length,
    // A round's two verdicts, and the confirmation of its winner.
    verdict: rounds * 3,
    baseline: rounds + seasons,
  };
  const found = await Promise.all(counted.map(async (table) => ({ table, count: await countRows(database, table) })));
  const text = ({ table, count }: (typeof found)[number]) => `${table}: ${count} instead of ${wanted[table]}`;
  const undecided = await database.db.selectFrom("round").select("number").where("state", "<>", "decided").execute();
  return {
    lost: [
      ...found.filter(({ table, count }) => count < wanted[table]).map(text),
      ...undecided.map(({ number }) => `round ${number} was never decided`),
    ],
    doubled: found.filter(({ table, count }) => count > wanted[table]).map(text),
  };
}

async function misdeliveries({ db }: Database, plan: SeasonPlan): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const season of seasonNames(plan)) {
    const owed = await db
      .selectFrom("outbox")
      .innerJoin("season", "season.id", "outbox.season_id")
      .leftJoin("delivery", "delivery.outbox_id", "outbox.id")
      .select(["outbox.key", "delivery.channel"])
      .where("season.name", "=", season)
      .orderBy("outbox.id")
      .execute();
    lines.push(...misposted(owed, readLines(join(plan.dataFolder, postsFile(season)))));
  }
  return lines;
}

function misposted(
  owed: readonly { readonly key: string; readonly channel: string | null }[],
  posts: readonly string[],
) {
  const keys = owed.map(({ key }) => key);
  const twice = posts.filter((key, index) => posts.indexOf(key) !== index);
  const lost = keys.filter((key) => !posts.includes(key));
  const unmarked = owed.filter(({ channel }) => channel === null).map(({ key }) => key);
  const inOrder = keys.every((key, index) => posts[index] === key);
  return [
    ...twice.map((key) => `${key}: posted twice`),
    ...lost.map((key) => `${key}: never posted`),
    ...unmarked.map((key) => `${key}: never marked as delivered`),
    ...(twice.length + lost.length > 0 || inOrder ? [] : [`posted in another order: ${posts.join(", ")}`]),
  ];
}

/** Commands that were answered and are not there any more. */
async function forgotten({ db }: Database, answered: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom("inbox").select("event_id").execute();
  const known = new Set(rows.map((row) => row.event_id));
  return answered.filter((id) => !known.has(id)).map((id) => `${id}: answered and forgotten`);
}

import { cancelRound } from "../../src/rounds/play/cancel-round.ts";
import { decideRound } from "../../src/rounds/play/decide-round.ts";
import { closeVoting, openVoting } from "../../src/rounds/play/move-round.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { withdrawPitch } from "../../src/rounds/play/pitches/withdraw-pitch.ts";
import { startMeasurement } from "../../src/rounds/play/runs/start-measurement.ts";
import { withdrawBallot } from "../../src/rounds/play/votes/withdraw-ballot.ts";
import { insertRow, insertRows } from "../../src/rounds/store/insert-rows.ts";
import { findOpenRound } from "../../src/rounds/store/rounds.ts";
import { getSeason } from "../../src/rounds/store/seasons.ts";
import { kernel, newSeason, pitch, reportOf, runAll, vote, type World } from "../play/world.ts";

const compileError = (run: { readonly id: number; readonly attempt: number; readonly candidate: boolean }) => ({
  ...reportOf(run, 1),
  cases: ["one", "two"].map((label) => ({ label, clock: "call" as const, blocks: [] })),
  failure: {
    side: "candidate" as const,
    stage: "build" as const,
    kind: "error" as const,
    message: "M must be 128",
    log: "M must be 128",
  },
});

/** Runs of these pitches have these speedups; null: they don't compile. */
export type Speedups = Readonly<Record<string, number | null>>;

const run = (world: World, season: string, speedups: Speedups) =>
  runAll(world, season, (each) => {
    const speedup = speedups[each.letter ?? ""];
    return speedup === null ? compileError(each) : reportOf(each, speedup ?? 1);
  });

/** Opens a round on a checked baseline. */
export async function pitchingRound(world: World, season: string, title: string) {
  await openRound(world.game, { season, title, host: "hanna" });
  await run(world, season, {});
}

/** A whole round of two pitches, one of which may be promoted. */
export async function playRound(world: World, season: string, name: string, speedups: Speedups): Promise<void> {
  await pitchingRound(world, season, name);
  await pitch(world, season, {
    title: `${name} stages`,
    answer: "It differs: num_ab_stage was 4 there, and is 2 here.",
  });
  await pitch(world, season, {
    title: `${name} tiles`,
    approach: "tiles",
    author: "bob",
    answer: "It differs: num_ab_stage was 4 there, and is 2 here.",
  });
  await openVoting(world.game, season);
  await vote(world, season, "sid", "A", { A: 100, B: 20 });
  await vote(world, season, "sue", "B", { B: 55 });
  await vote(world, season, "sid", "A", { A: 80 });
  await closeVoting(world.game, season);
  await run(world, season, speedups);
  await run(world, season, speedups);
  const open = await findOpenRound(world.database.db, (await getSeason(world.database.db, season)).id);
  if (open) await decideRound(world.game, { season, host: "hanna", promote: null, reason: "Not sure enough." });
}

/** A season with something in every list of an archive. */
export async function playedSeason(world: World, settings: Parameters<typeof newSeason>[1] = {}): Promise<string> {
  const { game, clock } = world;
  const season = await newSeason(world, settings);
  await playRound(world, season, "First", { A: 1.5, B: null });
  clock.at = new Date(clock.at.getTime() + 86_400_000);
  await pitchingRound(world, season, "Second");
  await pitch(world, season, { title: "Gone", approach: "wild-card" });
  await pitch(world, season, { title: "Back", approach: "wild-card", author: "bob" });
  await withdrawPitch(game, { season, letter: "A", by: "ada" });
  await openVoting(game, season);
  await vote(world, season, "sue", "none", { B: 0 });
  await vote(world, season, "tom", "B", { B: 90 });
  await withdrawBallot(game, { season, shark: "tom" });
  await closeVoting(game, season);
  await run(world, season, { B: 0.5 });
  await startMeasurement(game, { season, by: "ada", files: kernel("mine"), what: "kernel.ts" });
  await run(world, season, {});
  await pitchingRound(world, season, "Third");
  await cancelRound(game, { season, host: "hanna", reason: "The room is taken." });
  await addWhatOthersSay(world, season);
  return season;
}

/** Rows of every table that the use cases above leave empty. */
async function addWhatOthersSay({ game, clock }: World, season: string): Promise<void> {
  const { id: season_id, problemVersionId } = await getSeason(game.database.db, season);
  const { at } = clock;
  await game.database.transaction(async (tx) => {
    const rows = await tx.selectFrom("pitch").selectAll().where("season_id", "=", season_id).orderBy("id").execute();
    const [first, second] = rows;
    if (!first || !second) throw new Error("no pitches");
    const { id: _, ...copy } = first;
    const bench = { ...copy, round_id: null, letter: "A", parents: [first.id, second.id], endorses: null };
    const sweep = [{ knobs: "num_ab_stage=2", sha256: first.source_sha256 ?? "" }];
    const gone = await insertRow(tx, "pitch", { ...bench, state: "withdrawn", endorses: second.id });
    await insertRow(tx, "pitch", { ...bench, state: "open", parents: [gone], sweep });
    const question = { season_id, pitch_id: first.id, asked_at: at, asker: "sue" };
    const answered = { answerer: "ada", answer: 'Here: "yes".', answered_at: at };
    await insertRows(tx, "question", [
      { ...question, number: 1, text: "Does it\nscale?", ...answered },
      { ...question, number: 2, text: "Why?", answerer: null, answer: null, answered_at: null },
    ]);
    const [checked] = await tx.selectFrom("run").selectAll().where("season_id", "=", season_id).orderBy("id").execute();
    if (!checked) throw new Error("no runs");
    const { id: __, ...check } = checked;
    const run_id = await insertRow(tx, "run", { ...check, purpose: "proof", state: "judged", pitch_id: first.id });
    const outcome = { passed: true, detail: "It builds.", cases: [], machine: "test machine" };
    const proof = { pitch_id: first.id, demanded_by: "sue", case_label: null, demanded_at: at };
    await insertRow(tx, "proof", { ...proof, run_id, outcome, judged_at: at });
    await insertRow(tx, "proof", { ...proof, run_id: null, outcome: null, judged_at: null });
    const verdict = await tx
      .selectFrom("verdict")
      .selectAll()
      .where("pitch_id", "=", second.id)
      .executeTakeFirstOrThrow();
    const ruling = { run_id: verdict.run_id, host: "hanna", ruled_at: at };
    await insertRow(tx, "ruling", { ...ruling, verdict: "against the rules", tainted: false, reason: "It cheats." });
    await insertRow(tx, "ruling", { ...ruling, verdict: null, tainted: true, reason: "A wrong reference." });
    const lesson = { season_id, round_id: null, approach: null, status: null, author: "hanna", created_at: at };
    const told = await insertRow(tx, "lesson", { ...lesson, text: "M is smal.", evidence: "argued", replaces: null });
    await insertRow(tx, "lesson", { ...lesson, text: "M is small.", evidence: "argued", replaces: told });
    await insertRow(tx, "season_constraint", {
      season_id,
      knob: "num_ab_stage",
      says: "CANNOT INCREASE",
      why: "It was slower.",
      evidence: "measured",
      round_id: first.round_id,
      taught_by: null,
      author: "hanna",
      created_at: at,
      lifted_at: at,
    });
    const ban = { season_id, person: "mallory", host: "hanna", reason: "Noise.", banned_at: at };
    await insertRow(tx, "ban", { ...ban, lifted_at: null });
    await insertRow(tx, "external_result", {
      pitch_id: first.id,
      text: "1.4x on our cluster",
      link: "https://example.org/run/7",
      by: "ada",
      attached_at: at,
    });
    await tx
      .updateTable("approach")
      .set({ scope: JSON.stringify({ problemVersionId, baselineSha256: first.source_sha256, machine: "m" }) })
      .where("season_id", "=", season_id)
      .where("key", "=", "dead")
      .execute();
    if (first.round_id === null) throw new Error("no round");
    const entry = { season_id, round_id: first.round_id, entry: 2, statements: 1, created_at: at };
    await insertRows(tx, "credibility_entry", [
      { ...entry, shark: "sid", points: -1.25 },
      { ...entry, shark: "sue", points: 0.3 },
      { ...entry, shark: null, points: -0.475 },
    ]);
  });
}

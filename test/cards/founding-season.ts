import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfig } from "../../src/bot/read-config.ts";
import { openRound } from "../../src/rounds/play/open-round.ts";
import { submitPitch } from "../../src/rounds/play/pitches/submit-pitch.ts";
import { startSeason } from "../../src/rounds/play/start-season.ts";
import type { Report } from "../../src/rounds/report.ts";
import { Season } from "../../src/rounds/season.ts";
import { readProblem } from "../../src/runner/problem.ts";
import { queuedRuns, reportOf, runOne, type World } from "../play/world.ts";

const config = fileURLToPath(new URL("../../config", import.meta.url));

/** The shipped founding season in a database, on its real problem. */
export async function startFoundingSeason({ game }: World, over: Partial<Season> = {}): Promise<string> {
  const settings = { ...readConfig(join(config, "seasons", "nvfp4-shark-tank.yml"), Season), ...over };
  const problem = await readProblem(join(config, "problems", settings.problem));
  const { name, title, sha256, labels, bundle, limits, baseline } = problem;
  const definition = { name, title, sha256, labels: [...labels], bundle, limits: { ...limits } };
  await startSeason(game, { settings, problem: definition, baseline });
  return settings.name;
}

const foundingUs = {
  "g=8, K=7168": 373,
  "g=8, K=2048": 372,
  "g=2, K=4096": 173,
  "g=2, K=1536": 156,
};

/** The founding document's third round, its baseline checked on `machine` and its three pitches on the table. */
export async function openThirdRound(
  world: World,
  season: string,
  { machine = "NVIDIA B200", pitched = true, ...terms }: OpenedAs = {},
): Promise<number> {
  const id = await openRound(world.game, { season, title: "The Humbling", host: "hannah", ...terms });
  for (const run of await queuedRuns(world, season)) {
    const cases = Object.entries(foundingUs).map(([label, us]): Report["cases"][number] => {
      const samples = Array.from({ length: 20 }, () => us * 1000);
      return {
        label,
        clock: "call",
        blocks: Array.from({ length: 8 }, () => ({ baseline: samples, candidate: samples })),
      };
    });
    const report = reportOf(run, 1);
    await runOne(world, run, { ...report, machine: { ...report.machine, name: machine }, cases });
  }
  for (const each of pitched ? pitches : []) {
    const content = {
      ...each,
      validation: "The four shipped tests first, then g=2, K=1536 alone, then all four cases.",
      evidence: "The profile of this kernel in g=8, K=7168: the epilogue stores 131,072 values one by one.",
    };
    await submitPitch(world.game, { season, content, files: null });
  }
  return id;
}

type OpenedAs = { readonly machine?: string; readonly pitched?: boolean } & Partial<
  Pick<Parameters<typeof openRound>[1], "kind" | "bar" | "only" | "subtitle">
>;

const pitches = [
  {
    title: "TMA Store Epilogue",
    approach: "tma-store",
    authors: ["tma-tom"],
    prediction: { low: 1.1, high: 1.1 },
    reasoning: "The epilogue writes one f32 at a time. Whole vectors cut its stores by four.",
  },
  {
    title: "Warp Specialization",
    approach: "warp-specialization",
    authors: ["warp-wanda"],
    prediction: { low: 1.2, high: 1.6 },
    reasoning: "Decoding and multiplying fight for registers in one loop; two loops don't.",
  },
  {
    title: "THE WILD CARD",
    approach: "wild-card",
    authors: ["wild-card-wim"],
    prediction: { low: 1.5, high: 3 },
    reasoning: "Decoding an e2m1 value is a load from a table of 16; a byte shuffle does sixteen at once.",
  },
];

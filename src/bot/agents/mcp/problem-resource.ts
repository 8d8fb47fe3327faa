import { z } from "zod";
import { problemBundle } from "../../../rounds/store/problem-bundles.ts";
import { getSeason } from "../../../rounds/store/seasons.ts";
import { UserError } from "../../../rounds/user-error.ts";
import type { Card } from "../../cards/card.ts";
import type { Tank } from "../../commands/run-command.ts";
import type { Told } from "./resource-result.ts";

const Case = z.object({ label: z.string(), spec: z.record(z.string(), z.unknown()) });
const Bundle = z.object({
  lang: z.string(),
  submissionName: z.string(),
  tests: z.array(Case),
  benchmarks: z.array(Case),
  tolerance: z.object({ rtol: z.number(), atol: z.number() }).optional(),
  files: z.record(z.string(), z.string()),
});

/** What is to be computed, on which inputs, and by which files: all that one needs to write a kernel. */
export async function problemTold(tank: Tank): Promise<Told> {
  const { db } = tank.game.database;
  const { settings, problem } = await getSeason(db, tank.season);
  const bundle = Bundle.parse(await problemBundle(db, tank.season));
  const { lang, submissionName, tests, benchmarks, tolerance = null } = bundle;
  // Whoever keeps code out of sight keeps the problem's files there too (docs/source.md).
  const files = settings.rules.source === "diff" ? bundle.files : {};
  const description = await describe(tank, settings, problem.sha256);
  const { name, title, sha256 } = problem;
  return {
    card: problemCard({ title, lang, submissionName, description, files: Object.keys(files), benchmarks }),
    facts: { problem: name, title, sha256, description, lang, submissionName, tolerance, tests, benchmarks },
    files,
  };
}

/** The words of the problem's folder; none where that is gone, or holds another version by now. */
async function describe(
  { readProblem, log }: Tank,
  source: Parameters<Tank["readProblem"]>[0],
  sha256: string,
): Promise<string | null> {
  try {
    const { problem, description } = await readProblem(source);
    return problem.sha256 === sha256 && description.trim() !== "" ? description.trim() : null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.info({ code: error.code }, "problem-unread");
    return null;
  }
}

function problemCard(told: {
  readonly title: string;
  readonly lang: string;
  readonly submissionName: string;
  readonly description: string | null;
  readonly files: readonly string[];
  readonly benchmarks: readonly z.infer<typeof Case>[];
}): Card {
  const { title, lang, submissionName, description, files, benchmarks } = told;
  const cases = benchmarks.map(({ label, spec }) => ({ text: label, details: [JSON.stringify(spec)] }));
  const names = files.length === 0 ? "kept out of sight by the season's rules" : files.join(", ");
  return {
    title,
    mood: "neutral",
    sections: [
      { kind: "text", text: description ?? "Its folder says nothing about it in words." },
      {
        kind: "facts",
        facts: [
          { name: "Language", value: lang },
          { name: "A candidate is compiled as", value: submissionName },
          { name: "Its own files", value: names },
        ],
      },
      { kind: "list", heading: "Timed cases", items: cases },
    ],
  };
}

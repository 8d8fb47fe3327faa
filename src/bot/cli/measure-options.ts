import { parseArgs } from "node:util";
import { VerdictRules } from "../../rounds/judging/verdict/verdict-rules.ts";
import { SandboxTier } from "../../rounds/report.ts";
import { UserError } from "../../rounds/user-error.ts";
import { demoDataFolder, embeddedProblem } from "./paths.ts";
import { usageText } from "./run-cli.ts";

export const usage = `Usage: npm run measure -- --candidate B [options]

Builds, checks and times a candidate against a baseline: a verdict without a round.
Code is a file, the name of a candidate that ships with the problem, "baseline",
settings of the baseline's knobs such as "num_ab_stage=3",
or sha:… as a verdict names it, from the season's data folder.

  --problem P        a problem in config/problems, a folder, or a season's file (default: ${embeddedProblem})
  --baseline A       what must be beaten (default: the problem's own)
  --candidate B      what to measure
  --runner R         a runner of config/tank.yml (default: where runs of this problem go)
  --sandbox TIER     the least sandbox: full, user, container or wasm (default: full for native code)
  --budget-ms N      time spent on timing each case, in ms (default: 600, and 500 on a GPU)
  --least-effect 1%  the smallest change that counts
  --guard 5%         how much slower one case may surely be
  --report FILE      also keep the raw report; npm run judge reads it
  --bundle-out FILE  writes the bundle instead of measuring anything
  --stdin-out FILE   writes all that a machine with Python and torch needs on stdin, and says how to start it there
  --data FOLDER      where sha:… is looked up (default: data/demo in the project)
  --json             one line of JSON instead of the card
  --help             this text
`;

export type MeasureOptions = ReturnType<typeof readOptions>;

/** @throws UserError for an option that there is not, or that can't be */
export function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        problem: { type: "string", default: embeddedProblem },
        baseline: { type: "string" },
        candidate: { type: "string" },
        "budget-ms": { type: "string" },
        "least-effect": { type: "string" },
        guard: { type: "string" },
        report: { type: "string" },
        runner: { type: "string" },
        sandbox: { type: "string" },
        "bundle-out": { type: "string" },
        "stdin-out": { type: "string" },
        data: { type: "string", default: demoDataFolder },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run measure -- --help lists the options.");
  }
}

export function readRules(options: MeasureOptions): VerdictRules {
  const leastEffect = share("--least-effect", options["least-effect"]);
  const guard = share("--guard", options.guard);
  const asked = { ...(leastEffect === undefined ? {} : { leastEffect }), ...(guard === undefined ? {} : { guard }) };
  const rules = VerdictRules.safeParse(asked);
  if (rules.success) return rules.data;
  const [issue] = rules.error.issues;
  throw new UserError(
    "usage",
    `${issue?.path.join(".")}: ${issue?.message}.`,
    "npm run measure -- --help lists the options.",
  );
}

export function readTier(text: string | undefined): SandboxTier | undefined {
  if (text === undefined) return undefined;
  const tier = SandboxTier.safeParse(text);
  if (tier.success) return tier.data;
  throw new UserError(
    "usage",
    `--sandbox can't be "${text.slice(0, 60)}".`,
    `Tiers: ${SandboxTier.options.join(", ")}.`,
  );
}

function share(option: string, text: string | undefined): number | undefined {
  if (text?.endsWith("%")) {
    const percent = positive(option, text.slice(0, -1));
    return percent === undefined ? undefined : percent / 100;
  }
  return positive(option, text);
}

export function positive(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new UserError("usage", `${option} can't be "${text}".`, "Give a number above zero.");
}

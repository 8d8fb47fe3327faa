import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../rounds/user-error.ts";
import { configPath, demoDataFolder } from "./paths.ts";
import { usageText } from "./run-cli.ts";
import { runReplay } from "./run-replay.ts";

const usage = `Usage: npm run demo [-- options]

Plays the founding season's first three rounds by itself, with real builds and measurements on this machine.
Stop it at any moment and start it again: it goes on where it was.

  --json         one line of JSON for each verdict, nothing else on stdout
  --plain        the same facts without the show
  --season FILE  another season to play (default: config/seasons/founding-replay.yml)
  --script FILE  who says what in it (default: config/replays/founding.yml)
  --data FOLDER  where the season is kept (default: data/demo in the project)
  --help         this text
`;

export async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  return runReplay({
    dataFolder: resolve(options.data),
    seasonPath: resolve(options.season),
    scriptPath: resolve(options.script),
    view: options.json ? "json" : "cards",
    voice: options.plain ? "plain" : null,
  });
}

function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        json: { type: "boolean", default: false },
        plain: { type: "boolean", default: false },
        season: { type: "string", default: configPath("seasons", "founding-replay.yml") },
        script: { type: "string", default: configPath("replays", "founding.yml") },
        data: { type: "string", default: demoDataFolder },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run demo -- --help lists the options.");
  }
}

import { parseArgs } from "node:util";
import { UserError } from "../../../rounds/user-error.ts";
import { bridgeTo } from "../../agents/mcp/bridge.ts";
import { answersHere } from "../../agents/mcp/stdio-answers.ts";
import { loadConfig } from "../../config.ts";
import { parseName } from "../../grammar/chat-line.ts";
import { ownName } from "../../terminal/chat.ts";
import { usageText } from "../run-cli.ts";
import { placeOptions, tankPlaceOf } from "./place.ts";

const usage = `Usage: npm run -s tank -- mcp [@name] [options]

Lets a program of this machine play, by the Model Context Protocol over stdin and stdout: an agent's client starts it.
Everything else that it says goes to stderr; -s keeps npm from writing to stdout too.

Without --url it plays as @name (you, if left out; @you/skeptic is your agent) on this machine's own season: through
the bot that runs on the data folder, or else straight on its database, where what it starts waits for the next bot.
With --url it plays on a bot elsewhere, as whoever the token in TANK_TOKEN is for.

  --url URL      another machine's bot: https://tank.example.org/mcp
  --season NAME  which season (default: the running bot's, or the one in config/tank.yml)
  --data FOLDER  where the season is kept (default: the one in config/tank.yml)
  --help         this text
`;

/** Returns the exit code when stdin has ended. */
export async function mcpProgram(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readOptions(argv);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const config = loadConfig();
  if (values.url !== undefined) return bridgeTo(address(values.url), config.token);
  const [named] = positionals;
  return answersHere(tankPlaceOf(config, values), named === undefined ? ownName() : parseName(named));
}

function address(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new UserError(
    "usage",
    `${text.slice(0, 100)} is no address.`,
    "--url https://tank.example.org/mcp, for example.",
  );
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        url: { type: "string" },
        season: { type: "string" },
        ...placeOptions,
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run -s tank -- mcp --help lists the options.");
  }
}

import { parseArgs } from "node:util";
import { UserError } from "../../../rounds/user-error.ts";
import { commands } from "../../commands/table.ts";
import { slackManifest } from "../../slack/slack-manifest.ts";
import { slackKeys } from "../../slack/slack-settings.ts";
import { usageText } from "../run-cli.ts";

const usage = `Usage: npm run tank -- slack-manifest [--prefix st-] [--url https://tank.example.org/slack/events]

Prints the Slack app's manifest, for "From a manifest" on api.slack.com/apps.

  --prefix TEXT  before /pitch, /vote and /tank, where another app has these names; also slack.prefix in config/tank.yml
  --url URL      where Slack's requests come in, for HTTP mode; left out, Socket Mode
  --help         this text
`;

export async function slackManifestProgram(argv: readonly string[]): Promise<number> {
  const { help, prefix, url } = readOptions(argv);
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const checked = slackKeys.shape.prefix.safeParse(prefix);
  if (!checked.success) {
    const [fault] = checked.error.issues;
    throw new UserError("bad-prefix", `This can't be a prefix: ${fault?.message}.`, "For example: --prefix st-");
  }
  if (url !== undefined && !/^https:\/\//.test(url)) {
    throw new UserError(
      "bad-url",
      "Slack sends its requests to https:// alone.",
      "Put a proxy with TLS before the bot.",
    );
  }
  process.stdout.write(slackManifest({ commands, prefix: checked.data, ...(url !== undefined && { url }) }));
  return 0;
}

function readOptions(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        prefix: { type: "string", default: "" },
        url: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError("usage", usageText(error), "npm run tank -- slack-manifest --help lists the options.");
  }
}

import type { GetPromptResult, Prompt } from "@modelcontextprotocol/sdk/types.js";
import { memoryView } from "../../../rounds/memory/memory-view.ts";
import { ownerOf } from "../../../rounds/play/rights/owner-of.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { briefCard } from "../../cards/brief-card.ts";
import { memoryFacts } from "../../commands/memory-facts.ts";
import { runCommand, type Tank } from "../../commands/run-command.ts";
import { cardText } from "../card-text.ts";

/** How a shark looks at pitches. */
const characters = {
  skeptic:
    "You are the skeptic. Most pitches fail: the season's own history says how many. Look for the reason why this one will: what would have to be true for it, and is it? A chance above the base rate needs an argument that the baseline's own times support.",
  pragmatist:
    "You are the pragmatist. Small, testable changes with evidence behind them beat grand ones. Ask what was measured already, demand proof where it is cheap, and believe a number with an interval before a story.",
  theorist:
    "You are the theorist. Count: bytes moved, operations done, what the machine's limits allow, where the time of the baseline goes. A pitch that attacks what is no bottleneck can't succeed, however elegant; say how much there is to win at most.",
} as const;

export const sharkCharacters = Object.keys(characters);

export const prompts: readonly Prompt[] = [
  {
    name: "contestant",
    description: "Pitch an optimisation in this season, with what the season knows and where its round stands.",
    arguments: [{ name: "idea", description: "What to try; left out, whatever is open.", required: false }],
  },
  {
    name: "shark",
    description:
      "Question the round's pitches, predict and vote, with what the season knows and where its round stands.",
    arguments: [
      { name: "character", description: `How to look at pitches: ${sharkCharacters.join(", ")}.`, required: false },
    ],
  },
];

/** @throws UserError for a prompt that isn't there */
export async function getPrompt(
  tank: Tank,
  player: string,
  { name, given }: { readonly name: string; readonly given: Readonly<Record<string, string>> },
): Promise<GetPromptResult> {
  const task =
    name === "contestant" ? contestantTask(player, given["idea"]) : sharkTask(name, player, given["character"]);
  const text = [task, "# What the season knows, and where it stands", await factsText(tank, player)].join("\n\n");
  return { messages: [{ role: "user", content: { type: "text", text } }] };
}

function contestantTask(player: string, idea: string | undefined): string {
  return `You play ${player}${ownedBy(player)} in a game about making a GPU kernel faster, as a contestant. A pitch that runs gets a measured verdict; a compile error is one too.

1. Read the resources tank://memory, tank://kernel and tank://problem before you write code. What is dead is dead for a reason that was measured; what is locked can't be changed.
2. ${idea === undefined ? "Choose an approach that is open, or a wild card." : `Try this: ${idea}`}
3. Where your candidate can be built, try it privately first with the tool tank_measure; tank_measure again tells its verdict.
4. Pitch it with the tool pitch: a title, an approach, the speedup that you honestly expect, knobs or files, and a reason that names the mechanism. tank_status says whether a round takes pitches now; without one it goes to the bench.
5. Answer what sharks ask: pitch_show tells the questions, tank_answer answers them.

State the number you believe, not the one that wins votes: your prediction stands beside the measured one for good.`;
}

function sharkTask(name: string, player: string, character = "skeptic"): string {
  if (name !== "shark") {
    throw new UserError(
      "unknown-prompt",
      `There is no prompt "${name.slice(0, 60)}".`,
      `There are ${prompts.map((each) => each.name).join(" and ")}.`,
    );
  }
  const looks = Object.entries(characters).find(([each]) => each === character.toLowerCase())?.[1];
  if (looks === undefined) {
    throw new UserError(
      "unknown-character",
      `There is no shark called "${character.slice(0, 60)}".`,
      `Choose ${sharkCharacters.join(", ")}.`,
    );
  }
  return `You play ${player}${ownedBy(player)} in a game about making a GPU kernel faster, as a shark. ${looks}

1. Read the resources tank://memory and tank://kernel, then each pitch with the tool pitch_show.
2. While pitching is open: ask with tank_ask what the pitch does not say, and demand with tank_proof that a candidate builds and is right.
3. While voting is open: vote once with the tool vote, which stays secret until it closes. Fund one pitch or none, and give for each pitch that you judge the chance in percent that its verdict counts as a success: p for the one you fund, chances for the others. Give a speedup too where you dare.

Your chances are scored by S = 50 · (0.25 − (p − o)²) / 0.75, where o is 1 for a success and 0 for a failure. Nothing pays better than the chance that you really believe: 100% on a failure costs 50 points, 50% moves nothing.`;
}

function ownedBy(player: string): string {
  const owner = ownerOf(player);
  return owner === player ? "" : `, an agent of ${owner}, whose quota you spend,`;
}

async function factsText(tank: Tank, player: string): Promise<string> {
  const view = await memoryView(tank.game.database.db, tank.season);
  const status = await runCommand(tank, { by: player, text: "/tank status", files: [], readFile: () => null });
  return [
    cardText(briefCard(view)),
    cardText(status.card),
    `The same as JSON:\n${JSON.stringify(memoryFacts(view))}`,
  ].join("\n\n");
}

import type { ReadResourceResult, Resource, ResourceTemplate } from "@modelcontextprotocol/sdk/types.js";
import { kernelView } from "../../../rounds/memory/kernel-view.ts";
import { UserError } from "../../../rounds/user-error.ts";
import { kernelCard } from "../../cards/kernel-card.ts";
import type { Command } from "../../command.ts";
import { kernelFacts } from "../../commands/kernel-facts.ts";
import type { Tank } from "../../commands/run-command.ts";
import { tankBrief } from "../../commands/tank-brief.ts";
import { tankHistory } from "../../commands/tank-history.ts";
import { tankMemory } from "../../commands/tank-memory.ts";
import { tankRules } from "../../commands/tank-rules.ts";
import { tankScoreboard } from "../../commands/tank-scoreboard.ts";
import { tankStatus } from "../../commands/tank-status.ts";
import { problemTold } from "./problem-resource.ts";
import { resourceResult, type Told } from "./resource-result.ts";
import { verdictTold } from "./verdict-resource.ts";

interface Named extends Resource {
  readonly read: (tank: Tank, player: string) => Promise<Told>;
}

const named: readonly Named[] = [
  resource(
    "brief",
    "The page to read first: what must be beaten, what is dead and why, what is open.",
    reading(tankBrief),
  ),
  resource(
    "memory",
    "What to know before writing code, as JSON: approaches, constraints, lessons, the kernel.",
    reading(tankMemory),
  ),
  resource("problem", "What is to be computed: its words, its cases, its files.", problemTold),
  resource("kernel", "What must be beaten: its knobs, its times and its source.", kernelTold),
  resource(
    "rules",
    "The season's rules: what counts, what is forbidden, what everybody may ask for.",
    reading(tankRules),
  ),
  resource("status", "Where the open round stands, and what comes next.", reading(tankStatus)),
  resource("scoreboard", "The scoreboard of shame.", reading(tankScoreboard)),
];

export const resources: readonly Resource[] = named.map(({ read: _, ...told }) => told);

export const resourceTemplates: readonly ResourceTemplate[] = [
  {
    uriTemplate: "tank://rounds/{round}",
    name: "round",
    description: "One round in full: its pitches, its tally, its verdicts, what was learned.",
  },
  {
    uriTemplate: "tank://rounds/{round}/verdicts/{pitch}",
    name: "verdict",
    description: "A pitch's verdict with its numbers, and the log of a run that failed.",
  },
];

/** @throws UserError for an address that names nothing */
export async function readResource(tank: Tank, player: string, uri: string): Promise<ReadResourceResult> {
  const fixed = named.find((each) => each.uri === uri);
  if (fixed !== undefined) return resourceResult(uri, await fixed.read(tank, player));
  const [, round, pitch] = /^tank:\/\/rounds\/([1-9]\d{0,4})(?:\/verdicts\/([A-Za-z]{1,3}))?$/.exec(uri) ?? [];
  if (round === undefined) {
    const known = [...named.map((each) => each.uri), ...resourceTemplates.map(({ uriTemplate }) => uriTemplate)];
    throw new UserError("unknown-resource", `There is no ${uri.slice(0, 100)}.`, `There are ${known.join(", ")}.`);
  }
  if (pitch !== undefined) return resourceResult(uri, await verdictTold(tank, Number(round), pitch));
  return resourceResult(uri, await reading(tankHistory, { round })(tank, player));
}

function resource(name: string, description: string, read: Named["read"]): Named {
  return { uri: `tank://${name}`, name, description, mimeType: "text/plain", read };
}

function reading(command: Command, given: Readonly<Record<string, string>> = {}): Named["read"] {
  return async ({ game, season, readProblem, readGit }, player) => {
    const call = { caller: { name: player }, game, season, files: [], others: {}, readProblem, readGit };
    const { card, facts } = await command.run(given, call);
    return { card, facts };
  };
}

/** With its source, where the season shows code. */
async function kernelTold({ game, season }: Tank): Promise<Told> {
  const view = await kernelView(game.database.db, season);
  const files = view.code.shown === "diff" ? view.code.candidate : {};
  return { card: kernelCard(view), facts: kernelFacts(view), files };
}

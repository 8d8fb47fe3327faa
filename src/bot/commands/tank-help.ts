import { z } from "zod";
import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import { commandHelpCard, helpCard, usage } from "../cards/help-card.ts";
import { type Command, commandPath, defineCommand } from "../command.ts";
import { describedOptions } from "../grammar/match-options.ts";
import { textOption } from "../grammar/option.ts";

/** `help`, made from the very table that it stands in. */
export function tankHelp(all: () => readonly Command[]): Command {
  return defineCommand({
    name: "tank",
    word: "help",
    description: "All commands, or one with its options.",
    reads: true,
    options: z.strictObject({
      command: textOption(
        { about: "Which command.", looks: "a command such as pitch or tank open", word: "rest", suggests: "command" },
        (text) => text.trim().toLowerCase().replace(/^\//, ""),
      ).optional(),
    }),
    examples: ["/tank help", "/tank help pitch", "/tank help tank open"],
    async handle({ command: asked }) {
      const found = asked === undefined ? all() : findAsked(all(), asked);
      const card = asked === undefined ? helpCard(found) : commandHelpCard(found);
      return { card, facts: { commands: found.map(commandFacts) } };
    },
  });
}

function findAsked(commands: readonly Command[], asked: string): readonly Command[] {
  const said = asked.replace(/\s+/g, " ");
  const path = (command: Command) => commandPath(command).slice(1);
  const exact = commands.filter((command) => path(command) === said);
  const [only] = exact;
  // `vote` names a command of its own and the others that begin with it.
  const family = commands.filter(({ name }) => name === said);
  if (family.length > 0 && (only === undefined || said === "tank")) return family;
  if (only) return [only];
  const worded = commands.filter(({ word }) => word === said);
  if (worded.length > 0) return worded;
  const known = commands.flatMap((command) => [path(command), command.word ?? []].flat());
  const guess = nearest(said, known);
  throw new UserError(
    "unknown-command",
    `There is no command "${said.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Commands: ${[...new Set(commands.map(path))].join(", ")}.`,
  );
}

function commandFacts(command: Command) {
  return {
    command: commandPath(command),
    usage: usage(command),
    description: command.description,
    options: describedOptions(command).map(({ name, about, looks, optional }) => ({ name, about, looks, optional })),
    others: command.others ?? null,
    takesFiles: command.takesFiles ?? false,
    forHosts: command.forHosts ?? false,
    examples: command.examples,
  };
}

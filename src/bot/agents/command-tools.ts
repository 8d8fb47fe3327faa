import { nearest } from "../../rounds/nearest.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type Command, commandPath } from "../command.ts";

/** `/tank open` is `tank_open` to a program. */
export function toolName(command: Pick<Command, "name" | "word">): string {
  return commandPath(command).slice(1).replace(" ", "_");
}

/** A command by its name as a program or a person writes it. @throws UserError naming the nearest that there is */
export function namedCommand(commands: readonly Command[], name: string): Command {
  const asked = name
    .trim()
    .toLowerCase()
    .replace(/^\//, "")
    .replace(/[\s-]+/g, "_");
  const found = commands.find((command) => toolName(command) === asked);
  if (found !== undefined) return found;
  const guess = nearest(asked, commands.map(toolName));
  throw new UserError(
    "unknown-command",
    `There is no command "${name.slice(0, 60)}"${guess ? `; did you mean "${guess}"?` : "."}`,
    `Commands: ${commands.map(toolName).join(", ")}.`,
  );
}

/** Where the options stand that the game itself names. */
export function othersKey({ others }: Pick<Command, "others">): "knobs" | "chances" | null {
  return others === undefined ? null : others.kind === "knob" ? "knobs" : "chances";
}

import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import type { TokenRole } from "../../../rounds/access-token.ts";
import type { Command } from "../../command.ts";
import { isOpenTo } from "../../commands/refuse-role.ts";
import { describedOptions } from "../../grammar/match-options.ts";
import type { OptionFacts } from "../../grammar/option.ts";
import { othersKey, toolName } from "../command-tools.ts";

/** What a visitor may do, as tools: the same names, descriptions and options as people have. */
export function toolsFor(commands: readonly Command[], roles: readonly TokenRole[] | null): readonly Tool[] {
  return commands.filter((command) => roles === null || isOpenTo(roles, command)).map(toolOf);
}

/** A command as a tool. */
export function toolOf(command: Command): Tool {
  const { description, examples, reads, takesFiles, others } = command;
  const options = describedOptions(command);
  const key = othersKey(command);
  const properties = {
    ...Object.fromEntries(options.map((option) => [option.name, optionSchema(option)])),
    ...(key !== null && others !== undefined && { [key]: othersSchema(`${others.about}: ${others.looks}`) }),
    ...(takesFiles === true && { files: filesSchema }),
  };
  const required = options.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    name: toolName(command),
    description: `${description} A person types: ${examples.join(" or ")}`,
    inputSchema: { type: "object", properties, required, additionalProperties: false },
    annotations: { readOnlyHint: reads === true, destructiveHint: false, openWorldHint: false },
  };
}

function optionSchema({ about, looks, suggests, isOpen, isProse }: OptionFacts): object {
  const isList = typeof suggests === "object" && isOpen !== true;
  const description = isProse === true ? about : `${about} ${looks.charAt(0).toUpperCase()}${looks.slice(1)}.`;
  return { type: "string", description, ...(isList && { enum: suggests }) };
}

function othersSchema(description: string): object {
  return { type: "object", description, additionalProperties: { type: ["string", "number"] } };
}

const filesSchema = {
  type: "array",
  description: "The code: its files, a zip of them, or a patch of the kernel that must be beaten.",
  items: {
    type: "object",
    properties: {
      name: { type: "string", description: "Its name, as the kernel's own files are named." },
      text: { type: "string", description: "What is in it." },
      base64: { type: "string", description: "The same in base64, for what is no text; one of the two." },
    },
    required: ["name"],
    additionalProperties: false,
  },
};

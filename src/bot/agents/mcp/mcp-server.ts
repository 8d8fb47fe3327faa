import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { UserError } from "../../../rounds/user-error.ts";
import { refuse } from "../../commands/run-command.ts";
import { commands } from "../../commands/table.ts";
import { callCommand } from "../call-command.ts";
import { type CommandDoor, tankOf, type Visitor } from "../door.ts";
import { getPrompt, prompts, sharkCharacters } from "./prompts.ts";
import { readResource, resources, resourceTemplates } from "./resources.ts";
import { toolResult } from "./tool-result.ts";
import { toolsFor } from "./tools.ts";

export const serverInfo = { name: "shark-tank", version: "0.1.0" };

const instructions =
  "Shark Tank: contestants pitch changes to a GPU kernel, sharks predict and vote in secret, and then it is measured. Read tank://brief first, then tank://memory. Tools are the chat's own commands; every refusal says how to go on.";

/** The game for one visitor. It keeps nothing between two requests, so that a restart of the bot is not felt. */
export function mcpServer(door: CommandDoor, visitor: Visitor): Server {
  const server = new Server(serverInfo, {
    capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
    instructions,
  });
  const { player, roles } = visitor;
  const reading = <Result>(read: (tank: CommandDoor["tank"]) => Promise<Result>) => answering(door, visitor, read);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...toolsFor(commands, roles)] }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const asked = { command: params.name, arguments: params.arguments ?? {} };
    return toolResult(await callCommand(door, visitor, asked, null));
  });
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [...resources] }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [...resourceTemplates] }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) =>
    reading((tank) => readResource(tank, player, uri)),
  );
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [...prompts] }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: given = {} } }) =>
    reading((tank) => getPrompt(tank, player, { name, given })),
  );
  server.setRequestHandler(CompleteRequestSchema, ({ params: { argument } }) => ({
    completion: {
      values: argument.name === "character" ? sharkCharacters.filter((each) => each.startsWith(argument.value)) : [],
    },
  }));
  return server;
}

/** What the protocol carries of an error; the SDK's own class puts its name in front of the words, at both ends. */
class ToldError extends Error {
  readonly code: ErrorCode;
  readonly data: object;
  constructor(message: string, code: ErrorCode, data: object) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** Reads at a person's pace; what goes wrong is said in the words that a chat has for it. */
async function answering<Result>(
  door: CommandDoor,
  visitor: Visitor,
  read: (tank: CommandDoor["tank"]) => Promise<Result>,
): Promise<Result> {
  const { player: by } = visitor;
  try {
    const tank = door.admit(door.tank, { name: by, groups: [] });
    return await read(tankOf({ tank }, visitor));
  } catch (error) {
    const { error: told } = await refuse(door.tank, { by }, error);
    const code = error instanceof UserError ? ErrorCode.InvalidParams : ErrorCode.InternalError;
    throw new ToldError(told.hint === null ? told.message : `${told.message} ${told.hint}`, code, told);
  }
}

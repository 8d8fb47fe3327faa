import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { z } from "zod";

/** A tool's answer: the command's facts (docs/terminal.md names their keys), or why it was refused. */
const Answer = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), facts: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() }),
  }),
]);
export type Answer = z.infer<typeof Answer>;

/** One agent's connection to a tank. */
export class Agent implements AsyncDisposable {
  readonly name: string;
  readonly #client: Client;

  private constructor(name: string, client: Client) {
    this.name = name;
    this.#client = client;
  }

  /** @param url the door's own, as the bot says it at its start: `http://127.0.0.1:8090` */
  static async connect(name: string, url: string, token: string): Promise<Agent> {
    const client = new Client({ name: "example-agent", version: "1.0.0" });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", url), { requestInit }));
    return new Agent(name, client);
  }

  /** Calls a tool: the chat's command of the same name. A refusal is an answer too. */
  async call(name: string, options: Record<string, unknown> = {}): Promise<Answer> {
    const { structuredContent } = await this.#client.callTool({ name, arguments: options });
    return Answer.parse(structuredContent);
  }

  /** What one wants to know of a tool's facts. @throws Error with a refusal's own words */
  async facts<Facts>(wanted: z.ZodType<Facts>, name: string, options: Record<string, unknown> = {}): Promise<Facts> {
    const answer = await this.call(name, options);
    if (answer.ok) return wanted.parse(answer.facts);
    throw new Error(`${this.name}: ${name}: ${answer.error.message} ${answer.error.hint ?? ""}`);
  }

  /** The tools with their schemas, as a model wants to have them. */
  async tools(): Promise<Awaited<ReturnType<Client["listTools"]>>["tools"]> {
    return (await this.#client.listTools()).tools;
  }

  /** What a model is told: its task, with what the season knows and where the round stands. */
  async prompt(name: "contestant" | "shark", options: Record<string, string> = {}): Promise<string> {
    const { messages } = await this.#client.getPrompt({ name, arguments: options });
    return messages.map(({ content }) => (content.type === "text" ? content.text : "")).join("\n\n");
  }

  /** A resource's parts by their addresses: `tank://kernel` has the kernel's source among them. */
  async read(uri: string): Promise<ReadonlyMap<string, string>> {
    const { contents } = await this.#client.readResource({ uri });
    return new Map(contents.map((part) => [part.uri, "text" in part ? part.text : ""]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}

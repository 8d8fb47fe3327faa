import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toolName } from "../../src/bot/agents/command-tools.ts";
import { toolOf } from "../../src/bot/agents/mcp/tools.ts";
import { commandPath } from "../../src/bot/command.ts";
import { commands } from "../../src/bot/commands/table.ts";
import { describedOptions } from "../../src/bot/grammar/match-options.ts";
import { openTable, type TestTable } from "../commands/table.ts";
import { kernel } from "../play/world.ts";
import { openDoor, type TestDoor } from "./test-door.ts";

let table: TestTable;
let door: TestDoor;
beforeAll(async () => {
  table = await openTable();
});
afterEach(() => door?.[Symbol.asyncDispose]());
afterAll(() => table[Symbol.asyncDispose]());

const textOf = (result: unknown) => JSON.stringify(result);

describe("the tools", () => {
  it.each(commands.map((command) => [toolName(command), command] as const))(
    "%s is its command: name, description, options and examples",
    (name, command) => {
      const tool = toolOf(command);
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect(tool.name).toBe(commandPath(command).slice(1).replace(" ", "_"));
      expect(tool.description).toContain(command.description);
      for (const example of command.examples) expect(tool.description).toContain(example);
      const { properties = {}, required = [] } = tool.inputSchema;
      const beside = [
        command.others && (command.others.kind === "knob" ? "knobs" : "chances"),
        command.takesFiles && "files",
      ];
      const own = describedOptions(command).map((option) => option.name);
      expect(Object.keys(properties)).toEqual([...own, ...beside.filter(Boolean)]);
      expect(required).toEqual(describedOptions(command).flatMap((option) => (option.optional ? [] : option.name)));
      // A schema that no validator takes would keep a client from every tool.
      expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validateSchema(tool.inputSchema)).toBe(true);
    },
  );

  it("are those that the token is for", async () => {
    await table.season();
    door = await openDoor(table);
    const names = async (options: string, by = "sam") => {
      const { tools } = await (await door.client(await door.token(by, options))).listTools();
      return tools.map(({ name }) => name);
    };
    const all = commands.map(toolName);
    expect(await names("roles=contestant,shark,host", "hanna")).toEqual(
      all.filter((name) => !/_(token|tokens|revoke)$/.test(name)),
    );
    const player = await names("agent");
    expect(player).toEqual(expect.arrayContaining(["pitch", "vote", "tank_measure", "tank_status"]));
    expect(player.filter((name) => /_(open|close|decide|ban|lesson|token|revoke)$/.test(name))).toEqual([]);
    const reader = await names("reader roles=none");
    expect(reader).toEqual(commands.filter(({ reads, forPeople }) => reads && !forPeople).map(toolName));
  });

  it("answer with the card's words, the command's facts and what came with it", async () => {
    await table.pitching();
    door = await openDoor(table);
    const client = await door.client(await door.token("ada", "tuner"));
    const pitch = {
      title: "Deep",
      approach: "stages",
      speedup: 1.5,
      files: [{ name: "a.ts", text: kernel("x")["kernel.ts"] }],
    };
    const pitched = await client.callTool({ name: "pitch", arguments: pitch });
    expect(pitched.isError).toBeUndefined();
    expect(pitched.structuredContent).toMatchObject({
      ok: true,
      command: "/pitch",
      facts: { round: 1, pitch: { letter: "A", authors: ["ada/tuner"], predicted: 1.5 } },
    });
    expect(textOf(pitched.content)).toContain("Contestant A: Deep");
    const picture = await client.callTool({ name: "tank_picture", arguments: {} });
    expect(picture.content).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: "image", mimeType: "image/png" })]),
    );
    const template = await client.callTool({ name: "pitch_template", arguments: { format: "markdown" } });
    expect(textOf(template.content)).toContain("approach");
  });

  it("refuse as the chat does, for a model to read", async () => {
    await table.pitching();
    door = await openDoor(table);
    const client = await door.client(await door.token("ada", "tuner"));
    const refused = await client.callTool({ name: "pitch", arguments: { title: "X", approach: "stages" } });
    const person = await table.say("ada", '/pitch "X" approach=stages');
    if (person.ok) throw new Error("a pitch without a number was taken");
    expect(refused).toMatchObject({
      isError: true,
      content: [{ type: "text", text: `${person.error.message}\n${person.error.hint}` }],
      structuredContent: { ok: false, error: person.error },
    });
    for (const [name, given] of [
      ["no_such_tool", {}],
      ["vote", { pitch: { letter: "A" } }],
      ["vote", { pitch: "A", chances: "B=20" }],
      ["pitch", { title: "X", files: "kernel.ts" }],
      ["tank_close", {}],
    ] as const) {
      const { isError, content } = await client.callTool({ name, arguments: given });
      expect([name, isError, textOf(content).length > 40]).toEqual([name, true, true]);
    }
  });
});

describe("the resources", () => {
  it("say what the commands say, in words and as facts", async () => {
    await table.voting();
    await table.say("sam", "/vote A p=60");
    await table.say("hanna", "/tank close");
    await table.run({ A: 1.5, B: 0.9 });
    door = await openDoor(table);
    const client = await door.client(await door.token("sam", "skeptic roles=none"));
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(
      ["brief", "memory", "problem", "kernel", "rules", "status", "scoreboard"].map((name) => `tank://${name}`),
    );
    const factsOf = async (uri: string) => {
      const { contents } = await client.readResource({ uri });
      const facts = contents.find((each) => each.uri === `${uri}#facts`);
      return JSON.parse(facts !== undefined && "text" in facts ? facts.text : "null");
    };
    for (const name of ["brief", "memory", "rules", "status", "scoreboard"]) {
      const said = await table.say("sam", `/tank ${name}`);
      expect(await factsOf(`tank://${name}`)).toEqual(JSON.parse(JSON.stringify(said.ok ? said.facts : null)));
    }
    const { contents } = await client.readResource({ uri: "tank://kernel" });
    expect(contents.map(({ uri }) => uri)).toEqual(["tank://kernel", "tank://kernel#facts", "tank://kernel#kernel.ts"]);
    expect(textOf(contents)).toContain("num_ab_stage: i32");
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "tank://rounds/{round}",
      "tank://rounds/{round}/verdicts/{pitch}",
    ]);
    expect(await factsOf("tank://rounds/1")).toMatchObject({ round: { number: 1 }, tally: { funded: ["A"] } });
    expect(await factsOf("tank://rounds/1/verdicts/b")).toMatchObject({ round: 1, pitch: "B", verdict: "slower" });
  });

  it("keep code out of sight where the season does", async () => {
    await table.season({ rules: { source: "none" } });
    door = await openDoor(table);
    const client = await door.client(await door.token("sam", "tuner"));
    const { contents } = await client.readResource({ uri: "tank://kernel" });
    expect(contents.map(({ uri }) => uri)).toEqual(["tank://kernel", "tank://kernel#facts"]);
    expect(textOf(contents)).not.toContain("num_ab_stage");
  });

  it.each([
    "tank://nothing",
    "tank://rounds/7",
    "tank://rounds/1/verdicts/Z",
    "file:///etc/passwd",
    "tank://rounds/../..",
  ])("refuse %s with what there is", async (uri) => {
    await table.season();
    door = await openDoor(table);
    const client = await door.client(await door.token("sam", "tuner"));
    const error = await client.readResource({ uri }).catch((each: unknown) => each);
    if (!(error instanceof McpError)) throw new Error("it was not refused");
    expect(error.code).toBe(ErrorCode.InvalidParams);
    expect(error.data).toMatchObject({ hint: expect.stringMatching(/.{10}/) });
  });
});

describe("the prompts", () => {
  it("carry the round's facts, for a contestant and for each kind of shark", async () => {
    await table.voting();
    door = await openDoor(table);
    const client = await door.client(await door.token("sam", "theorist"));
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(["contestant", "shark"]);
    const promptOf = async (name: string, given: Record<string, string> = {}) =>
      textOf((await client.getPrompt({ name, arguments: given })).messages);
    for (const character of ["skeptic", "pragmatist", "theorist"]) {
      const text = await promptOf("shark", { character });
      expect(text).toContain(`You are the ${character}.`);
      expect(text).toContain("sam/theorist, an agent of sam");
      for (const fact of ["Round 1", "voting", "Deep", "Small"]) expect(text).toContain(fact);
    }
    expect(await promptOf("contestant", { idea: "swizzle the scales" })).toContain("swizzle the scales");
    const completed = await client.complete({
      ref: { type: "ref/prompt", name: "shark" },
      argument: { name: "character", value: "s" },
    });
    expect(completed.completion.values).toEqual(["skeptic"]);
    await expect(client.getPrompt({ name: "shark", arguments: { character: "optimist" } })).rejects.toThrow("skeptic");
    await expect(client.getPrompt({ name: "host" })).rejects.toThrow("contestant and shark");
  });

  it("tell nothing of secret ballots", async () => {
    await table.voting();
    await table.say("sue", '/vote A p=61 reason="a hunch of my own"');
    door = await openDoor(table);
    const client = await door.client(await door.token("sam", "theorist"));
    const { resources } = await client.listResources();
    const said = [
      await client.getPrompt({ name: "shark" }),
      ...(await Promise.all(
        resources.filter(({ name }) => name !== "problem").map(({ uri }) => client.readResource({ uri })),
      )),
    ];
    for (const secret of ["61", "a hunch", "sue"]) expect(textOf(said)).not.toContain(secret);
  });
});

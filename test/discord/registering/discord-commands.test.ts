import { ApplicationCommandOptionType } from "discord.js";
import { describe, expect, it } from "vitest";
import { commands } from "../../../src/bot/commands/table.ts";
import { described } from "../../../src/bot/discord/registering/command-options.ts";
import { discordCommands } from "../../../src/bot/discord/registering/discord-commands.ts";
import { sameCommands } from "../../../src/bot/discord/registering/same-commands.ts";
import { commandListing } from "./command-listing.ts";

interface Node {
  readonly type?: number;
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly Node[];
}

const wanted = discordCommands(commands);
// The types of options differ by their kind; a reader of all of them sees what they share.
const nodes: readonly Node[] = JSON.parse(JSON.stringify(wanted));

function everyNode(all: readonly Node[]): readonly Node[] {
  return all.flatMap((node) => [node, ...everyNode(node.options ?? [])]);
}

function charactersOf({ name, description = "", choices = [], options = [] }: Node): number {
  const own = name.length + description.length + choices.flatMap((each) => `${each.name}${each.value}`).join("").length;
  return options.reduce((sum, each) => sum + charactersOf(each), own);
}

describe("the commands that Discord is told", () => {
  it("are as listed", async () => {
    await expect(commandListing(wanted)).toMatchFileSnapshot("../../golden/discord/commands.txt");
  });

  it("keep within Discord's limits", () => {
    for (const { name, description = "", options = [], choices = [], autocomplete } of everyNode(nodes)) {
      expect(name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
      expect(description).toMatch(/^.{1,100}$/u);
      expect(options.length).toBeLessThanOrEqual(25);
      expect(new Set(options.map((each) => each.name)).size).toBe(options.length);
      expect(choices.length).toBeLessThanOrEqual(25);
      expect(choices.length > 0 && autocomplete === true).toBe(false);
      const firstFree = options.findIndex(({ required }) => required === false);
      expect(options.slice(firstFree < 0 ? options.length : firstFree).some(({ required }) => required)).toBe(false);
    }
    for (const command of nodes) expect(charactersOf(command)).toBeLessThanOrEqual(8000);
  });

  it("have a place for every command of the game", () => {
    const folders: readonly (number | undefined)[] = [
      ApplicationCommandOptionType.Subcommand,
      ApplicationCommandOptionType.SubcommandGroup,
    ];
    const isCommand = ({ type, options = [] }: Node) =>
      type === ApplicationCommandOptionType.Subcommand && options.every((each) => !folders.includes(each.type));
    expect(everyNode(nodes).filter(isCommand)).toHaveLength(commands.length);
  });

  it("require nothing where a form asks for what is missing", () => {
    for (const name of ["pitch", "vote"]) {
      expect(nodes.find((each) => each.name === name)?.options?.some(({ required }) => required)).toBe(false);
    }
    const tank = nodes.find(({ name }) => name === "tank");
    const optionsOf = (word: string) => tank?.options?.find(({ name }) => name === word)?.options;
    expect(optionsOf("ask")?.map(({ name, required }) => [name, required])).toEqual([
      ["pitch", true],
      ["question", false],
    ]);
  });

  it("shorten a long line by whole sentences, or by words", () => {
    expect(described(`One whole sentence that says what it is; ${"another one ".repeat(12)}`)).toBe(
      "One whole sentence that says what it is.",
    );
    expect(described("word ".repeat(40))).toMatch(/^(word )+word…$/);
    expect(described("short")).toBe("short");
  });
});

describe("what Discord has registered", () => {
  /** As Discord tells it: with ids, nulls for what was left out, and nothing that is as by default. */
  const told = JSON.parse(JSON.stringify(wanted), (key, value) => {
    if (key === "required" && value === false) return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value) || !("description" in value)) return value;
    const own = { ...value, name_localizations: null, description_localizations: null };
    return "contexts" in value
      ? { ...own, id: "1", application_id: "2", version: "3", nsfw: false, dm_permission: true, handler: null }
      : own;
  });

  it("is what we want, however Discord tells it", () => {
    expect(sameCommands(told, wanted)).toBe(true);
    expect(sameCommands(told.toReversed(), wanted)).toBe(true);
    const [first, ...rest] = told;
    expect(sameCommands([{ ...first, options: first.options.toReversed() }, ...rest], wanted)).toBe(true);
    expect(
      sameCommands(
        told.map((each: object) => ({ ...each, contexts: null })),
        wanted,
      ),
    ).toBe(true);
  });

  it("is not, where anything that people see is another", () => {
    const changed = (change: (command: Node & Record<string, unknown>) => object) =>
      sameCommands([change(told[0]), ...told.slice(1)], wanted);
    expect(changed((command) => command)).toBe(true);
    expect(changed((command) => ({ ...command, description: "Another." }))).toBe(false);
    expect(changed((command) => ({ ...command, options: (command.options ?? []).slice(1) }))).toBe(false);
    const firstOf = (change: object) => (command: Node) => ({
      ...command,
      options: (command.options ?? []).map((each, index) => (index === 0 ? { ...each, ...change } : each)),
    });
    expect(changed(firstOf({ required: true }))).toBe(false);
    expect(changed(firstOf({ autocomplete: true }))).toBe(false);
    expect(changed(firstOf({ choices: [{ name: "a", value: "a" }] }))).toBe(false);
    expect(changed((command) => ({ ...command, contexts: [0] }))).toBe(false);
    expect(changed((command) => ({ ...command, default_member_permissions: "0" }))).toBe(false);
    expect(sameCommands(told.slice(1), wanted)).toBe(false);
    expect(sameCommands([], wanted)).toBe(false);
  });
});

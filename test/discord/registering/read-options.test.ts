import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  ApplicationCommandOptionType,
} from "discord.js";
import { describe, expect, it } from "vitest";
import { commands } from "../../../src/bot/commands/table.ts";
import { readOptions } from "../../../src/bot/discord/registering/read-options.ts";
import { readFocused } from "../../../src/bot/discord/registering/suggestions.ts";

const knobs = ["num_ab_stage", "epilogue"];
const namesOf = async ({ kind }: { readonly kind: "knob" | "pitch" }) => (kind === "knob" ? knobs : [..."ABC"]);

function text(name: string, value: string): APIApplicationCommandInteractionDataBasicOption {
  return { type: ApplicationCommandOptionType.String, name, value };
}

function under(
  word: string,
  options: APIApplicationCommandInteractionDataBasicOption[],
): APIApplicationCommandInteractionDataOption {
  return { type: ApplicationCommandOptionType.Subcommand, name: word, options };
}

async function read(name: string, options: APIApplicationCommandInteractionDataOption[], resolved = {}) {
  const { command, ...rest } = await readOptions({ name, options, resolved }, commands, namesOf);
  return { command: [command.name, command.word].join(" ").trim(), ...rest };
}

describe("a command of Discord's", () => {
  it("is read as it would have been typed", async () => {
    const filled = [text("pitch", "B"), text("p", "70"), text("others", "a=20, C=5")];
    expect(await read("vote", filled)).toEqual({
      command: "vote",
      given: { pitch: "B", p: "70" },
      others: { A: "20", C: "5" },
      files: [],
    });
  });

  it("is found below a command, and in its groups", async () => {
    expect(await read("tank", [under("ask", [text("pitch", "B")])])).toMatchObject({ command: "tank ask" });
    const group = (name: string, word: string): APIApplicationCommandInteractionDataOption => ({
      type: ApplicationCommandOptionType.SubcommandGroup,
      name,
      options: [{ type: ApplicationCommandOptionType.Subcommand, name: word, options: [text("pitch", "B")] }],
    });
    expect(await read("tank", [group("pitch", "code")])).toMatchObject({
      command: "pitch code",
      given: { pitch: "B" },
    });
    expect(await read("tank", [group("host", "open")])).toMatchObject({ command: "tank open", given: {} });
    expect(await read("pitch", [])).toMatchObject({ command: "pitch", given: {} });
    await expect(read("tank", [under("gone", [])])).rejects.toMatchObject({ code: "unknown-command" });
  });

  it("names its files in their order", async () => {
    const file = (id: string) => ({ id, filename: `${id}.ts`, size: 3, url: `http://cdn/${id}`, proxy_url: "" });
    const attachment = (name: string, value: string): APIApplicationCommandInteractionDataBasicOption => ({
      type: ApplicationCommandOptionType.Attachment,
      name,
      value,
    });
    const options = [attachment("file-2", "22"), attachment("file", "11"), text("knobs", "EPILOGUE=tma")];
    const resolved = { attachments: { 11: file("11"), 22: file("22") } };
    expect(await read("pitch", options, resolved)).toMatchObject({
      given: {},
      others: { epilogue: "tma" },
      files: [
        { id: "11", name: "11.ts", size: 3, url: "http://cdn/11" },
        { id: "22", name: "22.ts", size: 3, url: "http://cdn/22" },
      ],
    });
  });

  it("forgives a phone's dashes where a text is no prose", async () => {
    const said = [text("speedup", "1.5–2"), text("reason", "fast – really"), text("title", " ")];
    expect(await read("pitch", said)).toMatchObject({ given: { speedup: "1.5-2", reason: "fast – really" } });
  });

  it.each([
    ["pitch", "knobs", "num_ab_stage", "no-setting"],
    ["pitch", "knobs", "unknown=3", "unknown-option"],
    ["pitch", "knobs", "title=x", "no-setting"],
    ["pitch", "knobs", "epilogue=tma epilogue=simt", "option-twice"],
    ["pitch", "knobs", "epilogue=", "no-value"],
    ["pitch", "knobs", 'epilogue="tma', "open-quote"],
    ["pitch", "knobs", "--file x", "no-setting"],
    ["vote", "others", "p=70", "no-setting"],
    ["vote", "others", "B", "no-setting"],
  ])("of /%s %s: %s is refused with what would be right", async (name, option, value, code) => {
    const refused = await read(name, [text(option, value)]).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, hint: expect.stringMatching(/\S/) });
  });

  it("tells at which option somebody types", () => {
    const focused = { ...text("approach", "sta"), focused: true };
    const data = { name: "pitch", options: [text("title", "Deep"), focused] };
    expect(readFocused(data, commands)).toMatchObject({ option: "approach", typed: "sta", command: { name: "pitch" } });
    expect(readFocused({ name: "pitch", options: [] }, commands)).toBeNull();
  });
});

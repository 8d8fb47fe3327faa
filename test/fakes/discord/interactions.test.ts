import { ApplicationCommandOptionType, type ChatInputCommandInteraction, type Client, MessageFlags } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readyClient } from "./discord-client.ts";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord.ts";

let discord: FakeDiscord;
let client: Client<true>;
let ada: { readonly id: string };
let channel: { readonly id: string };

beforeEach(async () => {
  discord = await startFakeDiscord();
  const guild = discord.addGuild();
  ada = discord.addUser({ name: "ada", nick: "Ada L." });
  channel = discord.addChannel({ name: "kernels" });
  client = await readyClient(discord);
  await client.application.commands.set(
    [
      {
        name: "tank",
        description: "The tank.",
        options: [
          {
            type: ApplicationCommandOptionType.SubcommandGroup,
            name: "host",
            description: "For hosts.",
            options: [
              {
                type: ApplicationCommandOptionType.Subcommand,
                name: "open",
                description: "Opens a round.",
                options: [
                  {
                    type: ApplicationCommandOptionType.String,
                    name: "title",
                    description: "Its title.",
                    required: true,
                  },
                  { type: ApplicationCommandOptionType.Attachment, name: "kernel", description: "A kernel." },
                  {
                    type: ApplicationCommandOptionType.String,
                    name: "pitch",
                    description: "A pitch.",
                    autocomplete: true,
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    guild.id,
  );
});
afterEach(async () => {
  await client.destroy();
  await discord[Symbol.asyncDispose]();
});

const onCommand = (handle: (interaction: ChatInputCommandInteraction) => Promise<unknown>) =>
  client.on("interactionCreate", (interaction) => {
    if (interaction.isChatInputCommand()) void handle(interaction);
  });

const open = { path: ["tank", "host", "open"], options: { title: "reduce" } };

describe("an interaction of discord.js", () => {
  it("is deferred, answered with a file, and followed up for one person alone", async () => {
    onCommand(async (interaction) => {
      await interaction.deferReply();
      const kernel = interaction.options.getAttachment("kernel", true);
      const source = await (await fetch(kernel.url)).text();
      await interaction.editReply({
        content: `got ${source}`,
        files: [{ name: "log.txt", attachment: Buffer.from("hello") }],
      });
      await interaction.followUp({ content: "only you", flags: MessageFlags.Ephemeral });
    });
    const answered = await discord.slash({
      user: ada,
      channel,
      ...open,
      files: { kernel: { name: "a.ts", bytes: "export" } },
    });
    await discord.until(() => discord.ephemerals(ada).length === 1);
    const [message] = discord.messages(channel);
    expect(message).toMatchObject({ content: "got export", isLoading: false, edits: 0 });
    expect(message?.files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([["log.txt", "hello"]]);
    expect(discord.answerTo(answered)?.id).toBe(message?.id);
    expect(discord.violations()).toEqual([]);
  });
});

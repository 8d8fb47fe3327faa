import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  ComponentType,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readyClient } from "./discord-client.ts";
import { type FakeDiscord, startFakeDiscord } from "./fake-discord.ts";
import { openCommand, tankCommand } from "./sample-command.ts";
import { fiveRows } from "./sample-modal.ts";

let discord: FakeDiscord;
let client: Client<true>;
let ada: { readonly id: string };
let channel: { readonly id: string };

beforeEach(async () => {
  discord = await startFakeDiscord({ answerWithinMs: 3_000 });
  const guild = discord.addGuild();
  ada = discord.addUser({ name: "ada", nick: "Ada L." });
  channel = discord.addChannel({ name: "kernels" });
  client = await readyClient(discord);
  await client.application.commands.set([tankCommand], guild.id);
});
afterEach(async () => {
  await client.destroy();
  await discord[Symbol.asyncDispose]();
});

interface Handlers {
  command?(interaction: ChatInputCommandInteraction): Promise<unknown>;
  button?(interaction: ButtonInteraction): Promise<unknown>;
  modal?(interaction: ModalSubmitInteraction): Promise<unknown>;
  other?(interaction: Interaction): Promise<unknown>;
}

function bot({ command, button, modal, other }: Handlers): void {
  client.on("interactionCreate", (interaction) => {
    if (interaction.isChatInputCommand()) void command?.(interaction);
    else if (interaction.isButton()) void button?.(interaction);
    else if (interaction.isModalSubmit()) void modal?.(interaction);
    else void other?.(interaction);
  });
}

const vote = {
  type: ComponentType.ActionRow,
  components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, label: "Vote", customId: "vote" }],
} as const;

const errorCode = async (failing: Promise<unknown>): Promise<unknown> => {
  const [outcome] = await Promise.allSettled([failing]);
  if (outcome.status === "fulfilled") return "none";
  const { reason } = outcome;
  return reason instanceof Error && "code" in reason ? reason.code : String(reason);
};

describe("a command", () => {
  it("is deferred, answered with a file, and followed up for one person alone", async () => {
    bot({
      async command(interaction) {
        const deferred = await interaction.deferReply({ withResponse: true });
        expect(deferred.resource?.message?.id).toBe(deferred.interaction.responseMessageId);
        const kernel = interaction.options.getAttachment("kernel", true);
        const source = await (await fetch(kernel.url)).text();
        const files = [{ name: "log.txt", attachment: Buffer.from("hello") }];
        await interaction.editReply({ content: `${interaction.options.getString("title")}: ${source}`, files });
        await interaction.followUp({ content: "only you", flags: MessageFlags.Ephemeral });
      },
    });
    const files = { kernel: { name: "a.ts", bytes: "export" } };
    const answered = await discord.slash({ user: ada, channel, ...openCommand, files });
    await discord.until(() => discord.ephemerals(ada).length === 1);
    const [message] = discord.messages(channel);
    expect(message).toMatchObject({ content: "reduce: export", isLoading: false, edits: 0 });
    expect(message?.files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([["log.txt", "hello"]]);
    expect(discord.answerTo(answered)?.id).toBe(message?.id);
  });

  it("knows who asks and what they may", async () => {
    const seen = Promise.withResolvers<ChatInputCommandInteraction>();
    bot({
      async command(interaction) {
        seen.resolve(interaction);
        await interaction.reply({ content: "ok", withResponse: true });
      },
    });
    await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    const { user, member, memberPermissions, appPermissions, inGuild } = await seen.promise;
    expect(user.username).toBe("ada");
    expect(member).toMatchObject({ displayName: "Ada L." });
    expect(memberPermissions?.has("ManageGuild")).toBe(false);
    expect(appPermissions.has("SendMessages")).toBe(true);
    expect(inGuild).toBeDefined();
  });

  it("is refused to a person where Discord's client would refuse it", async () => {
    const typed = (more: object) => discord.slash({ user: ada, channel, ...openCommand, ...more });
    await expect(typed({ options: {} })).rejects.toThrow("title is required");
    await expect(typed({ options: { title: "x", colour: "red" } })).rejects.toThrow("no option colour");
    await expect(typed({ options: { title: "x".repeat(21) } })).rejects.toThrow("21 were typed");
    await expect(typed({ options: { title: "x", days: 8 } })).rejects.toThrow("offers no 8");
    await expect(typed({ path: ["tank", "host"] })).rejects.toThrow("can't be sent");
    await expect(typed({ path: ["pitch"] })).rejects.toThrow("there are: /tank");
  });

  it("may be answered once, within three seconds, and followed up for fifteen minutes", async () => {
    const held = Promise.withResolvers<ChatInputCommandInteraction>();
    bot({ command: async (interaction) => held.resolve(interaction) });
    const late = discord.slash({ user: ada, channel, path: ["tank", "me"] });
    const interaction = await held.promise;
    discord.letTimePass(3_001);
    await expect(late).rejects.toThrow("did not respond");
    expect(await errorCode(interaction.reply("late"))).toBe(10062);
    expect(discord.unanswered()).toMatchObject([{ userId: ada.id }]);

    client.removeAllListeners("interactionCreate");
    const second = Promise.withResolvers<ChatInputCommandInteraction>();
    bot({
      async command(again) {
        await again.deferReply();
        second.resolve(again);
      },
    });
    await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    const deferred = await second.promise;
    const { id, token } = deferred;
    const callback = client.rest.post(`/interactions/${id}/${token}/callback`, {
      auth: false,
      body: { type: 4, data: { content: "twice" } },
    });
    expect(await errorCode(callback)).toBe(40060);
    discord.letTimePass(15 * 60_000 + 1);
    expect(await errorCode(deferred.editReply("too late"))).toBe(50027);
  });

  it("comes again to a bot, which can answer it once", async () => {
    const answers: Promise<unknown>[] = [];
    bot({ command: async (interaction) => answers.push(errorCode(interaction.reply("done"))) });
    const answered = await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    discord.repeat(answered, 3);
    await discord.until(
      () => answers.length === 4 && discord.calls.filter(({ params }) => "interaction_id" in params).length === 4,
    );
    const codes = await Promise.all(answers);
    expect(codes.toSorted()).toEqual([40060, 40060, 40060, "none"]);
    expect(discord.messages(channel)).toHaveLength(1);
  });

  it("suggests what a bot offers", async () => {
    bot({
      async other(interaction) {
        if (!interaction.isAutocomplete()) return;
        const typed = interaction.options.getFocused();
        await interaction.respond([{ name: `${typed} loads`, value: "wide" }]);
      },
    });
    const offered = await discord.autocomplete({ user: ada, channel, ...openCommand, option: "pitch", typed: "wi" });
    expect(offered).toEqual([{ name: "wi loads", value: "wide" }]);
  });
});

describe("a message with buttons", () => {
  it("shows a modal of five rows, takes its texts and its file, and is changed by the answer", async () => {
    bot({
      command: (interaction) => interaction.reply({ content: "round 1", components: [vote] }),
      button: (interaction) => interaction.showModal(fiveRows),
      async modal(interaction) {
        const { fields } = interaction;
        const file = fields.getUploadedFiles("kernel", true).first();
        const source = await (await fetch(file?.url ?? "")).text();
        const entered = [fields.getTextInputValue("title"), fields.getStringSelectValues("kind")[0], source].join(" ");
        if (!interaction.isFromMessage()) throw new Error("no message");
        await interaction.update({ content: entered, components: [] });
      },
    });
    await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    const [message = { id: "" }] = discord.messages(channel);
    await discord.press({ user: ada, message, customId: "vote" });
    expect(discord.modals(ada)).toMatchObject([{ title: "Pitch", isOpen: true }]);
    const values = { title: "wide", kind: ["few"] };
    await expect(discord.submitModal({ user: ada, values: { ...values, title: "" } })).rejects.toThrow("filled in");
    await expect(discord.submitModal({ user: ada, values: { ...values, title: "x".repeat(11) } })).rejects.toThrow(
      "11",
    );
    await discord.submitModal({ user: ada, values, files: { kernel: [{ name: "k.ts", bytes: "source" }] } });
    expect(discord.messages(channel)).toMatchObject([{ content: "wide few source", customIds: [], edits: 1 }]);
    expect(discord.modals(ada)).toMatchObject([{ isOpen: false }]);
  });

  it("offers a select, whose answer one person alone sees", async () => {
    const pick = {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.StringSelect, customId: "pick", options: [{ label: "A", value: "a" }] }],
    } as const;
    bot({
      command: (interaction) => interaction.reply({ content: "pick", components: [pick] }),
      async other(interaction) {
        if (!interaction.isStringSelectMenu()) return;
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply(interaction.values.join());
      },
    });
    await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    const [message = { id: "" }] = discord.messages(channel);
    const chosen = (values: readonly string[]) => discord.select({ user: ada, message, customId: "pick", values });
    await expect(chosen(["b"])).rejects.toThrow("offers a");
    await chosen(["a"]);
    await discord.until(() => discord.ephemerals(ada).some(({ content }) => content === "a"));
    const bob = discord.addUser({ name: "bob" });
    expect(discord.ephemerals(bob)).toEqual([]);
    expect(discord.messages(channel)).toHaveLength(1);
  });

  it("takes no answer that doesn't fit what was done", async () => {
    const codes: unknown[] = [];
    bot({
      async command(interaction) {
        const { id, token } = interaction;
        const wrong = client.rest.post(`/interactions/${id}/${token}/callback`, { auth: false, body: { type: 6 } });
        codes.push(await errorCode(wrong));
        await interaction.showModal(fiveRows);
      },
    });
    await discord.slash({ user: ada, channel, path: ["tank", "me"] });
    expect(codes).toEqual([50035]);
  });
});

import type { ChatInputCommandInteraction, Client } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noticeCard } from "../../../src/bot/cards/notice-card.ts";
import type { Reply } from "../../../src/bot/commands/run-command.ts";
import { discordAnswers, type Talk } from "../../../src/bot/discord/listening/answers.ts";
import { readyClient } from "../../fakes/discord/discord-client.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { tankCommand } from "../../fakes/discord/sample-command.ts";
import { textOf } from "../looks.ts";

let discord: FakeDiscord;
let client: Client<true>;
let ada: { readonly id: string };
let channel: { readonly id: string };

beforeEach(async () => {
  discord = await startFakeDiscord({ answerWithinMs: 3_000 });
  const guild = discord.addGuild();
  ada = discord.addUser({ name: "ada" });
  channel = discord.addChannel({ name: "kernels" });
  client = await readyClient(discord);
  await client.application.commands.set([tankCommand], guild.id);
});
afterEach(async () => {
  await client.destroy();
  await discord[Symbol.asyncDispose]();
});

/** Types a command that is answered so; resolves when Discord has its first answer. */
async function asked(answer: (talk: Talk) => void) {
  const answers = discordAnswers(client.rest, client.application.id);
  client.once("interactionCreate", (interaction) => answer(answers(interaction as ChatInputCommandInteraction)));
  return discord.slash({ user: ada, channel, path: ["tank", "me"] });
}

function told(text: string, files?: Extract<Reply, { ok: true }>["files"]): Reply {
  return { ok: true, command: "/tank me", card: noticeCard(text), facts: {}, ...(files && { files }) };
}

const answering = "POST /interactions/{interaction_id}/{interaction_token}/callback";
const callbacks = () => discord.calls.filter(({ route }) => route === answering);

describe("an answer", () => {
  it("that is ready is the first thing that Discord hears", async () => {
    const command = await asked((talk) => {
      talk.promise();
      void talk.say(told("Here it is"));
    });
    const message = discord.answerTo(command);
    expect(message && textOf(message)).toContain("Here it is");
    expect(message).toMatchObject({ isLoading: false, edits: 0 });
    expect(callbacks()).toHaveLength(1);
    expect(discord.ephemerals(ada)).toHaveLength(1);
  });

  it("that takes longer is promised in time, and then stands where the promise stood", async () => {
    const ready = Promise.withResolvers<void>();
    const command = await asked((talk) => {
      talk.promise();
      void ready.promise.then(() => talk.say(told("Here it is")));
    });
    expect(discord.answerTo(command)).toMatchObject({ isLoading: true });
    ready.resolve();
    await discord.until(() => discord.answerTo(command)?.isLoading === false);
    const message = discord.answerTo(command);
    expect(message && textOf(message)).toContain("Here it is");
    expect(discord.ephemerals(ada)).toHaveLength(1);
  });

  it("with a file comes whole", async () => {
    const command = await asked((talk) => {
      talk.promise();
      void talk.say(told("The log", [{ name: "log.txt", bytes: Buffer.from("hello") }]));
    });
    await discord.until(() => discord.answerTo(command)?.isLoading === false);
    expect(discord.answerTo(command)?.files.map(({ name, bytes }) => [name, `${bytes}`])).toEqual([
      ["log.txt", "hello"],
    ]);
  });

  it("whose receipt was lost is given once", async () => {
    discord.failNext(answering, { acceptThen: "reset" }, 1);
    const command = await asked((talk) => {
      talk.promise();
      void talk.say(told("Here it is"));
    });
    await discord.until(() => callbacks().length === 2);
    expect(discord.ephemerals(ada)).toHaveLength(1);
    expect(discord.answerTo(command)).toMatchObject({ isLoading: false });
  });
});

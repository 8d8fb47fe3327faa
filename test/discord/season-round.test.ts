import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/fake-discord.ts";
import type { SlashCommand } from "../fakes/discord/people/slash.ts";
import { DiscordBot } from "./discord-bot.ts";
import { textOf, titleOf } from "./looks.ts";

const season = fileURLToPath(new URL("../fixtures/seasons/quick-replay.yml", import.meta.url));
const problem = fileURLToPath(new URL("../../config/problems/nvfp4-group-gemm-wasm", import.meta.url));
const kernel = (name: string) => readFileSync(`${problem}/${name}.ts`);

/** Long enough for real builds and measurements on a busy machine. */
const measuringMs = 60_000;

type Person = { readonly id: string };

/** People at a Discord, and what they see. */
function seats(discord: FakeDiscord, channel: { readonly id: string }) {
  const living = () => discord.messages(channel)[0];
  const thread = () => {
    const root = living();
    const hangs = root === undefined ? undefined : discord.threadOf(root);
    return hangs === undefined ? [] : discord.messages(hangs);
  };
  const answered = async (act: Promise<{ readonly interactionId: string }>) => {
    const { interactionId } = await act;
    const answer = () => discord.answerTo({ interactionId });
    await discord.until(
      () => answer() !== undefined && textOf(answer() ?? { content: "", embeds: [] }) !== "",
      measuringMs,
    );
    const shown = answer();
    if (shown === undefined) throw new Error("nothing was answered");
    return shown;
  };
  return {
    living,
    thread,
    answered,
    say: (user: Person, path: string, more: Pick<SlashCommand, "options" | "files"> = {}) =>
      answered(discord.slash({ user, channel, path: path.split(" "), ...more })),
    inThread: (text: string) => thread().find((message) => textOf(message).includes(text)),
    threadHas: (text: string) => discord.until(() => thread().some((each) => textOf(each).includes(text)), measuringMs),
    titles: () => discord.messages(channel).map(titleOf),
  };
}

const idLike = (message: { readonly customIds: readonly string[] } | undefined, pattern: RegExp) =>
  message?.customIds.find((id) => pattern.test(id)) ?? "";

/** Everything that anybody but its owner can read. */
const publicText = (discord: FakeDiscord, seen: ReturnType<typeof seats>, channel: { readonly id: string }) =>
  JSON.stringify([...discord.messages(channel), ...seen.thread()]);

it("a whole round is played on Discord with forms, buttons and files, and ends with the verdicts, each once", {
  timeout: 400_000,
}, async () => {
  await using discord = await startFakeDiscord();
  discord.addGuild();
  const channel = discord.addChannel({ name: "kernels" });
  const [hanna, ada, bob] = ["hanna", "ada", "bob"].map((name) => discord.addUser({ name }));
  const [sue, sid, sam] = ["sue", "sid", "sam"].map((name) => discord.addUser({ name }));
  if (!hanna || !ada || !bob || !sue || !sid || !sam) throw new Error("nobody is here");
  const seen = seats(discord, channel);
  const { living, say, answered, inThread, threadHas } = seen;
  await using bot = new DiscordBot(discord, { season });
  await bot.start();
  expect(bot.said).toContain("https://discord.com/oauth2/authorize");

  await say(hanna, "tank host open", { options: { title: "The first" } });
  await discord.until(() => living() !== undefined, measuringMs);
  expect(seen.titles()).toEqual([expect.stringContaining("The first")]);
  await discord.until(() => living()?.customIds.includes("tank:pitch") === true, measuringMs);

  // A contestant forgets the number, and goes on in the form, where everything else still stands.
  await discord.press({ user: ada, message: living() ?? channel, customId: "tank:pitch" });
  const fields = { title: "Vector stores", reason: "stores are a fifth of the time here" };
  const file = { name: "faster.ts", bytes: kernel("tma-store-epilogue") };
  const refused = await answered(
    discord.submitModal({
      user: ada,
      values: { ...fields, approach: ["tma-store"], speedup: "a lot" },
      files: { files: [file] },
    }),
  );
  expect(textOf(refused)).toContain("speedup can't be");
  const goOn = idLike(refused, /^form:open:pitch/);
  await discord.press({ user: ada, message: refused, customId: goOn });
  const taken = await answered(discord.submitModal({ user: ada, values: { speedup: "1.05" } }));
  expect(textOf(taken)).toContain("Contestant A: Vector stores");
  await threadHas("Contestant A: Vector stores");

  await discord.slash({ user: bob, channel, path: ["pitch"] });
  const wild = {
    title: "Table decode",
    approach: ["wild-card"],
    speedup: "1.2-3",
    reason: "one load decodes 16 values",
  };
  await answered(discord.submitModal({ user: bob, values: wild }));
  await say(bob, "pitch", {
    options: {
      title: "Small tiles",
      approach: "tile-size",
      speedup: "2",
      reason: "a small M wastes most of a tile",
      knobs: "mma_tiler_m=64 mma_tiler_n=64",
    },
  });
  await threadHas("Contestant C: Small tiles");

  // Asked and answered by buttons in the thread.
  const pitchA = inThread("Contestant A");
  await discord.press({ user: sue, message: pitchA ?? channel, customId: idLike(pitchA, /^tank:ask/) });
  await answered(discord.submitModal({ user: sue, values: { question: "Which case gains most?" } }));
  await threadHas("Q1 on A");
  const question = inThread("Q1 on A");
  await discord.press({
    user: ada,
    message: question ?? channel,
    customId: idLike(question, /^tank:answer/),
  });
  await answered(discord.submitModal({ user: ada, values: { answer: "The second one." } }));
  await threadHas("The second one.");
  await say(sid, "tank proof", { options: { pitch: "A" } });
  await threadHas("PROOF OF A, VECTOR STORES: IT HOLDS");

  await say(hanna, "tank host close");
  await discord.until(() => living()?.customIds.includes("tank:vote") === true, measuringMs);

  // Three ballots: by chips and a number, by words, and in a form.
  const ballot = await answered(discord.press({ user: sue, message: living() ?? channel, customId: "tank:vote" }));
  const round = ballot.customIds[0]?.split(":")[2] ?? "";
  await discord.press({ user: sue, message: ballot, customId: `form:vote:${round}:chip:B:75` });
  await discord.press({ user: sue, message: ballot, customId: `form:vote:${round}:chip:A:25` });
  await discord.select({ user: sue, message: ballot, customId: `form:vote:${round}:fund`, values: ["B"] });
  // A number that is none is refused in the ballot, where all that was tapped still stands.
  const speedup = async (text: string) => {
    await discord.press({ user: sue, message: ballot, customId: `form:vote:${round}:numbers:1` });
    await discord.submitModal({ user: sue, values: { speedup: text } });
  };
  const sheet = () => discord.ephemerals(sue).find(({ id }) => id === ballot.id) ?? ballot;
  await speedup("fast");
  await discord.press({ user: sue, message: ballot, customId: `form:vote:${round}:vote` });
  await discord.until(() => textOf(sheet()).includes('speedup can\'t be "fast"'));
  expect(sheet().customIds).toContain(`form:vote:${round}:chip:B:75`);
  await speedup("1.5");
  const cast = await answered(discord.press({ user: sue, message: ballot, customId: `form:vote:${round}:vote` }));
  await discord.until(() =>
    textOf(discord.ephemerals(sue).find(({ id }) => id === cast.id) ?? cast).includes("Your ballot is in"),
  );
  const words = await say(sid, "vote", { options: { pitch: "B", p: "83", others: "A=41" } });
  expect(textOf(words)).toContain("Your ballot is in");
  await say(sam, "vote", { options: { pitch: "B", p: "59", others: "C=11" } });
  const all = publicText(discord, seen, channel);
  for (const secret of ["83%", "41%", "59%", "11%", "75%", "sue funds"]) expect(all).not.toContain(secret);

  await say(hanna, "tank host close");
  await discord.until(() => idLike(living(), /^tank:code.*B$/) !== "", measuringMs);
  const late = { name: "table.ts", bytes: kernel("wild-card") };
  await discord.press({ user: bob, message: living() ?? channel, customId: idLike(living(), /^tank:code.*B$/) });
  await answered(discord.submitModal({ user: bob, files: { files: [late] } }));

  await discord.until(() => textOf(living() ?? { content: "", embeds: [] }).includes("decided"), measuringMs);
  await threadHas("COMPILE ERROR");
  const told = seen.titles();
  expect(told.filter((title) => title.includes("VERDICT ON B"))).toHaveLength(1);
  expect(told).toHaveLength(3);
  const verdict = discord.messages(channel).find((message) => titleOf(message).includes("VERDICT ON B"));
  expect(verdict?.embeds.at(-1)?.image?.url).toContain(".png");
  expect(JSON.stringify(seen.thread())).toMatch(/run-\d+\.log\.txt/);
  expect(discord.unanswered()).toEqual([]);
  expect(bot.log).not.toMatch(/command-failed|answer-lost|interaction-not-answered|"level":50/);
});

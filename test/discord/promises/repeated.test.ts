import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShownMessage } from "../../fakes/discord/shown.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";

let scene: DiscordScene;
let bot: RunningBot;

beforeAll(async () => {
  scene = await DiscordScene.open();
  bot = await BotHere.start(scene);
  const opening = scene.send("hanna", "tank host open", { kind: "repair", title: "Again" });
  scene.discord.repeat(await opening, 3);
  await scene.until(() => scene.living() !== undefined);
  expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
  await scene.until(() => scene.reply("Contestant A") !== undefined);
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const ten = Array.from({ length: 10 });
const questions = async () => (await bot.db.selectFrom("question").select("text").execute()).map(({ text }) => text);
const ballots = () => bot.db.selectFrom("ballot").select(["shark", "changes"]).orderBy("shark").execute();
const ask = (question: string) => ({ pitch: "A", question });

/** Everything that was sent before has been worked off when this is answered. */
const settled = () => scene.type("hanna", "tank status");

/** How many answers somebody got by this. */
async function answersTo(name: string, act: () => Promise<unknown>): Promise<number> {
  const before = scene.answers(name).length;
  await act();
  await settled();
  return scene.answers(name).length - before;
}

describe("R10: an interaction delivered four times", () => {
  it("opens one round, in the channel where it was asked for", async () => {
    await settled();
    expect(scene.titles()).toEqual([expect.stringContaining("Again")]);
    expect(await bot.db.selectFrom("round").select("number").execute()).toHaveLength(1);
  });

  it("has one effect and one answer when it comes again after the answer", async () => {
    const answers = await answersTo("sue", async () => {
      const asked = await scene.send("sue", "tank ask", ask("does it hold for 7?"));
      await scene.answered(async () => asked);
      scene.discord.repeat(asked, 3);
    });
    expect(await questions()).toEqual(["does it hold for 7?"]);
    expect(answers).toBe(1);
  });

  it("has one effect and one answer when all four come at once", async () => {
    const answers = await answersTo("sid", async () => {
      const asked = await scene.send("sid", "tank ask", ask("all at once?"));
      scene.discord.repeat(asked, 3);
      await scene.answered(async () => asked);
    });
    expect((await questions()).filter((text) => text === "all at once?")).toHaveLength(1);
    expect(answers).toBe(1);
  });

  it.each([
    ["a refused command", "tank ask", { pitch: "Z", question: "who is Z?" }, "Z"],
    ["a command that reads", "tank status", {}, "pitching"],
  ])("is answered once: %s", async (_, path, options, says) => {
    const answers = await answersTo("sam", async () => {
      const asked = await scene.send("sam", path, options);
      scene.discord.repeat(asked, 3);
      expect(await scene.answered(async () => asked)).toContain(says);
      scene.discord.repeat(asked, 3);
    });
    expect(answers).toBe(1);
  });

  it("is known again by another start of the bot", async () => {
    const asked = await scene.send("sue", "tank ask", ask("before and after?"));
    await scene.answered(async () => asked);
    await bot[Symbol.asyncDispose]();
    bot = await BotHere.start(scene);
    scene.discord.repeat(asked, 3);
    await settled();
    expect((await questions()).filter((text) => text === "before and after?")).toHaveLength(1);
  });
});

describe("R9, R10: an answer that Discord took, and lost its own answer to", () => {
  it.each([{ acceptThen: "reset" }, { status: 503 }, { lose: "reset" }] as const)(
    "is no reason to do nothing: %j",
    async (fault) => {
      const question = `and after ${JSON.stringify(fault)}?`;
      scene.discord.failNext(callback, fault);
      expect(await scene.type("sid", "tank ask", ask(question))).toContain("stands on A");
      expect((await questions()).filter((text) => text === question)).toHaveLength(1);
    },
  );
});

describe("R10: a button pressed ten times at once", () => {
  const press = (name: string, message: ShownMessage | undefined, customId: string | RegExp) =>
    Promise.all(ten.map(() => scene.press(name, message, customId)));
  /** Each press brought up a modal of its own: all of them. */
  const modalsOf = (name: string) => scene.discord.modals(scene.person(name)).slice(-ten.length);

  it("brings up a modal, and ten hand-ins of one ask once", async () => {
    await press("sue", scene.reply("Contestant A"), /^tank:ask/);
    const answers = await answersTo("sue", async () => {
      const values = { question: "handed in ten times?" };
      const handed = await scene.discord.submitModal({ user: scene.person("sue"), values });
      scene.discord.repeat(handed, 9);
      await scene.answered(async () => handed);
    });
    expect((await questions()).filter((text) => text === "handed in ten times?")).toHaveLength(1);
    expect(answers).toBe(1);
  });

  it("two different modals that are handed in at once both count, each once", async () => {
    const { discord } = scene;
    await press("sam", scene.reply("Contestant A"), /^tank:ask/);
    const handIn = async (modal: { readonly id: string }, question: string) => {
      const handed = await discord.submitModal({ user: scene.person("sam"), modal, values: { question } });
      discord.repeat(handed, 4);
      await scene.answered(async () => handed);
    };
    const [one, other] = modalsOf("sam");
    if (one === undefined || other === undefined) throw new Error("there are no two modals");
    await Promise.all([handIn(one, "is it one?"), handIn(other, "is it another?")]);
    await settled();
    expect((await questions()).filter((text) => /^is it/.test(text)).toSorted()).toEqual([
      "is it another?",
      "is it one?",
    ]);
  });

  it("demands one proof", async () => {
    const pressed = await press("sid", scene.reply("Contestant A"), /^tank:proof/);
    if (pressed.some(({ modal }) => modal !== undefined)) {
      await Promise.all(
        modalsOf("sid").map((modal) => scene.discord.submitModal({ user: scene.person("sid"), modal })),
      );
    }
    await settled();
    await scene.until(() => scene.answers("sid").some((text) => /proof/i.test(text)));
    expect(await bot.db.selectFrom("proof").select("id").execute()).toHaveLength(1);
  });

  it("casts one ballot, and tells so once", async () => {
    expect(await scene.type("hanna", "tank host close")).toContain("Voting is open");
    await scene.until(() => scene.living()?.customIds.includes("tank:vote") === true);
    const ballot = await scene.answer(() => scene.press("sue", scene.living(), "tank:vote"));
    // A chip that is tapped twice is off again; delivered four times, it was tapped once.
    scene.discord.repeat(await scene.press("sue", ballot, /chip:A:75$/), 3);
    const user = scene.person("sue");
    const fund = ballot.customIds.find((id) => id.endsWith(":fund")) ?? "";
    await scene.discord.select({ user, message: ballot, customId: fund, values: ["A"] });
    await settled();
    const before = scene.answers("sue").length;
    const pressed = await press("sue", ballot, /:vote$/);
    scene.discord.repeat(pressed[0] ?? { interactionId: "" }, 3);
    await settled();
    await scene.until(() => scene.answers("sue").some((text) => text.includes("Your ballot is")));
    await settled();
    expect((await ballots()).map(({ shark }) => shark)).toEqual(["sue"]);
    expect(scene.answers("sue").length).toBe(before);
    expect(scene.answers("sue").filter((text) => text.includes("Your ballot is"))).toHaveLength(1);
  });
});

it("R10: nothing of it was a bug, and nobody was left without an answer", () => {
  expect(bot.log).not.toMatch(/"level":50|command-failed|answer-lost/);
  expect(scene.discord.unanswered()).toEqual([]);
});

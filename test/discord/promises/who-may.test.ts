import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measuringMs } from "../../chat/short-season.ts";
import { textOf } from "../looks.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { DiscordScene, twoStrides } from "./discord-scene.ts";

let scene: DiscordScene;
let bot: RunningBot;

const rolesOf = () => ({ hosts: [`discord:${scene.person("hanna").id}`, "boss"], deputies: [] });

beforeAll(async () => {
  scene = await DiscordScene.open();
  bot = await BotHere.start(scene, { roles: rolesOf() });
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const ballots = () => bot.db.selectFrom("ballot").select(["shark", "content"]).orderBy("shark").execute();
const sharks = async () => (await ballots()).map(({ shark }) => shark);

describe("R16: only hosts host", () => {
  it("a host's account opens rounds, and nobody else's does", async () => {
    const open = { kind: "repair", title: "Only by hosts" };
    expect(await scene.type("ada", "tank host open", open)).toContain("Only a host can open a round");
    expect(await scene.type("hanna", "tank host open", open)).toContain("you are its host");
    await scene.until(() => scene.living() !== undefined);
    expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
  });

  it.each([
    ["close", {}],
    ["cancel", { reason: "mine" }],
    ["extend", { by: "2h" }],
    ["decide", { promote: "none", reason: "mine" }],
  ])("nobody else may %s", async (word, options) => {
    expect(await scene.type("ada", `tank host ${word}`, options)).toMatch(/Only (a host|hanna)/);
  });

  it("a host's name is nobody's to take, by an account that comes with it", async () => {
    const others = ["hanna", "boss"].map((name) => scene.discord.addUser({ name }));
    const said = others.map((user) => async (path: string) => {
      const words = { user, channel: scene.channel, path: path.split(" ") };
      return scene.answered(() => scene.discord.slash(words));
    });
    for (const [index, say] of said.entries()) {
      expect(await say("tank me")).toContain(`@${["hanna", "boss"][index]}-2: your own page`);
      expect(await say("tank host close")).toContain("Only hanna");
    }
  });
});

describe("R16: whoever is somewhere else", () => {
  it.each(["tank status", "tank scoreboard", "pitch list", "vote"])(
    "is refused in another server: /%s",
    async (path) => {
      const { discord } = scene;
      const guild = discord.addGuild({ name: "Elsewhere" });
      const channel = discord.addChannel({ name: "elsewhere", guild });
      const user = discord.addUser({ name: "stranger", guilds: [guild] });
      const words = path === "pitch list" ? ["tank", "pitch", "list"] : path.split(" ");
      const said = await scene.answered(() => discord.slash({ user, channel, path: words }));
      expect(said).toContain("plays in another server");
      expect(said).not.toMatch(/Two strides|Only by hosts/);
      expect(discord.messages(channel)).toEqual([]);
    },
  );

  it("is refused alone with the bot, unless they have played in the server", async () => {
    const { discord } = scene;
    const status = (user: { readonly id: string }) =>
      scene.answered(() => discord.slash({ user, channel: discord.directChannelOf(user), path: ["tank", "status"] }));
    expect(await status(discord.addUser({ name: "unknown" }))).toContain("You have not played here yet");
    expect(await status(scene.person("ada"))).toContain("pitching");
  });

  it("is suggested nothing while they type", async () => {
    const { discord } = scene;
    const guild = discord.addGuild({ name: "Typing" });
    const channel = discord.addChannel({ name: "typing", guild });
    const user = discord.addUser({ name: "typist", guilds: [guild] });
    const typing = { user, channel, path: ["tank", "proof"], option: "pitch", typed: "" };
    expect(await discord.autocomplete(typing)).toEqual([]);
    const own = { ...typing, user: scene.person("ada"), channel: scene.channel };
    expect(await discord.autocomplete(own)).toEqual([expect.objectContaining({ value: "A" })]);
  });

  it("is let in where the season is public", async () => {
    await bot[Symbol.asyncDispose]();
    bot = await BotHere.start(scene, { roles: rolesOf(), isPublic: true });
    const { discord } = scene;
    const guild = discord.addGuild({ name: "Guests" });
    const channel = discord.addChannel({ name: "guests", guild });
    const user = discord.addUser({ name: "guest", guilds: [guild] });
    expect(await scene.answered(() => discord.slash({ user, channel, path: ["tank", "status"] }))).toContain(
      "pitching",
    );
    await bot[Symbol.asyncDispose]();
    bot = await BotHere.start(scene, { roles: rolesOf() });
    expect(await scene.type("hanna", "tank host close")).toContain("Voting is open");
  });
});

describe("R15: ballots from Discord", () => {
  const secrets = ["73.25", "41.75", "73%", "41%", "42%"];
  const openBallot = (name: string) => scene.answer(() => scene.press(name, scene.living(), "tank:vote"));

  it("one a shark, also from two devices at once", async () => {
    await scene.until(() => scene.living()?.customIds.includes("tank:vote") === true);
    const both = await Promise.all(["41.75", "73.25"].map((p) => scene.type("sue", "vote", { pitch: "A", p })));
    expect(both).toEqual(both.map(() => expect.stringContaining("Your ballot is")));
    expect(await sharks()).toEqual(["sue"]);
    expect(await scene.type("sue", "vote", { pitch: "A", p: "73.25" })).toContain("Your ballot is");
    expect(await scene.type("sid", "vote", { pitch: "none", others: "A=41.75" })).toContain("Your ballot is in");
    const chances = (await ballots()).map(({ shark, content }) => [shark, JSON.stringify(content)]);
    expect(chances).toEqual([
      ["sid", expect.stringContaining("41.75")],
      ["sue", expect.stringContaining("73.25")],
    ]);
  });

  it("none on one's own pitch", async () => {
    expect(await scene.type("ada", "vote", { pitch: "A", p: "99" })).toContain("own");
    const ballot = await openBallot("ada");
    expect(ballot.customIds.filter((id) => id.includes(":chip:A"))).toEqual([]);
    expect(JSON.stringify(ballot.components)).not.toContain('"value":"A"');
    expect(await sharks()).toEqual(["sid", "sue"]);
  });

  it("none by another's press of a button that only its owner sees", async () => {
    const ballot = await openBallot("sue");
    const user = scene.person("eve");
    const press = async () => scene.discord.press({ user, message: ballot, customId: ballot.customIds.at(-1) ?? "" });
    await expect(press()).rejects.toThrow();
    expect(await sharks()).toEqual(["sid", "sue"]);
  });

  it("nothing that anybody else sees tells of them before the vote closes", async () => {
    const { discord } = scene;
    await scene.until(() => scene.lives("2 ballots are in"));
    await openBallot("eve");
    for (const word of ["status", "scoreboard", "learned", "history", "bench", "me", "brief", "rules", "kernel"]) {
      await scene.type("eve", `tank ${word}`);
    }
    for (const path of ["tank vote show", "tank pitch list"]) await scene.type("eve", path);
    await scene.type("eve", "tank pitch show", { pitch: "A" });
    await scene.type("hanna", "tank status");
    const typing = { user: scene.person("eve"), channel: scene.channel, path: ["vote"], typed: "" };
    const suggested = await Promise.all(
      ["pitch", "others"].map((option) => discord.autocomplete({ ...typing, option })),
    );
    const others = ["eve", "hanna", "ada", "mallory"].map((name) => scene.person(name));
    const files = (messages: readonly { readonly files: readonly { readonly bytes: Buffer }[] }[]) =>
      messages.flatMap((message) => message.files.map(({ bytes }) => bytes.toString("latin1")));
    const told = others.flatMap((person) => [...discord.ephemerals(person), ...discord.direct(person)]);
    const seen = JSON.stringify([
      [...scene.public(), ...told].map((message) => [textOf(message), message.components]),
      files([...scene.public(), ...told]),
      others.map((person) => discord.modals(person)),
      suggested,
      bot.log,
    ]);
    for (const secret of secrets) expect(seen).not.toContain(secret);
    expect(seen).not.toMatch(/\b(sue|sid) (funds|voted)|\d+ (funds?|backs?|votes?) for/i);
    expect(seen).not.toMatch(/"level":50|command-failed|answer-lost/);
  });

  it("nor does an export, whoever asks for one", async () => {
    const answer = await scene.answer(() => scene.send("eve", "tank export"));
    const text = answer.files.map(({ bytes }) => bytes.toString("latin1")).join("\n");
    expect(text).toContain("Two strides");
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it("none after the deadline, by command or by a ballot that was opened before", { timeout: 120_000 }, async () => {
    await scene.type("hanna", "tank host cancel", { reason: "too long" });
    await scene.type("hanna", "tank host open", { kind: "repair", voting: "0.1m", title: "Soon over" });
    await scene.until(() => scene.rounds().length === 2);
    expect(await scene.type("ada", "pitch", twoStrides)).toContain("Contestant A");
    expect(await scene.type("hanna", "tank host close")).toContain("Voting is open");
    await scene.until(() => scene.living()?.customIds.includes("tank:vote") === true);
    const ballot = await openBallot("sue");
    const user = scene.person("sue");
    await scene.press("sue", ballot, /chip:A:50$/);
    const fund = ballot.customIds.find((id) => id.endsWith(":fund")) ?? "";
    await scene.discord.select({ user, message: ballot, customId: fund, values: ["A"] });
    const closed = async () => {
      const rounds = await bot.db.selectFrom("round").select("state").orderBy("id").execute();
      expect(rounds.at(-1)?.state).not.toBe("voting");
    };
    await vi.waitFor(closed, { timeout: measuringMs, interval: 100 });
    await scene.press("sue", ballot, /:vote$/);
    expect(await scene.type("sid", "vote", { pitch: "A", p: "50" })).toMatch(/not voting/);
    expect(await sharks()).toEqual(["sid", "sue"]);
  });
});

it("R9: nobody was left without an answer", () => {
  expect(scene.discord.unanswered()).toEqual([]);
});

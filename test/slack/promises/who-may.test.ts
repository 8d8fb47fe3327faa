import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measuringMs } from "../../chat/short-season.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackScene } from "./slack-scene.ts";

let scene: SlackScene;
let bot: RunningBot;

const start = () =>
  BotHere.start(scene, { roles: { hosts: [`slack:${scene.person("hanna").id}`, "boss"], deputies: [] } });

beforeAll(async () => {
  scene = await SlackScene.open();
  bot = await start();
});
afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
  await scene?.[Symbol.asyncDispose]();
});

const pitch = '/pitch "Two strides" approach=wild-card reason="all 7 values are right with a stride of 2" stride=2';
const ballots = () => bot.db.selectFrom("ballot").select(["shark", "content"]).orderBy("shark").execute();

/** What this person writes and sees from now on is under another name. */
function rename(name: string, other: string): void {
  Object.assign(scene.person(name), { name: other });
}

describe("R16: only hosts host", () => {
  it("a host's account opens rounds, whatever it is called, and nobody else's does", async () => {
    expect(await scene.type("ada", "/tank open kind=repair")).toContain("Only a host can open a round");
    expect(await scene.type("hanna", '/tank open kind=repair title="Only by hosts"')).toContain("you are its host");
    await scene.until(() => scene.thread().length > 0);
    expect(await scene.type("ada", pitch)).toContain("Contestant A");
  });

  it.each(["close", 'cancel reason="mine"', "extend 2h", 'decide promote=none reason="mine"'])(
    "nobody else may %s",
    async (words) => {
      expect(await scene.type("ada", `/tank ${words}`)).toMatch(/^✗ .*Only (a host|hanna)/);
    },
  );

  it("a host's name is nobody's to take, by an account that comes with it or changes to it", async () => {
    rename("mallory", "hanna");
    rename("boris", "boss");
    expect(await scene.type("mallory", "/tank me")).toContain("@hanna-2: your own page");
    expect(await scene.type("boris", "/tank me")).toContain("@boss-2: your own page");
    for (const name of ["mallory", "boris"]) {
      expect(await scene.type(name, "/tank close")).toContain("Only hanna");
    }
  });

  it("whoever renames themselves stays who they are, and hosts stay hosts", async () => {
    rename("hanna", "somebody-else");
    rename("ada", "hanna");
    await bot[Symbol.asyncDispose]();
    bot = await start();
    expect(await scene.type("ada", "/tank me")).toContain("@ada: your own page");
    expect(await scene.type("ada", "/tank close")).toContain("Only hanna");
    expect(await scene.type("hanna", "/tank close")).toContain("Voting is open");
  });
});

describe("R15: ballots from Slack", () => {
  const secrets = ["73.25", "41.75", "73%", "41%", "42%"];
  const openBallot = (name: string) => scene.opensForm(name, () => scene.press(name, scene.living(), "tank:vote"));
  const chances = async () => (await ballots()).map(({ shark, content }) => [shark, JSON.stringify(content)] as const);

  it("one a shark, also from two devices at once", async () => {
    await scene.until(() => scene.living()?.text.includes("voting") === true);
    await openBallot("sue");
    const form = { user: scene.person("sue"), values: { "chance:A": "41.75", fund: "A" } };
    const before = scene.answers("sue").length;
    await Promise.all([scene.slack.submit(form), scene.send("sue", "/vote A p=73.25")]);
    await scene.until(() => scene.answers("sue").length === before + 2);
    expect(await ballots()).toHaveLength(1);
    expect(await scene.type("sue", "/vote A p=73.25")).toContain("Your ballot is changed");
    expect(await scene.type("sid", "/vote none A=41.75")).toContain("Your ballot is in");
    expect(await chances()).toEqual([
      ["sid", expect.stringContaining("41.75")],
      ["sue", expect.stringContaining("73.25")],
    ]);
  });

  it("none on one's own pitch", async () => {
    expect(await scene.type("ada", "/vote A p=99")).toMatch(/^✗ .*own/);
    await openBallot("ada");
    expect(JSON.stringify(scene.slack.openView(scene.person("ada")))).not.toMatch(/chance:A|chip:A|"value":"A"/);
    expect((await ballots()).map(({ shark }) => shark)).toEqual(["sid", "sue"]);
  });

  it("none written where all can read it, and the way out is named", async () => {
    const said = await scene.answered("sam", () =>
      scene.slack.mention({ user: scene.person("sam"), channel: scene.channel, text: "/vote A p=12" }),
    );
    expect(said).toMatch(/secret.*Type \/vote instead.*delete your message/s);
    expect((await ballots()).map(({ shark }) => shark)).toEqual(["sid", "sue"]);
  });

  it("nothing that anybody else sees tells of them before the vote closes", async () => {
    const { slack } = scene;
    await scene.until(() => scene.living()?.text.includes("2 ballots are in") === true);
    await openBallot("eve");
    const asked = ["status", "scoreboard", "learned", "history", "bench", "me", "brief", "rules", "kernel", "picture"];
    for (const word of asked) await scene.type("eve", `/tank ${word}`);
    for (const words of ["/vote show", "/pitch show A", "/pitch list"]) await scene.type("eve", words);
    await scene.type("hanna", "/tank status");
    const others = ["eve", "hanna", "ada", "sam", "mallory"].map((name) => scene.person(name));
    const seen = JSON.stringify([
      scene.publicText(),
      others.map((person) => [slack.ephemerals(person), slack.directMessages(person), slack.openView(person)]),
      slack.files().map(({ name, bytes }) => [name, bytes?.toString("latin1")]),
      bot.log,
    ]).replace(/\d{10}\.\d{6}/g, "");
    for (const secret of secrets) expect(seen).not.toContain(secret);
    expect(seen).not.toMatch(/\b(sue|sid) (funds|voted)|\d+ (funds?|backs?|votes?) for/i);
    expect(seen).not.toMatch(/"level":50|command-failed|answer-lost/);
  });

  it("nor does an export, whoever asks for one", async () => {
    const { slack } = scene;
    expect(await scene.type("eve", "/tank export")).toContain("short");
    const season = () => slack.files().find(({ name }) => name.endsWith("season.json"));
    await scene.until(() => season() !== undefined);
    const text = season()?.bytes?.toString() ?? "";
    expect(text).toContain("Two strides");
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it("none after the deadline, by command or by a form that was opened before", { timeout: 120_000 }, async () => {
    await openBallot("sam");
    await scene.type("hanna", '/tank cancel reason="too long"');
    await scene.type("hanna", '/tank open kind=repair voting=0.1m title="Soon over"');
    await scene.until(() => scene.titles().length > 2 && scene.thread().length > 0);
    expect(await scene.type("ada", pitch)).toContain("Contestant A");
    expect(await scene.type("hanna", "/tank close")).toContain("Voting is open");
    await scene.until(() => scene.living()?.text.includes("voting") === true);
    await openBallot("sue");
    const closed = async () => {
      const rounds = await bot.db.selectFrom("round").select("state").orderBy("id").execute();
      expect(rounds.at(-1)?.state).not.toBe("voting");
    };
    await vi.waitFor(closed, { timeout: measuringMs, interval: 100 });
    const late = { user: scene.person("sue"), values: { "chance:A": "50", fund: "A" } };
    expect(await scene.slack.submit(late)).toMatchObject({ closed: false });
    expect(await scene.type("sid", "/vote A p=50")).toMatch(/^✗ .*not voting/);
    expect(await ballots()).toHaveLength(2);
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type FakeSlack, startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { SlackBot } from "./slack-bot.ts";

const season = fileURLToPath(new URL("../fixtures/seasons/quick-replay.yml", import.meta.url));
const problem = fileURLToPath(new URL("../../config/problems/nvfp4-group-gemm-wasm", import.meta.url));
const kernel = (name: string) => readFileSync(`${problem}/${name}.ts`);

/** Long enough for real builds and measurements on a busy machine. */
const measuringMs = 60_000;

/** Everything that anybody but its owner can read. */
const publicText = (slack: FakeSlack, channel: { readonly id: string }) =>
  JSON.stringify(slack.messages(channel).flatMap((message) => [message, ...slack.thread(channel, message.ts)]));

describe.each(["socket", "http"] as const)("a whole round in Slack, in %s mode", (mode) => {
  it("is played with forms, buttons and files, and ends with the verdicts, each once", {
    timeout: 400_000,
  }, async () => {
    await using slack = await startFakeSlack();
    const [hanna, ada, bob] = ["hanna", "ada", "bob"].map((name) => slack.addUser({ name }));
    const [sue, sid, sam] = ["sue", "sid", "sam"].map((name) => slack.addUser({ name }));
    if (!hanna || !ada || !bob || !sue || !sid || !sam) throw new Error("nobody is here");
    const channel = slack.addChannel({ name: "kernels" });
    await using bot = new SlackBot(slack, { mode, season });
    const titles = () => slack.messages(channel).map(({ text }) => text.split("\n")[0] ?? "");
    const living = () => slack.messages(channel)[0];
    const thread = () => slack.thread(channel, living()?.ts ?? "");
    const threadHas = (text: string) => thread().some((message) => message.text.includes(text));
    const lastTo = (user: typeof ada) => slack.ephemerals(user).at(-1)?.text ?? "";
    const answered = async (user: typeof ada, act: () => Promise<unknown>) => {
      const before = slack.ephemerals(user).length;
      await act();
      await slack.until(() => slack.ephemerals(user).length > before, measuringMs);
      return lastTo(user);
    };
    const shown = async (user: typeof ada, act: () => Promise<unknown>) => {
      await act();
      await slack.until(() => slack.openView(user) !== undefined, measuringMs);
    };
    const pressIn = (user: typeof ada, ts: string, actionId: string) => slack.press({ user, channel, ts, actionId });
    const replyWith = (text: string) => thread().find((message) => message.text.includes(text))?.ts ?? "";
    await bot.start();
    await answered(hanna, () =>
      slack.slash({ user: hanna, channel, command: "/tank", text: 'open title="The first"' }),
    );
    await slack.until(() => living() !== undefined, measuringMs);
    expect(titles()).toEqual([expect.stringContaining("The first")]);

    // A contestant forgets the number, and mends it in the form.
    await shown(ada, () => pressIn(ada, living()?.ts ?? "", "tank:pitch"));
    const file = slack.upload(ada, { name: "faster.ts", bytes: kernel("tma-store-epilogue") });
    const fields = { title: "Vector stores", approach: "tma-store", reason: "stores are a fifth of the time here" };
    const refused = await slack.submit({ user: ada, values: { ...fields, speedup: "a lot", files: [file] } });
    expect(refused).toMatchObject({ closed: false, errors: { speedup: expect.stringContaining("speedup can't be") } });
    const taken = await answered(ada, () => slack.submit({ user: ada, values: { speedup: "1.05" } }));
    expect(taken).toContain("Contestant A: Vector stores");
    await slack.until(() => threadHas("Contestant A: Vector stores"));

    await shown(bob, () => slack.slash({ user: bob, channel, command: "/pitch", text: "" }));
    const wild = {
      title: "Table decode",
      approach: "wild-card",
      speedup: "1.2-3",
      reason: "one load decodes 16 values",
    };
    await answered(bob, () => slack.submit({ user: bob, values: wild }));
    await answered(bob, () =>
      slack.slash({
        user: bob,
        channel,
        command: "/pitch",
        text: '"Small tiles" approach=tile-size speedup=2 reason="a small M wastes most of a tile" mma_tiler_m=64 mma_tiler_n=64',
      }),
    );
    await slack.until(() => threadHas("Contestant C: Small tiles"));

    // Asked and answered by buttons in the thread.
    await shown(sue, () => pressIn(sue, replyWith("Contestant A"), "tank:ask:A"));
    await answered(sue, () => slack.submit({ user: sue, values: { question: "Which case gains most?" } }));
    await slack.until(() => threadHas("Q1 on A"));
    await shown(ada, () => pressIn(ada, replyWith("Q1 on A"), "tank:answer:1"));
    await answered(ada, () => slack.submit({ user: ada, values: { answer: "The second one." } }));
    await slack.until(() => threadHas("The second one."));
    await shown(sid, () => pressIn(sid, replyWith("Contestant A"), "tank:proof:A"));
    await answered(sid, () => slack.submit({ user: sid }));
    await slack.until(() => threadHas("PROOF OF A, VECTOR STORES: IT HOLDS"), measuringMs);

    await answered(hanna, () => slack.slash({ user: hanna, channel, command: "/tank", text: "close" }));
    await slack.until(() => slack.messages(channel).length === 2);
    await slack.until(() => JSON.stringify(living()?.blocks).includes("tank:vote"));

    // Three ballots: by chips, by words, and by chips and a number.
    await shown(sue, () => pressIn(sue, living()?.ts ?? "", "tank:vote"));
    await slack.pressInView({ user: sue, viewId: slack.openView(sue)?.id ?? "", actionId: "chip:B:75" });
    await slack.until(() => JSON.stringify(slack.openView(sue)).includes('"style":"primary"'));
    await answered(sue, () => slack.submit({ user: sue, values: { "chance:A": "37", fund: "B" } }));
    expect(lastTo(sue)).toContain("Your ballot is in");
    await answered(sid, () => slack.slash({ user: sid, channel, command: "/vote", text: "B p=83 A=41" }));
    await shown(sam, () => slack.slash({ user: sam, channel, command: "/vote", text: "" }));
    await answered(sam, () => slack.submit({ user: sam, values: { "chance:C": "11", "chance:B": "59", fund: "B" } }));
    for (const secret of ["37%", "83%", "41%", "59%", "11%", "75%", "sue funds", "sid"]) {
      const leaks = secret === "sid" ? [] : publicText(slack, channel).includes(secret) ? [secret] : [];
      expect(leaks).toEqual([]);
    }

    await answered(hanna, () => slack.slash({ user: hanna, channel, command: "/tank", text: "close" }));
    await slack.until(() => JSON.stringify(living()?.blocks).includes("tank:code:B"), measuringMs);
    const late = slack.upload(bob, { name: "table.ts", bytes: kernel("wild-card") });
    await shown(bob, () => pressIn(bob, living()?.ts ?? "", "tank:code:B"));
    await answered(bob, () => slack.submit({ user: bob, values: { files: [late] } }));

    await slack.until(() => (living()?.text ?? "").includes("decided"), measuringMs);
    await slack.until(() => threadHas("Small tiles: COMPILE") || threadHas("COMPILE ERROR"), measuringMs);
    const told = titles();
    expect(told.filter((title) => title.includes("VERDICT ON B"))).toHaveLength(1);
    expect(told).toHaveLength(3);
    const verdict = slack.messages(channel).find(({ text }) => text.includes("VERDICT ON B"));
    const image = verdict?.blocks?.find(({ type }) => type === "image");
    expect(image).toMatchObject({ alt_text: expect.stringContaining("Table decode") });
    expect(slack.files().map(({ name }) => name)).toContainEqual(expect.stringMatching(/^run-\d+\.log\.txt$/));
    expect(bot.log).not.toMatch(/command-failed|answer-lost|"level":50/);
  });
});

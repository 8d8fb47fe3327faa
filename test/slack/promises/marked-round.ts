import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Reply, runCommand } from "../../../src/bot/commands/run-command.ts";
import { exportFiles } from "../../../src/bot/documents/export-files.ts";
import type { SourcePolicy } from "../../../src/rounds/season.ts";
import { measuringMs } from "../../chat/short-season.ts";
import { BotHere, type RunningBot } from "./bot-here.ts";
import { SlackScene, titleOf } from "./slack-scene.ts";

/** Stands in every line of every kernel of these rounds, and in nothing that people write. */
export const marker = "marker_7f3a";

const doubling = fileURLToPath(new URL("../../fixtures/problems/doubling", import.meta.url));
const signature = (more: string) =>
  `export function double(from: usize, to: usize, count: i32): void { // ${marker} ${more}`;
const loop = (body: string) =>
  `  for (let ${marker}_i = 0; ${marker}_i < count; ${marker}_i++) { ${body} } // ${marker} loop`;
const stored = (times: number) => `store<f32>(to + ${marker}_i * 4, <f32>load<u8>(from + ${marker}_i) * ${times});`;

/** Slow on purpose, so that taking the inner loop out is surely faster. */
const baseline = [
  `export const ${marker}_stride: i32 = 1; // knob: 1..2`,
  `export const ${marker}_tile: i32 = 8; // knob: locked, ${marker} reason`,
  signature("baseline"),
  loop(`for (let ${marker}_r = 0; ${marker}_r < 32; ${marker}_r++) ${stored(2)}`),
  `} // ${marker} end\n`,
].join("\n");

export const kernels = {
  broken: [signature("broken"), `  ERROR("${marker} shouts its source"); ${marker}_nowhere(to);`, `} // ${marker}\n`],
  wrong: [signature("wrong"), loop(stored(3)), `} // ${marker}\n`],
  talks: [
    signature("talks"),
    `  throw new Error("${marker} prints its own line of source"); // ${marker}`,
    `} // ${marker}\n`,
  ],
  fast: [signature("fast"), loop(stored(2)), `} // ${marker}\n`],
} as const;

export interface MarkedRound extends AsyncDisposable {
  readonly scene: SlackScene;
  readonly bot: RunningBot;
  /** Cards and facts that were answered, by the command. */
  readonly answers: ReadonlyMap<string, Reply>;
  /** All that left the bot, by where it went. */
  readonly left: () => ReturnType<typeof allThatLeft>;
}

/** A whole round on Slack with a compile error, a wrong result, a kernel that prints itself, and one that is promoted. */
export async function playMarkedRound(source: SourcePolicy): Promise<MarkedRound> {
  const scene = await SlackScene.open();
  const problem = join(scene.folder, "marked");
  cpSync(doubling, problem, { recursive: true });
  writeFileSync(join(problem, "baseline.as"), baseline);
  scene.settings = { problem, rules: { source } };
  const bot = await BotHere.start(scene);
  const answers = new Map<string, Reply>();
  const say = async (by: string, text: string, kernel?: keyof typeof kernels) => {
    const files = kernel ? [{ name: `${kernel}.ts`, bytes: Buffer.from(kernels[kernel].join("\n")) }] : [];
    const reply = await runCommand(bot.tank.open.tank, { by, text, files, readFile: () => null });
    answers.set(text, reply);
    await bot.tank.open.deliver();
    return reply;
  };
  await scene.type("hanna", '/tank open vote=off title="Marked"');
  await scene.until(() => scene.thread().length > 0);
  await bot.tank.open.idle();
  for (const kernel of ["broken", "wrong", "talks", "fast"] as const) {
    await say(`author-${kernel}`, `/pitch "The ${kernel} one" approach=wild-card speedup=1.5 reason="7 loads"`, kernel);
  }
  await say("ada", "/tank proof A");
  await bot.tank.open.idle();
  for (const line of [...refusedLines, vague]) await say("mia", line);
  await say("mia", "/tank measure", "broken");
  await bot.tank.open.idle();
  await say("mia", "/tank measure");
  await scene.type("hanna", "/tank close");
  await scene.until(
    () => scene.slack.messages(scene.channel).some((each) => titleOf(each).includes("D, THE FAST ONE: FASTER")),
    measuringMs,
  );
  await bot.tank.open.idle();
  for (const line of read) await say("mia", line);
  for (const line of ["/tank kernel", "/pitch show 1A", "/tank export", "/tank rules"]) await scene.type("sue", line);
  return {
    scene,
    bot,
    answers,
    left: () => allThatLeft(scene, bot, answers),
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await scene[Symbol.asyncDispose]();
    },
  };
}

/** Refusals that could quote a kernel. */
export const refusedLines = ['/pitch "Knobs" approach=wild-card speedup=1.5 nothing=3', "/tank measure tile=9"];

/** Taken, with advice that could name a knob. */
const vague = '/pitch "Vague" approach=wild-card speedup=1.5 reason="industry standard"';

const read = [
  "/tank kernel",
  "/pitch show 1A",
  "/pitch show 1D",
  "/pitch list",
  "/pitch template",
  "/pitch template format=markdown",
  "/tank brief",
  "/tank rules",
  "/tank learned",
  "/tank history",
  "/tank history round=1",
  "/tank status",
  "/tank me",
  "/tank picture",
  "/tank export",
  "/tank export round=1",
  "/tank help pitch",
];

async function allThatLeft(scene: SlackScene, bot: RunningBot, answers: ReadonlyMap<string, Reply>) {
  const { slack } = scene;
  const people = ["hanna", "sue", "ada", "mia"].map((name) => scene.person(name));
  const { game, season } = bot.tank.open.tank;
  const exported = async (isPrivate: boolean) =>
    textOf((await exportFiles(game, { season, round: null, private: isPrivate })).files);
  const replies = [...answers].map(
    ([line, reply]) => `${line}\n${JSON.stringify(reply)}${reply.ok ? textOf(reply.files ?? []) : ""}`,
  );
  return {
    channel: scene.publicText(),
    answers: replies.join("\n"),
    alone: JSON.stringify(people.map((who) => [slack.ephemerals(who), slack.directMessages(who), slack.openView(who)])),
    files: slack
      .files()
      .map(({ name, bytes }) => `${name}\n${bytes?.toString("latin1") ?? ""}`)
      .join("\n"),
    log: bot.log,
    export: await exported(false),
    privateExport: await exported(true),
  };
}

function textOf(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): string {
  return files.map(({ name, bytes }) => `${name}\n${Buffer.from(bytes).toString("latin1")}`).join("\n");
}

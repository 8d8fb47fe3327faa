import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refFor, refOf } from "../../../src/bot/discord/messages/ref.ts";
import { measuringMs, writeShortSeason } from "../../chat/short-season.ts";
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import type { SlashCommand } from "../../fakes/discord/people/slash.ts";
import type { ShownMessage } from "../../fakes/discord/shown.ts";
import { textOf, titleOf } from "../looks.ts";

type Options = NonNullable<SlashCommand["options"]>;
type Files = NonNullable<SlashCommand["files"]>;
type Act = () => Promise<{ readonly interactionId: string }>;

/** A killed PostgreSQL leaves gaps in what it numbers, so that the second round may be the 34th. */
const roundIds = Array.from({ length: 200 }, (_, index) => index + 1);
const refsOf = (what: string) => roundIds.map((id) => refFor(`round:${id}:${what}`));
/** The references of the messages that rounds live in. */
const roundRefs = refsOf("opened");
const decidedRefs = refsOf("decided");

/** A Discord with a channel, the people that a test names, and the file of a season whose rounds take seconds. */
export class DiscordScene implements AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly guild: { readonly id: string };
  readonly channel: { readonly id: string; readonly name: string };
  readonly folder = mkdtempSync(join(tmpdir(), "tank-promises-"));
  readonly #people = new Map<string, { readonly id: string }>();

  private constructor(discord: FakeDiscord) {
    this.discord = discord;
    this.guild = discord.addGuild();
    this.channel = discord.addChannel({ name: "kernels" });
  }

  static async open(options: FakeDiscordOptions = {}): Promise<DiscordScene> {
    return new DiscordScene(await startFakeDiscord(options));
  }

  /** The path of a season's file. */
  get season(): string {
    return writeShortSeason(this.folder);
  }

  /** Somebody of this name; they join when they are first named. */
  person(name: string): { readonly id: string } {
    const person = this.#people.get(name) ?? this.discord.addUser({ name });
    this.#people.set(name, person);
    return person;
  }

  /** Types a command, and returns the answer's text. */
  async type(name: string, path: string, options: Options = {}, files: Files = {}): Promise<string> {
    return this.answered(() => this.send(name, path, options, files));
  }

  /** Types a command, and waits for no more than the first sign of life. */
  async send(name: string, path: string, options: Options = {}, files: Files = {}) {
    const at = { user: this.person(name), channel: this.channel };
    return this.discord.slash({ ...at, path: path.split(" "), options, files });
  }

  /** Does something that is answered to this person alone, and returns the answer's text. */
  async answered(act: Act): Promise<string> {
    return textOf(await this.answer(act));
  }

  async answer(act: Act): Promise<ShownMessage> {
    const interaction = await act();
    const shown = () => this.discord.answerTo(interaction);
    await this.until(() => shown() !== undefined && shown()?.isLoading === false);
    const answer = shown();
    if (answer === undefined) throw new Error("the answer is gone");
    return answer;
  }

  /** What this person alone was told, the oldest first. */
  answers(name: string): readonly string[] {
    const told = this.discord.ephemerals(this.person(name));
    return told.filter(({ isLoading }) => !isLoading).map(textOf);
  }

  async press(name: string, message: ShownMessage | undefined, customId: string | RegExp) {
    const found = message?.customIds.find((id) => (typeof customId === "string" ? id === customId : customId.test(id)));
    if (message === undefined || found === undefined) throw new Error(`there is no message with ${customId}`);
    return this.discord.press({ user: this.person(name), message, customId: found });
  }

  /** First lines of what stands in the channel. */
  titles(): readonly string[] {
    return this.discord.messages(this.channel).map(titleOf);
  }

  /** The messages that rounds live in. */
  rounds(): readonly ShownMessage[] {
    return this.discord.messages(this.channel).filter((message) => roundRefs.includes(refOf(message) ?? ""));
  }

  /** The message of the latest round, which is edited as it moves. */
  living(): ShownMessage | undefined {
    return this.rounds().at(-1);
  }

  /** Whether a round's debrief was posted. */
  isDebriefed(): boolean {
    return this.refs().some((ref) => decidedRefs.includes(ref));
  }

  /** Whether the latest round's message says this. */
  lives(text: string): boolean {
    const living = this.living();
    return living !== undefined && textOf(living).includes(text);
  }

  thread(): readonly ShownMessage[] {
    return this.#below(this.living());
  }

  /** The first message in the round's thread that says this. */
  reply(text: string): ShownMessage | undefined {
    return this.thread().find((message) => textOf(message).includes(text));
  }

  async until(condition: () => boolean, limitMs = measuringMs): Promise<void> {
    await this.discord.until(condition, limitMs);
  }

  /** Everything that more than its addressee can read, in the channel and its threads. */
  public(): readonly ShownMessage[] {
    return this.discord.messages(this.channel).flatMap((message) => [message, ...this.#below(message)]);
  }

  /** The references of all that stands in public. */
  refs(): readonly string[] {
    return this.public().flatMap((message) => refOf(message) ?? []);
  }

  #below(message: ShownMessage | undefined): readonly ShownMessage[] {
    const thread = message && this.discord.threadOf(message);
    return thread === undefined ? [] : this.discord.messages(thread);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.discord[Symbol.asyncDispose]();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}

/** A pitch that holds, for `/pitch`. */
export const twoStrides = {
  title: "Two strides",
  approach: "wild-card",
  reason: "all 7 values are right with a stride of 2",
  knobs: "stride=2",
};

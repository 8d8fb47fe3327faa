import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measuringMs, type ShortSeason, writeShortSeason } from "../../chat/short-season.ts";
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { Message, Person } from "../../fakes/slack/workspace.ts";

/** A Slack with a channel, the people that a test names, and the file of a season whose rounds take seconds. */
export class SlackScene implements AsyncDisposable {
  readonly slack: FakeSlack;
  readonly channel: { readonly id: string; readonly name: string };
  readonly folder = mkdtempSync(join(tmpdir(), "tank-promises-"));
  /** What its season has instead of the usual. */
  settings: ShortSeason = {};
  readonly #people = new Map<string, Person>();

  private constructor(slack: FakeSlack) {
    this.slack = slack;
    this.channel = slack.addChannel({ name: "kernels" });
  }

  static async open(options: FakeSlackOptions = {}): Promise<SlackScene> {
    return new SlackScene(await startFakeSlack(options));
  }

  /** The path of a season's file. */
  get season(): string {
    return writeShortSeason(this.folder, this.settings);
  }

  /** Somebody of this name; they join when they are first named. */
  person(name: string): Person {
    const person = this.#people.get(name) ?? this.slack.addUser({ name });
    this.#people.set(name, person);
    return person;
  }

  /** Types a command with its slash, and returns the answer's text. */
  async type(name: string, line: string): Promise<string> {
    return this.answered(name, () => this.send(name, line));
  }

  /** Types a command, and waits for no answer. */
  async send(name: string, line: string): Promise<void> {
    const [command = "", ...words] = line.split(" ");
    await this.slack.slash({ user: this.person(name), channel: this.channel, command, text: words.join(" ") });
  }

  /** Does something that is answered to this person alone, and returns the answer's text. */
  async answered(name: string, act: () => Promise<unknown>): Promise<string> {
    const person = this.person(name);
    const before = this.answers(name).length;
    await act();
    await this.slack.until(() => this.slack.ephemerals(person).length > before, measuringMs);
    return this.answers(name)[before] ?? "";
  }

  /** What this person alone was told, the oldest first. */
  answers(name: string): readonly string[] {
    return this.slack.ephemerals(this.person(name)).map(({ text }) => text);
  }

  /** Does something that opens a form on this person's screen. */
  async opensForm(name: string, act: () => Promise<unknown>): Promise<void> {
    const person = this.person(name);
    const before = this.slack.openView(person)?.id;
    await act();
    await this.slack.until(() => ![undefined, before].includes(this.slack.openView(person)?.id), measuringMs);
  }

  async press(name: string, message: Pick<Message, "ts"> | undefined, actionId: string): Promise<void> {
    if (message === undefined) throw new Error(`there is no message with ${actionId}`);
    await this.slack.press({ user: this.person(name), channel: this.channel, ts: message.ts, actionId });
  }

  /** First lines of what stands in the channel. */
  titles(): readonly string[] {
    return this.slack.messages(this.channel).map(titleOf);
  }

  /** The message of the latest round, which is edited as it moves. */
  living(): Message | undefined {
    return this.slack.messages(this.channel).findLast(({ metadata }) => /:opened$/.test(keyOf(metadata)));
  }

  thread(): readonly Message[] {
    const living = this.living();
    return living === undefined ? [] : this.slack.thread(this.channel, living.ts);
  }

  /** The first reply in the round's thread that says this. */
  reply(text: string): Message | undefined {
    return this.thread().find((message) => message.text.includes(text));
  }

  async until(condition: () => boolean, limitMs = measuringMs): Promise<void> {
    await this.slack.until(condition, limitMs);
  }

  /** Everything that more than its addressee can read, as Slack keeps it. */
  publicText(): string {
    const all = this.slack.messages(this.channel);
    return JSON.stringify(all.flatMap((message) => [message, ...this.slack.thread(this.channel, message.ts)]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.slack[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function titleOf({ text }: Pick<Message, "text">): string {
  return text.split("\n")[0] ?? "";
}

/** The key under which the bot posted a message; empty for anybody else's. */
export function keyOf(metadata: unknown): string {
  const key = /"key":"([^"]*)"/.exec(JSON.stringify(metadata ?? null))?.[1];
  return key ?? "";
}

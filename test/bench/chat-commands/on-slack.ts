import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { type BenchChat, longestMs } from "./chat.ts";

/** Slack over Socket Mode, from a person's Enter to the answer on their screen. */
export async function onSlack(people: number): Promise<BenchChat> {
  const slack = await startFakeSlack({ ackWithinMs: longestMs });
  const channel = slack.addChannel({ name: "kernels" });
  const users = Array.from({ length: people }, (_, index) => slack.addUser({ name: `shark-${index}` }));
  const { botToken, appToken, apiUrl } = slack;
  return {
    settings: { slack: { botToken, appToken, apiUrl, channel: channel.id } },
    listened: () => slack.until(() => slack.openSockets() === 1, longestMs),
    async type(person, text) {
      const user = users[person];
      if (user === undefined) throw new RangeError(`there is no person ${person}`);
      const before = slack.ephemerals(user).length;
      const [command = "", ...words] = text.split(" ");
      await slack.slash({ user, channel, command, text: words.join(" ") });
      await slack.until(() => slack.ephemerals(user).length > before, longestMs);
    },
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}

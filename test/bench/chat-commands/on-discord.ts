import { startFakeDiscord } from "../../fakes/discord/fake-discord.ts";
import { type BenchChat, longestMs } from "./chat.ts";

/** Discord over its gateway, from a person's Enter to the answer in place of the promised one. */
export async function onDiscord(people: number): Promise<BenchChat> {
  const discord = await startFakeDiscord({ answerWithinMs: longestMs });
  discord.addGuild();
  const channel = discord.addChannel({ name: "kernels" });
  const users = Array.from({ length: people }, (_, index) => discord.addUser({ name: `shark-${index}` }));
  const { token, apiUrl } = discord;
  return {
    settings: { discord: { token, apiUrl, channel: channel.id } },
    listened: () => discord.until(() => discord.openSockets() === 1 && discord.identifies() === 1, longestMs),
    async type(person, text) {
      const user = users[person];
      if (user === undefined) throw new RangeError(`there is no person ${person}`);
      const { path, options } = asTyped(text);
      const asked = await discord.slash({ user, channel, path, options });
      await discord.until(() => discord.answerTo(asked)?.isLoading === false, longestMs);
    },
    [Symbol.asyncDispose]: () => discord[Symbol.asyncDispose](),
  };
}

/** `/vote A p=70` as it is chosen on Discord: a path, and options by name. */
function asTyped(text: string): { readonly path: string[]; readonly options: Record<string, string> } {
  const [name = "", ...words] = text.slice(1).split(" ");
  if (name !== "vote") return { path: [...(name === "pitch" ? ["tank", "pitch"] : [name]), ...words], options: {} };
  const [pitch = "", ...rest] = words;
  const [key = "", value = ""] = (rest[0] ?? "").split("=");
  return { path: ["vote"], options: { pitch, ...(key === "p" ? { p: value } : { others: `${key}=${value}` }) } };
}

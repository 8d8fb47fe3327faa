import { BotProcess } from "../bot-process.ts";
import type { FakeDiscord } from "../fakes/discord/fake-discord.ts";

type Variables = Readonly<Record<string, string>>;

/** The secrets with which a bot reaches the fake. */
export function discordSecrets({ token, apiUrl }: FakeDiscord): Variables {
  return { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl };
}

/** The bot as a process of its own on Discord. */
export class DiscordBot extends BotProcess {
  readonly #discord: FakeDiscord;

  constructor(discord: FakeDiscord, { season, config }: { season?: string; config?: string } = {}) {
    const where = { ...(season !== undefined && { season }), ...(config !== undefined && { config }) };
    super({ ready: "Ctrl-C stops.", ...where });
    this.#discord = discord;
  }

  /** Starts it with the fake's own secrets, but for those that are named. */
  override async start(variables: Variables = {}): Promise<void> {
    await super.start({ ...discordSecrets(this.#discord), ...variables });
  }

  override async ends(variables: Variables): Promise<number | null> {
    return super.ends({ ...discordSecrets(this.#discord), ...variables });
  }
}

import type { WebClient } from "@slack/web-api";
import { createEmulator } from "emulate";
import { startFakeSlack } from "./fake-slack.ts";
import { startRecordingApp } from "./recording-app.ts";
import { webClientOf } from "./web-client.ts";
import { everyScope } from "./workspace.ts";

/** One Slack, ours or the independent one, with the same people and channels. */
export interface Side extends AsyncDisposable {
  readonly web: WebClient;
  readonly ada: string;
  readonly kernels: string;
  /** The bot was there and has left. */
  readonly left: string;
  readonly archived: string;
  /** A client whose token may post and nothing else. */
  readonly poster: WebClient;
  trigger(): Promise<string>;
}

export async function ourSide(): Promise<Side> {
  const slack = await startFakeSlack();
  const narrow = await startFakeSlack({ scopes: ["chat:write"] });
  const app = await startRecordingApp(slack);
  const ada = slack.addUser({ name: "ada" });
  const kernels = slack.addChannel({ name: "kernels" });
  return {
    web: webClientOf(slack.apiUrl, slack.botToken),
    poster: webClientOf(narrow.apiUrl, narrow.botToken),
    ada: ada.id,
    kernels: kernels.id,
    left: slack.addChannel({ name: "left", botIsMember: false }).id,
    archived: slack.addChannel({ name: "old", archived: true }).id,
    trigger: () => app.trigger(ada, kernels),
    async [Symbol.asyncDispose]() {
      for (const part of [app, slack, narrow]) await part[Symbol.asyncDispose]();
    },
  };
}

export async function theirSide(): Promise<Side> {
  const bot = { type: "bot", user: "bot" };
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        users: [{ name: "bot" }, { name: "ada" }],
        channels: [{ name: "kernels" }, { name: "left" }, { name: "old" }],
        tokens: [
          { ...bot, token: "xoxb-all", scopes: [...everyScope, "channels:manage"] },
          { ...bot, token: "xoxb-poster", scopes: ["chat:write"] },
        ],
      },
    },
  });
  const apiUrl = `${emulator.url}/api/`;
  const web = webClientOf(apiUrl, "xoxb-all");
  const { channels = [] } = await web.conversations.list();
  const channel = (name: string) => channels.find((one) => one.name === name)?.id ?? "";
  const { members = [] } = await web.users.list({});
  const ada = members.find(({ name }) => name === "ada")?.id ?? "";
  await web.conversations.leave({ channel: channel("left") });
  await web.conversations.archive({ channel: channel("old") });
  return {
    web,
    poster: webClientOf(apiUrl, "xoxb-poster"),
    ada,
    kernels: channel("kernels"),
    left: channel("left"),
    archived: channel("old"),
    async trigger() {
      return String(Object(await web.apiCall("views.generateTriggerId", { user_id: ada })).trigger_id);
    },
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

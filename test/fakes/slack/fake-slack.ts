import type { AddressInfo } from "node:net";
import { type Call, describeCalls } from "./call-log.ts";
import { type Acknowledgement, type Delivery, slackWaitsMs } from "./delivery/delivery.ts";
import { createPost, type Target } from "./delivery/post.ts";
import { createSocketMode } from "./delivery/socket-mode.ts";
import { createFaults, type Faults } from "./faults.ts";
import { listen } from "./http/server.ts";
import { createLooking, type Looking } from "./looking.ts";
import { chatMethods } from "./methods/chat.ts";
import { connectionMethods } from "./methods/connections.ts";
import { conversationMethods } from "./methods/conversations.ts";
import { fileMethods } from "./methods/files.ts";
import { identityMethods } from "./methods/identity.ts";
import { viewMethods } from "./methods/views.ts";
import { type Mention, type Mentioned, mention } from "./people/mention.ts";
import { type Press, type PressInView, pressInMessage, pressInView } from "./people/press.ts";
import type { Ref, Scene } from "./people/scene.ts";
import { type SlashCommand, typeCommand } from "./people/slash.ts";
import { closeView, type Submission, type Submitted, submit } from "./people/submit.ts";
import { createResponseUrls } from "./response-urls.ts";
import { createSetting, type Setting } from "./setting.ts";
import { createTriggers } from "./triggers.ts";
import { createViewStacks } from "./view-stacks.ts";
import { createWaiting, type Waiting } from "./waiting.ts";
import { createWorkspace, everyScope, type Workspace } from "./workspace.ts";

type Identity = Pick<Workspace, "botToken" | "appToken" | "signingSecret" | "botUserId" | "botId" | "teamId" | "appId">;

/** A Slack on loopback: it refuses what Slack refuses, and people in it do what a test says. */
export interface FakeSlack
  extends Identity,
    Setting,
    Looking,
    Pick<Faults, "failNext">,
    Pick<Waiting, "until">,
    AsyncDisposable {
  /** For `slackApiUrl`; ends in a slash. */
  readonly apiUrl: string;
  /** Every request of the app, the oldest first. */
  readonly calls: readonly Call[];
  /** Where deliveries go from now on: over the app's own sockets (so it starts), or signed to an address. */
  deliverTo(target: Target): void;
  slash(command: SlashCommand): Promise<Acknowledgement>;
  mention(mention: Mention): Promise<Mentioned>;
  /** Delivers the latest event again, as Slack does when it missed the acknowledgement. */
  redeliver(times?: number, reason?: string): Promise<readonly Acknowledgement[]>;
  press(press: Press): Promise<Acknowledgement>;
  pressInView(press: PressInView): Promise<Acknowledgement>;
  submit(submission: Submission): Promise<Submitted>;
  closeView(of: { readonly user: Ref }): Promise<void>;
  /** Open sockets of the app that take deliveries. */
  openSockets(): number;
  /** Ends every socket without a word. */
  cutSocket(): void;
  /** Asks the app to open new sockets, as Slack does every few hours. */
  refreshSockets(): void;
  /** Makes apps.connections.open fail, or work again. */
  refuseSockets(refused: boolean): void;
  /** Makes triggers and response addresses older, as waiting would. */
  letTimePass(ms: number): void;
}

export interface FakeSlackOptions {
  /** What the installation granted to the bot; everything that the app asks for, if left out. */
  readonly scopes?: readonly string[];
  /** How long Slack waits for an acknowledgement: three seconds, unless a test must see it run out sooner. */
  readonly ackWithinMs?: number;
}

export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { scopes = everyScope, ackWithinMs = slackWaitsMs } = options;
  const slack = createWorkspace(scopes);
  const calls: Call[] = [];
  const waiting = createWaiting(() => describeCalls(calls));
  const views = createViewStacks(slack);
  const faults = createFaults();
  const sockets = createSocketMode(slack, ackWithinMs, waiting.changed);
  let isRefusing = false;
  let latestEvent: Delivery | undefined;

  const post = createPost(slack, sockets, ackWithinMs, waiting.changed);
  const stage = { slack, views, triggers: createTriggers(slack), responseUrls: createResponseUrls(slack) };
  const scene: Scene = { ...stage, deliver: post.deliver };
  const server = await listen({
    scene,
    faults,
    methods: {
      ...identityMethods,
      ...chatMethods,
      ...conversationMethods,
      ...viewMethods,
      ...fileMethods,
      ...connectionMethods(sockets, () => isRefusing),
    },
    log(call) {
      calls.push({ ...call, at: new Date() });
      waiting.changed();
    },
  });
  server.on("upgrade", sockets.upgrade);
  slack.origin = `http://127.0.0.1:${portOf(server.address())}`;

  const act = async <Outcome>(outcome: Promise<Outcome>): Promise<Outcome> => {
    try {
      return await outcome;
    } finally {
      waiting.changed();
    }
  };
  const { botToken, appToken, signingSecret, botUserId, botId, teamId, appId } = slack;

  return {
    ...{ botToken, appToken, signingSecret, botUserId, botId, teamId, appId },
    ...createSetting(slack),
    ...createLooking(slack, views),
    apiUrl: `${slack.origin}/api/`,
    calls,
    failNext: faults.failNext,
    until: waiting.until,
    deliverTo: post.deliverTo,
    slash: (command) => act(typeCommand(scene, command)),
    mention: (spoken) =>
      act(
        mention(scene, spoken, (delivery) => {
          latestEvent = delivery;
        }),
      ),
    async redeliver(times = 1, reason = "timeout") {
      if (latestEvent === undefined) throw new Error("No event has been delivered yet.");
      const event = latestEvent;
      const attempts = Array.from({ length: times }, (_, n) => ({ ...event, retry: { attempt: n + 1, reason } }));
      return act(Promise.all(attempts.map(post.deliver)));
    },
    press: (press) => act(pressInMessage(scene, press)),
    pressInView: (press) => act(pressInView(scene, press)),
    submit: (submission) => act(submit(scene, submission)),
    closeView: (of) => act(closeView(scene, of)),
    openSockets: sockets.openCount,
    cutSocket: sockets.cut,
    refreshSockets: sockets.refresh,
    refuseSockets(refused) {
      isRefusing = refused;
    },
    letTimePass: slack.clock.advance,
    async [Symbol.asyncDispose]() {
      await sockets.close();
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
    },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The fake Slack does not listen.");
  return address.port;
}

import type { AddressInfo } from "node:net";
import { createWaiting, type Waiting } from "../slack/waiting.ts";
import { type Call, describeCalls } from "./call-log.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import { type Answered, createInteractions, discordWaitsMs } from "./interactions.ts";
import { createLooking, type Looking } from "./looking.ts";
import { createModals } from "./modals.ts";
import { createNonces } from "./nonces.ts";
import { deliver } from "./people/act.ts";
import { type Press, press, type Selection, select } from "./people/press.ts";
import { idOf } from "./people/scene.ts";
import { autocomplete, type SlashCommand, slash, type Typing } from "./people/slash.ts";
import { type Submission, submitModal } from "./people/submit-modal.ts";
import { discordsDocument, type Exchange } from "./rest/openapi.ts";
import { routeName, type Stage } from "./rest/route.ts";
import { cdnRoute, listen } from "./rest/server.ts";
import { allRoutes } from "./routes/all-routes.ts";
import { createSetting, type Setting } from "./setting.ts";
import { createWorld } from "./world.ts";

type Connections = Pick<
  Gateway,
  | "openSockets"
  | "identifies"
  | "resumes"
  | "closes"
  | "askToReconnect"
  | "invalidate"
  | "forgetSessions"
  | "refuseIdentify"
>;

/** A Discord on loopback: it refuses what Discord refuses, and people in it do what a test says. */
export interface FakeDiscord
  extends Setting,
    Looking,
    Connections,
    Pick<Faults, "failNext">,
    Pick<Waiting, "until">,
    AsyncDisposable {
  /** For discord.js's `rest.api`; without the version and without a slash at its end. */
  readonly apiUrl: string;
  readonly token: string;
  readonly appId: string;
  readonly botId: string;
  /** Every request of the bot, the oldest first. */
  readonly calls: readonly Call[];
  /** Answers of 401, 403 and 429: ten thousand of them in ten minutes ban an address. */
  invalidRequests(): number;
  /** Each resolves with the bot's first answer, and rejects with `DidNotRespond` when none comes in three seconds. */
  slash(command: SlashCommand): Promise<Answered>;
  press(press: Press): Promise<Answered>;
  select(selection: Selection): Promise<Answered>;
  /** Sends the modal on this person's screen; it closes when the bot has answered. */
  submitModal(submission: Submission): Promise<Answered>;
  autocomplete(typing: Typing): Promise<readonly { readonly name: string; readonly value: string | number }[]>;
  /** Delivers an interaction again, under its own id and token. */
  repeat(interaction: { readonly interactionId: string }, times?: number): void;
  /** Ends every socket without a word. */
  cutSockets(): void;
  /** Closes every socket with this code. */
  closeSockets(code: number): void;
  /** Refuses new sockets, or lets them in again. */
  shutGateway(isShut: boolean): void;
  /** Answers no heartbeat, or answers them again. */
  deafenGateway(isDeaf: boolean): void;
  /** Makes interactions, their tokens, nonces and addresses of files older, as waiting would. */
  letTimePass(ms: number): void;
  /** What the fake took against Discord's own document, and its own bugs; thrown at its end unless it is empty. */
  violations(): readonly string[];
}

export interface FakeDiscordOptions {
  /** How long Discord waits for a first answer: three seconds, unless a test must see it run out sooner. */
  readonly answerWithinMs?: number;
  /** Discord's is about 41 seconds; a short one shows a dead connection sooner. */
  readonly heartbeatIntervalMs?: number;
  /** The privileged intents that the app has been granted: none. */
  readonly grantedIntents?: number;
}

export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const { answerWithinMs = discordWaitsMs, heartbeatIntervalMs = 41_250, grantedIntents = 0 } = options;
  const world = createWorld();
  const calls: Call[] = [];
  const violations: string[] = [];
  const exchanges: Exchange[] = [];
  const waiting = createWaiting(() => [describeCalls(calls), ...violations].join("\n"));
  const gateway = createGateway(world, { heartbeatIntervalMs, grantedIntents }, waiting.changed);
  const interactions = createInteractions(world.clock, answerWithinMs, waiting.changed);
  const modals = createModals();
  const stage: Stage = { world, gateway, interactions, nonces: createNonces(world.clock), showModal: modals.show };
  const faults = createFaults(new Set([...allRoutes.map(routeName), cdnRoute]));
  const server = await listen({
    stage,
    routes: allRoutes,
    faults,
    log(call) {
      calls.push({ ...call, at: new Date() });
      waiting.changed();
    },
    violation: (text) => violations.push(text),
    exchanged: (exchange) => exchanges.push(exchange),
  });
  server.on("upgrade", gateway.upgrade);
  world.origin = `http://127.0.0.1:${portOf(server.address())}`;

  // Held against the document at the end: its schemas are large, and a bot's answers are timed.
  const lookForViolations = () => {
    violations.push(...new Set(exchanges.splice(0).flatMap(discordsDocument().violations)));
    return violations;
  };

  const act = async <Outcome>(outcome: Promise<Outcome>): Promise<Outcome> => {
    try {
      return await outcome;
    } finally {
      waiting.changed();
    }
  };

  return {
    ...createSetting(stage),
    ...createLooking(world, interactions, modals),
    ...deeds(stage, act),
    apiUrl: `${world.origin}/api`,
    token: world.token,
    appId: world.appId,
    botId: world.botId,
    calls,
    invalidRequests: () => calls.filter(({ status }) => [401, 403, 429].includes(status)).length,
    failNext: faults.failNext,
    until: waiting.until,
    async submitModal(submission) {
      const modal = modals.open(
        idOf(submission.user),
        submission.modal === undefined ? undefined : idOf(submission.modal),
      );
      const answered = await act(submitModal(stage, modal, submission));
      modals.close(modal);
      waiting.changed();
      return answered;
    },
    ...pickConnections(gateway),
    cutSockets: gateway.cut,
    closeSockets: gateway.closeAll,
    shutGateway: gateway.shut,
    deafenGateway: gateway.deafen,
    letTimePass(ms) {
      world.clock.advance(ms);
      interactions.expire();
    },
    violations: lookForViolations,
    async [Symbol.asyncDispose]() {
      await gateway.close();
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
      const found = lookForViolations();
      if (found.length > 0) throw new Error(`The fake Discord took what it should not:\n${found.join("\n")}`);
    },
  };
}

type Act = <Outcome>(outcome: Promise<Outcome>) => Promise<Outcome>;

const deeds = (stage: Stage, act: Act) => ({
  slash: async (command: SlashCommand) => act(slash(stage, command)),
  press: async (pressed: Press) => act(press(stage, pressed)),
  select: async (selection: Selection) => act(select(stage, selection)),
  autocomplete: async (typing: Typing) => act(autocomplete(stage, typing)),
  repeat({ interactionId }: { readonly interactionId: string }, times = 1) {
    const interaction = stage.interactions.byId(interactionId);
    if (interaction === undefined) throw new Error(`There is no interaction ${interactionId}.`);
    for (let turn = 0; turn < times; turn += 1) deliver(stage, interaction);
  },
});

function pickConnections(gateway: Gateway): Connections {
  const { openSockets, identifies, resumes, closes, askToReconnect, invalidate, forgetSessions, refuseIdentify } =
    gateway;
  return { openSockets, identifies, resumes, closes, askToReconnect, invalidate, forgetSessions, refuseIdentify };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The fake Discord does not listen.");
  return address.port;
}

import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Agent } from "./agent.ts";
import { Anything, Standing, Token } from "./facts.ts";
import { OwnTank } from "./own-tank.ts";
import {
  answerHonestly,
  askForEvidence,
  type Strategy,
  sendAKernel,
  turnAKnob,
  voteByBaseRate,
  voteForTheCode,
  voteForTheModest,
} from "./strategies.ts";

const usage = `Usage: npm run example [-- --rounds 3]

Two contestants and three sharks, all of them programs, play rounds on a bot of their own: real builds, real times,
no model, no token of anybody's. docs/agents.md says how a model takes their place.

  --rounds N   how many rounds (default: 1)
  --help       this text
`;

const contestants = [
  { owner: "ada", agent: "turner", pitch: turnAKnob },
  { owner: "bob", agent: "writer", pitch: sendAKernel },
];
const sharks = [
  { owner: "sam", agent: "skeptic", vote: voteByBaseRate },
  { owner: "sue", agent: "pragmatist", vote: voteForTheModest },
  { owner: "sid", agent: "theorist", vote: voteForTheCode },
];

export async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { rounds: { type: "string", default: "1" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  await using tank = await OwnTank.start("practice");
  await using parts = new AsyncDisposableStack();
  const join = async (owner: string, options: string): Promise<Agent> => {
    // Each owner asks for their agent's token, as they would in the chat: it is shown this once.
    const { secret, player } = await tank.say(owner, `/tank token ${options}`, Token);
    return parts.use(await Agent.connect(player, tank.url, secret));
  };
  // A person's own token, for what only a host may: no agent hosts.
  const host = await join("hanna", "roles=host");
  const players = new Map<string, Agent>();
  for (const { owner, agent } of [...contestants, ...sharks]) players.set(agent, await join(owner, agent));
  const all = async (strategies: readonly (readonly [string, Strategy])[]) => {
    for (const [name, strategy] of strategies) await strategy(playerOf(players, name));
  };
  for (let round = 1; round <= Number(values.rounds); round++) {
    await host.facts(Anything, "tank_open", { title: `Agents, round ${round}` });
    await until("pitching", host);
    await all(contestants.map(({ agent, pitch }) => [agent, pitch]));
    await all([["skeptic", askForEvidence], ...contestants.map(({ agent }) => [agent, answerHonestly] as const)]);
    await host.facts(Anything, "tank_close");
    await all(sharks.map(({ agent, vote }) => [agent, vote]));
    await host.facts(Anything, "tank_close");
    await until("decided", host);
    say(await tank.show(`/tank history ${round}`));
  }
  say(await tank.show("/tank scoreboard"));
  return 0;
}

function playerOf(players: ReadonlyMap<string, Agent>, name: string): Agent {
  const player = players.get(name);
  if (player === undefined) throw new Error(`nobody is called ${name}`);
  return player;
}

/** Asks until the round stands there; with GET /api/events (docs/events.md) nobody would have to. */
async function until(state: string, host: Agent): Promise<void> {
  for (;;) {
    const { round } = await host.facts(Standing, "tank_status");
    if (round.state === state) return;
    if (round.state === "needs-host") {
      await host.facts(Anything, "tank_decide", { promote: "none", reason: "The example's host is careful." });
    }
    await pause(500);
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

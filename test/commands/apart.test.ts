import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderCard } from "../../src/bot/terminal/render-card.ts";
import { archiveSeason } from "../../src/rounds/archive/archive-season.ts";
import { closeVoting } from "../../src/rounds/play/move-round.ts";
import { openTable, type TestTable } from "./table.ts";

let table: TestTable;

async function told(by: string, text: string) {
  const reply = await table.say(by, text);
  if (!reply.ok) throw new Error(`${text}: ${reply.error.message}`);
  return {
    facts: JSON.parse(JSON.stringify(reply.facts)),
    card: renderCard(reply.card, { width: 100, colours: false }),
    files: (reply.files ?? []).map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) })),
  };
}

/** A decided round in which `votes` were cast. */
async function play(votes: readonly (readonly [shark: string, vote: string])[]): Promise<void> {
  await table.voting();
  for (const [shark, vote] of votes) await told(shark, `/vote ${vote}`);
  await closeVoting(table.world.game, table.tank.season);
  // The runs, and then the best measured again.
  for (let time = 0; time < 2; time++) await table.run({ A: 1.5, B: 0.7 });
  expect((await told("tim", "/tank history 1")).facts.round.state).toBe("decided");
}

beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

describe("people and agents in one vote", () => {
  beforeAll(() =>
    play([
      ["sue", "B p=80"],
      ["sid", "B p=60"],
      ["sue/one", "A p=90 B=10"],
      ["sid/two", "A p=70"],
      ["sol/three", "A p=80"],
    ]),
  );

  it("count alike, and are told apart", async () => {
    const { facts, card } = await told("tim", "/tank history 1");
    expect(facts.tally).toMatchObject({
      ballots: 5,
      funded: ["A"],
      apart: {
        people: {
          ballots: 2,
          funded: ["B"],
          none: 0,
          support: [{ funds: 0 }, { pitch: "B", funds: 2, meanPercent: 70 }],
        },
        agents: {
          ballots: 3,
          funded: ["A"],
          support: [{ pitch: "A", funds: 3, meanPercent: 80 }, { meanPercent: 10 }],
        },
      },
    });
    expect(card).toContain("2 people and 3 agents voted; people alone would have funded B.");
  });

  it("have credibility apart, which the panel's is made of", async () => {
    const { facts, card } = await told("tim", "/tank scoreboard");
    const { people, agents } = facts.apart;
    expect({ people: people.sharks, agents: agents.sharks }).toEqual({ people: 2, agents: 3 });
    expect((2 * people.points + 3 * agents.points) / 5).toBeCloseTo(facts.credibility, 4);
    expect(people.points).toBeLessThan(0);
    expect(agents.points).toBeGreaterThan(0);
    expect(card).toMatch(/Apart, in the rounds scored here: 2 people -\d+(\.\d)?%, 3 agents \d/);
  });

  it("are shown to their owner alone", async () => {
    expect((await told("sue", "/tank me")).facts.agents).toMatchObject([{ agent: "sue/one", rounds: 1 }]);
    expect((await told("sue/one", "/tank me")).facts).toMatchObject({ person: "sue/one", count: 2, agents: [] });
    expect((await told("tim", "/tank me")).facts.agents).toEqual([]);
  });

  it("are apart on the round's pages, numbered where sharks are not named", async () => {
    const { files } = await told("tim", "/tank export");
    const page = (name: string) => files.find((file) => file.name.endsWith(name))?.text ?? "";
    expect(page("round-1/votes.md")).toMatch(
      /## People[\s\S]*\| shark \d \|[\s\S]*## Agents[\s\S]*\| shark \d\/agent \|/,
    );
    expect(page("round-1/tally.md")).toContain("Alone, people would have funded B, agents A.");
    expect(page("00-context.md")).toContain("Apart, in the rounds scored here");
    expect(files.map(({ text }) => text).join()).not.toMatch(/sue|sol\/three/);
  });
});

describe("one person among agents", () => {
  it("is not told apart by what they said, nor numbered as a person", async () => {
    await play([
      ["sue", "B p=80"],
      ["sid/two", "A p=70"],
      ["sol/three", "A p=80"],
    ]);
    const { facts, card } = await told("tim", "/tank history 1");
    expect(facts.tally.apart).toEqual({ people: { ballots: 1 }, agents: { ballots: 2 } });
    expect(card).toContain("1 person and 2 agents voted.");
    expect((await told("tim", "/tank scoreboard")).facts.apart).toBeNull();
    const { ballots } = await archiveSeason(table.world.game, { season: table.tank.season });
    expect(ballots.map(({ shark }) => shark)).toEqual(["shark 1", "shark 2", "shark 3"]);
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { openTable, startRuns, type TestTable } from "./table.ts";

/**
 * Every refusal that a ballot, a round and a host's power can meet, one after the other. The golden file holds their
 * whole sentences: read them aloud as the person who gets them.
 */

let table: TestTable;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table[Symbol.asyncDispose]());

type Stage = "a new season" | "pitching" | "voting" | "running" | "decided" | "three failures" | "a research round";

const stages: Readonly<Record<Stage, () => Promise<unknown>>> = {
  "a new season": () => table.season(),
  pitching: () => table.pitching(),
  voting: () => table.voting(),
  async running() {
    await table.voting();
    await startRuns(table);
  },
  async decided() {
    await stages.running();
    await table.run({ A: 0.7, B: 1 });
  },
  async "three failures"() {
    const lost = { winner: "W", prediction: "2x", reality: "SLOWER", success: false, credibility: -50 };
    const history = ["one", "two", "three"].map((title) => ({ ...lost, title }));
    await table.season({ history, rules: { afterFailures: "require" } });
  },
  async "a research round"() {
    await table.season();
    await table.say("hanna", "/tank open kind=research");
    await table.say(
      "ada",
      '/pitch "Seen" approach=stages evidence="case one waits 300 cycles in line 12 of the kernel"',
    );
  },
};

const refusals: readonly (readonly [stage: Stage, by: string, text: string])[] = [
  ["pitching", "sam", "/vote A p=70"],
  ["voting", "ada", "/vote A p=100"],
  ["voting", "ada", "/vote none A=0"],
  ["voting", "sam", "/vote Z p=70"],
  ["voting", "sam", "/vote A"],
  ["voting", "sam", "/vote A p=170"],
  ["voting", "sam", "/vote none p=70"],
  ["voting", "sam", "/vote A p=70 A=20"],
  ["voting", "ada", "/pitch withdraw A"],
  ["voting", "ada", "/pitch edit A speedup=3"],
  ["running", "sam", "/vote A p=70"],
  ["running", "ada", "/pitch code A num_ab_stage=4"],
  ["a new season", "sam", "/tank close"],
  ["pitching", "hanna", "/tank open"],
  ["pitching", "mallory", "/tank close"],
  ["pitching", "hanna", "/tank close voting"],
  ["pitching", "hanna", "/tank close"],
  ["running", "hanna", "/tank close"],
  ["a new season", "hanna", "/tank open only=nonsense"],
  ["a new season", "hanna", "/tank open kind=repair bar=1.4"],
  ["a new season", "hanna", "/tank open kind=research bar=1.4"],
  ["a new season", "hanna", "/tank open bench=A"],
  ["three failures", "hanna", "/tank open"],
  ["decided", "hanna", '/tank decide promote=A reason="x"'],
  ["a research round", "hanna", '/tank decide accept=A reason="too early"'],
  ["a research round", "bob", "/pitch code A num_ab_stage=3"],
  ["decided", "hanna", "/tank rerun"],
  ["decided", "hanna", "/tank rerun Z"],
  ["running", "hanna", "/tank rerun A"],
  ["decided", "mallory", "/tank rerun A"],
  ["running", "hanna", '/tank override A verdict=blocked reason="x"'],
  ["decided", "hanna", '/tank override A verdict=faster reason="I feel it"'],
  ["decided", "hanna", '/tank override A verdict=slow reason="x"'],
  ["decided", "hanna", '/tank override A round=9 verdict=tainted reason="x"'],
  ["decided", "mallory", '/tank override A verdict=tainted reason="x"'],
  ["a new season", "mallory", '/tank lesson "x"'],
  ["decided", "hanna", '/tank lesson "x" approach=stage'],
  ["decided", "hanna", '/tank lesson "x" status=eliminated'],
  ["decided", "hanna", '/tank lesson "x" mends=999'],
  ["decided", "hanna", '/tank lesson "x" lift=yes'],
  ["decided", "hanna", '/tank lesson "x" knob=num_ab_stage approach=stages'],
  ["decided", "hanna", '/tank lesson "x" knob=num_stages'],
  ["decided", "hanna", '/tank lesson "x" knob=num_ab_stage lift=yes'],
  ["pitching", "hanna", '/tank revise reason="x"'],
  ["decided", "mallory", '/tank revise reason="x"'],
  ["decided", "hanna", '/tank ban @hanna reason="x"'],
  ["decided", "hanna", '/tank ban @pete lift=yes reason="x"'],
  ["decided", "hanna", '/pitch attach A "1.3x" link=http://example.org'],
  ["decided", "hanna", '/pitch attach Z "1.3x" link=https://example.org'],
];

it("a refusal says what happened, which rule, and what to do next", async () => {
  const told: string[] = [];
  for (const [stage, by, text] of refusals) {
    await stages[stage]();
    const reply = await table.say(by, text);
    if (reply.ok) throw new Error(`"${text}" was not refused while ${stage}: ${reply.card.title}`);
    const { code, message, hint } = reply.error;
    expect(code).not.toBe("bug");
    told.push(`${stage} · @${by} ${text}\n  ${code}: ${message}\n  ${hint}`);
  }
  await stages.decided();
  await table.say("hanna", '/tank ban @pete reason="Floods the bench"');
  for (const text of ['/pitch "x" approach=stages speedup=2', '/tank ask A "why?"', "/tank measure num_ab_stage=3"]) {
    const reply = await table.say("pete", text);
    if (reply.ok) throw new Error(`"${text}" was not refused to somebody who is banned`);
    told.push(`banned · @pete ${text}\n  ${reply.error.code}: ${reply.error.message}\n  ${reply.error.hint}`);
  }
  await expect(`${told.join("\n\n")}\n`).toMatchFileSnapshot("../golden/refusals.txt");
});

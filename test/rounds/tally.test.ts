import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ballot } from "../../src/rounds/ballot.ts";
import { PitchId } from "../../src/rounds/round/round-state.ts";
import { tally } from "../../src/rounds/tally.ts";

const [a, b, c] = [PitchId.parse(11), PitchId.parse(12), PitchId.parse(13)];
const pitches = [a, b, c];

let shark = 0;
function ballot(fund: PitchId | null, ...chances: readonly [PitchId, number][]): Ballot {
  const stated = chances.map(([pitch, percent]) => ({ pitch, percent }));
  return { shark: `shark ${shark++}`, fund, chances: stated, speedup: null, reason: null };
}

function fail(): never {
  throw new Error("no quorum");
}

describe("the pitch with most funds", () => {
  it("wins", () => {
    expect(tally(pitches, [ballot(a), ballot(b), ballot(b)], 1)?.funded).toEqual([b]);
  });

  it("shares the win with all that tie, in the pitches' order", () => {
    expect(tally(pitches, [ballot(c), ballot(a), ballot(null)], 1)?.funded).toEqual([a, c]);
  });

  it("goes on when it ties with none: the GPU decides", () => {
    expect(tally(pitches, [ballot(b), ballot(null)], 1)?.funded).toEqual([b]);
  });

  it("is not funded where none has more", () => {
    const counted = tally(pitches, [ballot(a), ballot(null), ballot(b), ballot(null)], 1);
    expect(counted).toMatchObject({ funded: [], none: 2, ballots: 4 });
  });

  it("does not exist where everybody funds none, or nobody voted and nobody had to", () => {
    expect(tally(pitches, [ballot(null)], 1)?.funded).toEqual([]);
    expect(tally(pitches, [], 0)?.funded).toEqual([]);
  });
});

describe("the quorum", () => {
  it("counts sharks, those who fund none too", () => {
    expect(tally(pitches, [ballot(a), ballot(null)], 3)).toBeNull();
    expect(tally(pitches, [ballot(a), ballot(null), ballot(null)], 3)).not.toBeNull();
  });
});

describe("the mean chance", () => {
  it("is over those who stated one, whomever they fund, and absent where nobody did", () => {
    const counted = tally(pitches, [ballot(a, [a, 80], [b, 10]), ballot(b, [b, 60]), ballot(null, [a, 0])], 1);
    expect(counted?.support).toEqual([
      { pitch: a, funds: 1, meanPercent: 40 },
      { pitch: b, funds: 1, meanPercent: 35 },
      { pitch: c, funds: 0, meanPercent: null },
    ]);
  });
});

describe("people and agents", () => {
  const by = (name: string, fund: PitchId | null): Ballot => ({ ...ballot(fund), shark: name });

  it("are counted alike, and apart where both voted", () => {
    const cast = [by("sam", a), by("sue", a), by("sam/one", b), by("sue/two", b), by("sue/three", b)];
    const counted = tally(pitches, cast, 1);
    expect(counted).toMatchObject({ ballots: 5, funded: [b], apart: { people: 2, agents: 3 } });
    expect(counted?.apart?.counts).toMatchObject({ people: { funded: [a] }, agents: { funded: [b] } });
    expect(tally(pitches, cast.slice(2), 1)?.apart).toBeNull();
  });

  it("are told apart only by their number where one stands alone and sharks are not named", () => {
    const cast = [by("sam", a), by("sam/one", b), by("sam/two", b)];
    expect(tally(pitches, cast, 1)?.apart).toEqual({ people: 1, agents: 2, counts: null });
    expect(tally(pitches, cast, 1, true)?.apart?.counts?.people.funded).toEqual([a]);
  });
});

describe("any vote", () => {
  const id = fc.constantFrom(...pitches);
  const cast = fc.record({
    shark: fc.string(),
    fund: fc.option(id),
    chances: fc.uniqueArray(fc.record({ pitch: id, percent: fc.integer({ min: 0, max: 100 }) }), {
      selector: (chance) => chance.pitch,
    }),
    speedup: fc.constant(null),
    reason: fc.constant(null),
  });
  const shuffled = fc
    .array(cast, { minLength: 1, maxLength: 12 })
    .chain((ballots) =>
      fc.tuple(
        fc.constant(ballots),
        fc.shuffledSubarray(ballots, { minLength: ballots.length, maxLength: ballots.length }),
      ),
    );

  it("counts the same in whatever order the ballots came in", () => {
    fc.assert(
      fc.property(shuffled, ([ballots, other]) => {
        expect(tally(pitches, other, 1)).toEqual(tally(pitches, ballots, 1));
      }),
    );
  });

  it("is the same whoever is an agent; what people and agents count apart adds up to it", () => {
    const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "a/x", "a/y", "b/x", "c/z"), { minLength: 1 });
    fc.assert(
      fc.property(shuffled, names, ([ballots], sharks) => {
        const cast = ballots.slice(0, sharks.length).map((each, index) => ({ ...each, shark: sharks[index] ?? "a" }));
        const { apart, ...counted } = tally(pitches, cast, 1, true) ?? fail();
        const asPeople = cast.map((each, index) => ({ ...each, shark: `p${index}` }));
        expect(tally(pitches, asPeople, 1, true)).toEqual({ ...counted, apart: null });
        const agents = cast.filter((each) => each.shark.includes("/"));
        const people = cast.filter((each) => !each.shark.includes("/"));
        if (agents.length === 0 || people.length === 0) {
          expect(apart).toBeNull();
          return;
        }
        const { apart: _, ...ofPeople } = tally(pitches, people, 1) ?? fail();
        const { apart: __, ...ofAgents } = tally(pitches, agents, 1) ?? fail();
        expect(apart).toEqual({
          people: people.length,
          agents: agents.length,
          counts: { people: ofPeople, agents: ofAgents },
        });
        expect(ofPeople.none + ofAgents.none).toBe(counted.none);
      }),
    );
  });

  it("counts every ballot once, and funds only what no other has more of", () => {
    fc.assert(
      fc.property(shuffled, ([ballots]) => {
        const counted = tally(pitches, ballots, 1);
        if (counted === null) throw new Error("no quorum");
        const { support, none, funded } = counted;
        expect(support.reduce((sum, line) => sum + line.funds, none)).toBe(ballots.length);
        const most = Math.max(...support.map((line) => line.funds));
        for (const line of support) {
          expect(funded.includes(line.pitch)).toBe(line.funds === most && most > 0 && most >= none);
          if (line.meanPercent === null) continue;
          expect(line.meanPercent).toBeGreaterThanOrEqual(0);
          expect(line.meanPercent).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

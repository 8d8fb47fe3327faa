import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Card, Section } from "../../src/bot/cards/card.ts";
import { roundOpenedCard } from "../../src/bot/cards/round-opened.ts";
import { renderCard } from "../../src/bot/terminal/render-card.ts";
import { type RoundView, roundView } from "../../src/rounds/memory/round-view.ts";
import { openWorld, type World } from "../play/world.ts";
import { openThirdRound, startFoundingSeason } from "./founding-season.ts";

let world: World;
let view: RoundView;
let show: Card;
let plain: Card;
beforeAll(async () => {
  world = await openWorld();
  const season = await startFoundingSeason(world);
  view = await roundView(world.database.db, await openThirdRound(world, season));
  show = roundOpenedCard(view);
  plain = roundOpenedCard({ ...view, season: { ...view.season, voice: "plain" } });
});
afterAll(() => world[Symbol.asyncDispose]());

const sectionsOf = (card: Card): readonly Section[] => [...card.sections, ...(card.unfolds ?? [])];
const section = (card: Card, heading: string): Section => {
  const found = sectionsOf(card).find((each) => each.heading?.startsWith(heading));
  if (!found) throw new Error(`no section "${heading}"`);
  return found;
};
/** All that a card says, on one line. */
const said = (card: Card) => renderCard(card, { width: 100, colours: false }).replace(/\s+/g, " ");
const linesOf = (part: Section): readonly string[] => {
  if (part.kind === "list") return part.items.flatMap(({ text, details = [] }) => [text, ...details]);
  if (part.kind === "facts") return part.facts.map(({ name, value }) => `${name}: ${value}`);
  if (part.kind === "table") return part.rows.map((row) => row.join(" | "));
  return part.text.split("\n");
};

describe("the opening card of round 3 of the founding season", () => {
  it.each([100, 40])("looks as it did at %d columns, in both voices", async (width) => {
    const drawn = (card: Card) => renderCard(card, { width, colours: false });
    await expect(drawn(show)).toMatchFileSnapshot(`../golden/founding/${width}-show.txt`);
    await expect(drawn(plain)).toMatchFileSnapshot(`../golden/founding/${width}-plain.txt`);
  });

  it("has its title, its second title line and its motto", () => {
    expect(show).toMatchObject({
      title: "SHARK TANK ROUND 3: THE HUMBLING",
      subtitle: "ROUND 3: REDEMPTION ARC",
      banner: true,
    });
    expect(show.footer).toMatch(
      /^"Fool me once, shame on you\..*investing in GPU optimizations\." - The Sharks, probably$/,
    );
  });

  it("shows a phone the question and what to do, and folds the rest", () => {
    expect(show.lead).toBe("We're 20-104x off target. Who can find ANY measurable improvement?");
    expect(show.sections.map(({ heading }) => heading)).toEqual(["WHAT TO DO NOW"]);
  });

  it("has every section of the founding document, in its order", () => {
    expect(show.unfolds?.flatMap(({ heading }) => heading ?? [])).toEqual([
      "PREVIOUSLY ON SHARK TANK...",
      "THE SCOREBOARD OF SHAME",
      "WHAT WE'VE LEARNED (THE HARD WAY)",
      "CONFIRMED INVALID APPROACHES",
      "REMAINING VIABLE APPROACHES",
      "CURRENT KERNEL STATE (BACK TO BASELINE)",
      "BASELINE PERFORMANCE (unchanged after 2 failed rounds)",
      "ROUND 3 RULES: THE HUMBLING",
      "FOR CONTESTANTS: the remaining options must address",
      "FOR SHARKS, AFTER BEING WRONG TWICE",
      "ROUND 3 CONTESTANTS",
      "THE STAKES",
    ]);
  });

  it("tells the first two rounds in the words of those who were there", () => {
    expect(linesOf(section(show, "PREVIOUSLY"))).toEqual([
      'ROUND 1: "THE SAFE BET"',
      'SHARKS: "Pipeline Stages is TRIVIAL! One line change! 1.5x speedup! UNANIMOUS YES!"',
      "RESULT: Made kernel 30% SLOWER",
      "SHARKS: *surprised Pikachu face*",
      'ROUND 2: "THE I-TOLD-YOU-SO"',
      `TILE TUNING: "Pipeline failed because you didn't listen to ME! Tile sizes are the REAL problem!"`,
      `SHARKS: "You're right! We were fools! UNANIMOUS YES!"`,
      "RESULT: MmaMXF4NVF4Op error - HARDWARE REQUIRES 128x128",
      "SHARKS: *even more surprised Pikachu face*",
    ]);
  });

  it("has the founding scoreboard, cell by cell", () => {
    const board = section(show, "THE SCOREBOARD");
    expect(board.kind === "table" ? board.columns.map(({ name }) => name).join(" | ") : "").toBe(
      "Round | Winner | Prediction | Reality | Shark Credibility",
    );
    expect(linesOf(board)).toEqual([
      "1 | Pipeline Stages | 1.5x faster | 30% SLOWER | -50%",
      "2 | Tile Size Tuning | 2-3x faster | DOESN'T COMPILE | -100%",
      "Total |  |  | 0 for 2 | BANKRUPT",
    ]);
    expect(said(show)).toContain("Rounds 1 and 2 were played before this tool kept the books: imported");
  });

  it("says what is dead and why, and what is left", () => {
    const dead = linesOf(section(show, "CONFIRMED INVALID"));
    for (const line of [
      "Pipeline Stages (num_ab_stage > 1)",
      "WHY IT FAILED: NVFP4 is compute-bound, not memory-bound",
      "4-bit data = tiny memory footprint = no latency to hide",
      "Adding stages just added overhead",
      "Tile Size Tuning (mma_tiler_mnk != 128,128,256)",
      "WHY IT FAILED: Hardware constraint",
      "MmaMXF4NVF4Op requires M=128, N=128 minimum",
      "Can't change tile sizes for NVFP4 on Blackwell",
    ]) {
      expect(dead).toContain(line);
    }
    expect(dead.filter((line) => line.startsWith("STATUS: ELIMINATED"))).toHaveLength(2);
    expect(linesOf(section(show, "REMAINING"))).toEqual([
      "TMA Store Epilogue - Replace SIMT stores with TMA hardware",
      "Warp Specialization - Producer/consumer architecture",
      "??? WILD CARD ??? - Something we haven't thought of yet",
    ]);
  });

  it("locks the knobs with the founding comments", () => {
    const code = linesOf(section(show, "CURRENT KERNEL")).map((line) => line.replace(/ +/g, " "));
    expect(code).toContain("mma_tiler_m = 128 # CANNOT CHANGE - hardware constraint");
    expect(code).toContain("mma_tiler_n = 128 # CANNOT CHANGE - hardware constraint");
    expect(code).toContain("num_ab_stage = 1 # CANNOT INCREASE - makes things slower");
  });

  it("has each time with its target and the gap between them", () => {
    expect(linesOf(section(show, "BASELINE PERFORMANCE"))).toEqual([
      "g=8, K=7168: 373 µs (target: 18.8 µs) - 19.8x gap",
      "g=8, K=2048: 372 µs (target: 10.7 µs) - 34.8x gap",
      "g=2, K=4096: 173 µs (target: 2.4 µs)  - 72.1x gap",
      "g=2, K=1536: 156 µs (target: 1.5 µs)  - 104x gap",
    ]);
    expect(said(show)).toContain('We\'re 20-104x off target and the "obvious" optimizations are invalid.');
  });

  it("draws its rules from the failures", () => {
    const contestants = linesOf(section(show, "FOR CONTESTANTS"));
    for (const line of [
      "WHY your approach won't suffer the same fate",
      "Pipeline Stages: Added overhead to compute-bound kernel",
      "Tile Size Tuning: Ignored hardware constraints",
      "What makes YOUR approach different?",
      "KERNEL-SPECIFIC evidence",
      'No more "industry standard" claims',
      "This kernel is UNIQUE: NVFP4, dual GEMM, small M, block scaling",
      "TESTABLE with minimal risk",
      "Show how to validate incrementally",
    ]) {
      expect(contestants).toContain(line);
    }
    const sharks = linesOf(section(show, "FOR SHARKS")).join("\n");
    expect(sharks).toContain("Maximum skepticism - Your credibility is gone");
    expect(sharks).toContain("Demand proof - No more theory, show kernel-specific evidence");
    expect(sharks).toContain('Consider the WILD CARD - "Safe" approaches failed, maybe we need crazy');
  });

  it("introduces the contestants as the founding document does", () => {
    expect(linesOf(section(show, "ROUND 3 CONTESTANTS"))).toEqual([
      "Contestant A: TMA Store Epilogue, by tma-tom. Predicts 1.1x faster.",
      "The epilogue optimizer - still standing after 2 rounds",
      "Contestant B: Warp Specialization, by warp-wanda. Predicts 1.2-1.6x faster.",
      "The architecture redesign - high risk but maybe necessary",
      "Contestant C: THE WILD CARD, by wild-card-wim. Predicts 1.5-3x faster.",
      "Anything goes - outside-the-box thinking required",
    ]);
  });

  it("says what is at stake", () => {
    expect(linesOf(section(show, "THE STAKES"))).toEqual([
      "If we fail again: 0 for 3, sharks should retire in shame",
      "If we succeed: Redemption arc complete, 1 for 3, and a new baseline",
      "Target: ANY measurable improvement (we've set the bar low)",
    ]);
  });
});

describe("the plain voice", () => {
  /** What is no show: numbers, with what they count, and the words of a name or a reason. */
  const numbers = (text: string) => text.match(/\d+(?:\.\d+)?(?:x|%| µs)?/g) ?? [];

  it("has every number of the show", () => {
    const known = new Set(numbers(said(plain)));
    expect(numbers(said(show)).filter((number) => !known.has(number))).toEqual([]);
  });

  it("has every name, reason and rule of the show", () => {
    const words = said(plain).toLowerCase();
    const facts = [
      ...view.approaches.flatMap(({ name, idea, why, fate, tagline, status }) => [
        name,
        ...(idea === null ? [] : [idea]),
        ...why,
        ...(fate === null ? [] : [fate]),
        ...(tagline === null || status === "eliminated" ? [] : [tagline]),
      ]),
      ...view.knobs.flatMap(({ name, allowed }) =>
        allowed.kind === "locked" ? [name, allowed.why, allowed.says ?? ""] : name,
      ),
      ...view.pitches.flatMap(({ content }) => [content.title, ...content.authors]),
      ...view.past.flatMap(({ title, result }) => [title, result ?? ""]),
      ...(view.season.opening.contestants ?? []).flatMap((rule) => rule.split("\n")),
      ...view.season.rules.requires,
      view.row.title,
      view.row.host,
      "NVIDIA B200",
      "/tank proof",
      "/tank close",
      "demand proof",
      "wild card",
      "measurable improvement",
    ];
    for (const fact of facts) expect(words).toContain(fact.toLowerCase().replace(/\s+/g, " "));
  });

  it("has none of the show", () => {
    expect(said(plain)).not.toMatch(/Pikachu|SHAME|BANKRUPT|UNANIMOUS|Fool me|REDEMPTION|\|_____\//);
  });
});

describe("a round of the founding season on another machine", () => {
  let other: World;
  beforeAll(async () => {
    other = await openWorld();
  });
  afterAll(() => other[Symbol.asyncDispose]());

  it("shows its own times and no gap, and says whose the targets are", async () => {
    const season = await startFoundingSeason(other);
    const id = await openThirdRound(other, season, { machine: "a laptop", pitched: false });
    const here = await roundView(other.database.db, id);
    expect(here.row.number).toBe(3);
    const card = roundOpenedCard(here);
    expect(said(card)).not.toMatch(/gap\b(?! is shown)|off target/);
    expect(said(card)).toContain(
      "Timed on a laptop. The targets belong to NVIDIA B200, another machine, so no gap is shown.",
    );
    expect(linesOf(section(card, "ROUND 3 CONTESTANTS: nobody yet"))).toEqual([
      "TMA Store Epilogue - The epilogue optimizer - still standing after 2 rounds",
      "Warp Specialization - The architecture redesign - high risk but maybe necessary",
      "THE WILD CARD - Anything goes - outside-the-box thinking required",
    ]);
  });
});

import { readFile } from "node:fs/promises";
import type { Agent } from "./agent.ts";
import { type Allowed, Anything, Memory, type Pitch, Pitches, Questions, Record, Rounds } from "./facts.ts";

/** What an agent does at one moment of a round. A model takes the place of any of them: docs/agents.md shows how. */
export type Strategy = (agent: Agent) => Promise<void>;

/** Turns one knob that nobody has pitched before. */
export const turnAKnob: Strategy = async (agent) => {
  const memory = await agent.facts(Memory, "tank_memory");
  const tried = await pitchedSoFar(agent);
  const dead = new Set(memory.approaches.filter(({ status }) => status === "eliminated").map(({ key }) => key));
  for (const { name, value, allowed } of memory.kernel.knobs) {
    const approach = name.startsWith("mma_tiler")
      ? "tile-size"
      : name.includes("stage")
        ? "pipeline-stages"
        : "wild-card";
    if (dead.has(approach)) continue;
    for (const other of otherValues(value, allowed)) {
      if (tried.has(`${name}=${other}`)) continue;
      const reason = `${name} is ${value}, and nobody has tried ${other} yet.`;
      await agent.facts(Anything, "pitch", {
        title: `${name} = ${other}`,
        approach,
        speedup: 1.1,
        reason,
        knobs: { [name]: other },
      });
      return;
    }
  }
  throw new Error("every knob was tried");
};

const problem = new URL("../../problems/nvfp4-group-gemm-wasm/", import.meta.url);
const kernels = [
  { file: "wild-card.ts", approach: "wild-card", title: "A look-up that decodes sixteen", speedup: 1.3 },
  { file: "tma-store-epilogue.ts", approach: "tma-store", title: "Rows of v128", speedup: 1.05 },
  { file: "warp-specialization.ts", approach: "warp-specialization", title: "One loop decodes", speedup: 1.2 },
];

/** Hands in a whole kernel; a model would write it. Here they are the ones that come with the problem. */
export const sendAKernel: Strategy = async (agent) => {
  const { kernel } = await agent.facts(Memory, "tank_memory");
  const tried = await pitchedSoFar(agent);
  const next = kernels.find(({ title }) => !tried.has(title)) ?? kernels[0];
  if (next === undefined) throw new Error("there is no kernel to send");
  const { file, ...pitch } = next;
  const files = [{ name: file, text: await readFile(new URL(file, problem), "utf8") }];
  const reason = `The kernel that must be beaten (${kernel.baseline.slice(0, 12)}) does this value by value.`;
  await agent.facts(Anything, "pitch", { ...pitch, reason, files });
};

/** Asks each contestant what they measured. */
export const askForEvidence: Strategy = async (agent) => {
  const { pitches } = await agent.facts(Pitches, "pitch_list");
  for (const { letter } of pitches) {
    await agent.facts(Anything, "tank_ask", {
      pitch: letter,
      question: "What did you measure before you pitched this?",
    });
  }
};

/** Answers what was asked of one's own pitches. */
export const answerHonestly: Strategy = async (agent) => {
  const { pitches } = await agent.facts(Pitches, "pitch_list");
  for (const { letter } of pitches.filter(({ authors }) => authors.includes(agent.name))) {
    const { questions } = await agent.facts(Questions, "pitch_show", { pitch: letter });
    for (const { question, answer } of questions) {
      if (answer !== null) continue;
      await agent.facts(Anything, "tank_answer", { question, answer: "Nothing yet: the round will." });
    }
  }
};

/** The skeptic: most pitches fail, so nothing is funded, and each gets the season's own base rate. */
export const voteByBaseRate: Strategy = async (agent) => {
  const { wins, counted } = await agent.facts(Record, "tank_scoreboard");
  const percent = Math.round((100 * (wins + 1)) / (counted + 4));
  const { pitches } = await agent.facts(Pitches, "pitch_list");
  const chances = Object.fromEntries(pitches.map(({ letter }) => [letter, percent]));
  await agent.facts(Anything, "vote", { pitch: "none", chances, reason: `${wins} for ${counted} so far.` });
};

/** The pragmatist: the smallest promise is the likeliest. */
export const voteForTheModest: Strategy = async (agent) => {
  const { pitches } = await agent.facts(Pitches, "pitch_list");
  const [first] = pitches.toSorted((a, b) => low(a.predicted) - low(b.predicted));
  if (first === undefined) return;
  await agent.facts(Anything, "vote", {
    pitch: first.letter,
    p: 55,
    reason: "The smallest promise is the easiest to keep.",
  });
};

/** The theorist: what changes the code does more than what turns a knob. */
export const voteForTheCode: Strategy = async (agent) => {
  const { pitches } = await agent.facts(Pitches, "pitch_list");
  const [first] = pitches.toSorted((a, b) => Number(a.knobs !== null) - Number(b.knobs !== null));
  if (first === undefined) return;
  const others = pitches.filter(({ letter }) => letter !== first.letter);
  const chances = Object.fromEntries(others.map(({ letter }) => [letter, 25]));
  const reason = "The time is in the inner loop, and only this one changes it.";
  await agent.facts(Anything, "vote", { pitch: first.letter, p: 70, speedup: low(first.predicted), chances, reason });
};

/** Titles and knob settings of every pitch so far. */
async function pitchedSoFar(agent: Agent): Promise<ReadonlySet<string>> {
  const { rounds } = await agent.facts(Rounds, "tank_history");
  const seen = new Set<string>();
  for (const { number, imported } of rounds) {
    if (imported) continue;
    const { pitches } = await agent.facts(Pitches, "tank_history", { round: number });
    for (const { title, knobs } of pitches) {
      seen.add(title);
      if (knobs !== null) seen.add(knobs);
    }
  }
  return seen;
}

function otherValues(value: string, allowed: Allowed): readonly string[] {
  if (allowed.kind === "list") return allowed.values.filter((each) => each !== value);
  if (allowed.kind !== "range") return [];
  const all = Array.from({ length: allowed.max - allowed.min + 1 }, (_, index) => String(allowed.min + index));
  return all.filter((each) => each !== value);
}

/** A prediction is a number, or the low and the high end of a range; none is a promise of nothing. */
function low(predicted: Pitch["predicted"]): number {
  return Array.isArray(predicted) ? predicted[0] : (predicted ?? 1);
}

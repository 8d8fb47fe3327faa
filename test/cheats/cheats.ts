import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { VerdictName } from "../../src/rounds/judging/verdict/verdict-name.ts";
import { makeBundle } from "../../src/runner/make-bundle.ts";
import { readProblem } from "../../src/runner/problem.ts";
import type { Bundle } from "../../src/runner/protocol.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** What an honest kernel may be called: whatever its speed, never wrong and never suspected. */
const honestVerdicts: readonly VerdictName[] = ["faster", "mixed", "slower", "no difference", "inconclusive"];

/** `any`: it shows itself on a processor too; `cuda`: without a GPU there is nothing to see. */
const Device = z.enum(["any", "cuda"]);

const Trick = z.strictObject({
  /** GAME.md's words for it. */
  does: z.string().min(1),
  device: Device,
  /** How its run may end; never as faster. */
  expect: z.array(VerdictName.exclude(["faster", "faster, below the bar", "mixed", "correct"])).min(1),
  caughtBy: z.string().min(1),
});

const Manifest = z.strictObject({
  tricks: z.record(z.string(), Trick),
  honest: z.record(z.string(), Trick.pick({ does: true, device: true })),
});

export interface Fixture {
  readonly name: string;
  readonly kind: "trick" | "honest";
  readonly does: string;
  readonly device: z.infer<typeof Device>;
  readonly expect: readonly VerdictName[];
  /** What must catch a trick; empty for honest ones. */
  readonly caughtBy: string;
  readonly source: string;
}

const problem = await readProblem(join(folder, "problem"));

/** Every forbidden trick and every honest thing of GAME.md, as a candidate of one small problem. */
export async function readFixtures(): Promise<readonly Fixture[]> {
  const { tricks, honest } = Manifest.parse(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
  const listed = [
    ...Object.entries(tricks).map(([name, trick]) => ({ name, kind: "trick" as const, ...trick })),
    ...Object.entries(honest).map(([name, told]) => {
      return { name, kind: "honest" as const, ...told, expect: honestVerdicts, caughtBy: "" };
    }),
  ];
  return Promise.all(
    listed.map(async (each) => {
      const room = each.kind === "trick" ? "tricks" : "honest";
      return { ...each, source: await readFile(join(folder, room, `${each.name}.py`), "utf8") };
    }),
  );
}

/** A run of one fixture against the problem's baseline. */
export function fixtureBundle(fixture: Fixture, device: "cuda" | "cpu", budgetMsPerCase?: number): Bundle {
  const made = makeBundle({
    problem,
    runId: fixture.name,
    attempt: 1,
    candidate: { "submission.py": fixture.source },
    ...(budgetMsPerCase !== undefined && { budgetMsPerCase }),
  });
  return { ...made, device: { kind: device, patienceMs: 0 } };
}

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Bundle } from "../../src/runner/protocol.ts";
import { fixtureBundle, readFixtures } from "./cheats.ts";

const fixtures = await readFixtures();
const filesIn = (room: string) =>
  readdirSync(fileURLToPath(new URL(room, import.meta.url))).flatMap((name) => /^(.*)\.py$/.exec(name)?.[1] ?? []);

describe("the fixtures of tricks and honest kernels", () => {
  it("are all in the manifest", () => {
    const named = (kind: string) => fixtures.filter((each) => each.kind === kind).map(({ name }) => name);
    expect(named("trick").toSorted()).toEqual(filesIn("tricks").toSorted());
    expect(named("honest").toSorted()).toEqual(filesIn("honest").toSorted());
  });

  it.each([
    "counting the checker's calls",
    "caching outputs by input address",
    "caching outputs by shape",
    "caching outputs by content sample",
    "patching the timer",
    "patching the statistics",
    "writing to the result channel and exiting",
    "answering in the harness's stead",
    "zeroing the input",
    "rebuilding inputs from a public seed",
    "work left on another stream",
    "reading the reference or its output",
    "overwriting the harness's files",
    "correct only at the tested sizes",
    "editing the baseline's module",
  ])("have one for %s", (trick) => {
    expect(fixtures.filter(({ kind, does }) => kind === "trick" && does.startsWith(trick))).not.toEqual([]);
  });

  it.each([
    "CUDA graph replay",
    "a workspace cached by shape",
    "a side stream that is joined",
    "a lazy first-call compile",
    "autotuning",
  ])("have one for %s, which is honest", (thing) => {
    expect(fixtures.filter(({ kind, does }) => kind === "honest" && does.startsWith(thing))).toHaveLength(1);
  });

  it("make bundles that a harness can read, each another candidate", () => {
    const bundles = fixtures.map((fixture) => Bundle.parse(fixtureBundle(fixture, "cpu", 20)));
    expect(new Set(bundles.map(({ candidate }) => candidate?.["submission.py"])).size).toBe(fixtures.length);
    expect(new Set(bundles.map(({ secretSeed }) => secretSeed)).size).toBe(fixtures.length);
  });
});

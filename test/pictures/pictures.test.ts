import { describe, expect, it } from "vitest";
import { seasonPictureAlt } from "../../src/bot/cards/picture-card.ts";
import { chartSvg, pngOf } from "../../src/bot/pictures/picture.ts";
import { seasonChart } from "../../src/bot/pictures/season-chart.ts";
import { verdictChart } from "../../src/bot/pictures/verdict-chart.ts";
import { fasterDrawing, founding, onePoint, sampleCourses, sampleDrawings } from "./samples.ts";

const words = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);

function drawn(drawing: typeof fasterDrawing): string {
  const chart = verdictChart(drawing);
  if (chart === null) throw new Error("nothing to draw");
  return chartSvg(chart);
}

const pictures: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    Object.entries(sampleCourses).map(([name, course]) => [name, () => chartSvg(seasonChart(course))]),
  ),
  ...Object.fromEntries(Object.entries(sampleDrawings).map(([name, each]) => [`verdict ${name}`, () => drawn(each)])),
};

describe.each(Object.entries(pictures))("%s", (_, draw) => {
  it("is a PNG of 1200 by 800, the same bytes each time", () => {
    const [first, second] = [Buffer.from(pngOf(draw())), Buffer.from(pngOf(draw()))];
    expect(first.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([first.readUInt32BE(16), first.readUInt32BE(20)]).toEqual([1200, 800]);
    expect(second.equals(first)).toBe(true);
  });

  it("is written in our own font alone", () => {
    const families = [...draw().matchAll(/font-family[:=]\s*"?([^;"]+)/g)].map(([, family]) => family?.trim());
    expect(new Set(families)).toEqual(new Set(["Inter"]));
  });
});

describe("the season's picture", () => {
  it("names what it shows, each attempt and each kind of verdict", () => {
    const shown = words(chartSvg(seasonChart(sampleCourses["many-attempts"] ?? onePoint)));
    expect(shown).toEqual(expect.arrayContaining(["Shark Tank: NVFP4 group GEMM", "baseline", "target", "5.20 µs"]));
    expect(shown).toEqual(expect.arrayContaining(["faster", "slower", "failed", "no difference", "10C", "no time"]));
    expect(shown).toContain("24.1x off the target on NVIDIA B200 (2 more elsewhere)");
  });

  it("has no target line, no foot and no legend where there is nothing of the kind", () => {
    const shown = words(chartSvg(seasonChart(onePoint)));
    expect(shown).not.toEqual(expect.arrayContaining(["target"]));
    expect(shown).not.toContain("no time");
    expect(shown).not.toContain("faster");
    expect(shown).toContain("Mean time on AMD EPYC 9B14");
  });

  it("marks imported times as such", () => {
    expect(words(chartSvg(seasonChart(founding)))).toContain("47.7x off the target on NVIDIA B200 (imported)");
  });

  it("is told in words too", () => {
    expect(seasonPictureAlt(founding)).toBe(
      "On NVIDIA B200 (imported) the baseline is at 247 µs. The target is 5.19 µs, a gap of 47.7x. Nothing was tried yet.",
    );
    expect(seasonPictureAlt(sampleCourses["long-names"] ?? onePoint)).toMatch(
      /the baseline went from 245 µs to 243 µs\. 3 attempts: 1 slower, 1 compile error and 1 faster\.$/,
    );
  });
});

describe("a verdict's picture", () => {
  it("names each case with its speedup", () => {
    const shown = words(drawn(fasterDrawing));
    expect(shown).toEqual(expect.arrayContaining(["C, The Wild Card", "g=8, K=7168", "×1.46", "×0.98", "target"]));
    expect(shown).toContain("faster ×1.310 [1.306, 1.314] on NVIDIA B200");
  });

  it("is drawn whatever its title holds", () => {
    const title = 'A, <b>&"{b}" \u0007\ud800 🦈 \uffff';
    expect(pngOf(drawn({ ...fasterDrawing, title })).length).toBeGreaterThan(10_000);
  });

  it("is not drawn where no case was timed", () => {
    expect(verdictChart({ ...fasterDrawing, verdict: { ...fasterDrawing.verdict, cases: [] } })).toBeNull();
  });
});

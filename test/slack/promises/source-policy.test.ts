import { afterEach, describe, expect, it } from "vitest";
import { keptFiles } from "../../../src/bot/documents/kept-files.ts";
import { checkArchive } from "../../../src/rounds/archive/check-archive.ts";
import { currentBaseline } from "../../../src/rounds/store/baselines.ts";
import { getSeason } from "../../../src/rounds/store/seasons.ts";
import { UserError } from "../../../src/rounds/user-error.ts";
import { type MarkedRound, marker, playMarkedRound, refusedLines } from "./marked-round.ts";

let round: MarkedRound | null = null;
afterEach(async () => {
  await round?.[Symbol.asyncDispose]();
  round = null;
});

const limitMs = 240_000;

type Left = Awaited<ReturnType<MarkedRound["left"]>>;

/** Where the marker stands, with what is around its first one. */
function found(left: Left) {
  return Object.entries(left).flatMap(([place, text]) => {
    const at = text.indexOf(marker);
    return at < 0 ? [] : [[place, text.slice(Math.max(0, at - 80), at + 40)]];
  });
}

const places = (left: Left) => found(left).map(([place]) => place);

/** The promoted code, as whoever runs the bot gets it. */
async function keptCode({ bot }: MarkedRound): Promise<string> {
  const { game, season } = bot.tank.open.tank;
  const { source_sha256 } = await currentBaseline(game.database.db, (await getSeason(game.database.db, season)).id);
  const files = await keptFiles(game.database.db, `sha:${source_sha256.slice(0, 12)}`);
  return files.map(({ bytes }) => Buffer.from(bytes).toString()).join("");
}

function refusalOf(json: string): string {
  try {
    checkArchive(JSON.parse(json));
    return "imported";
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}

const seasonJson = (text: string) => text.slice(text.indexOf("season.json\n") + "season.json\n".length);

describe("R14: what a season shows of its code", () => {
  it("source: none shows none, anywhere, and the round goes on to its promotion", { timeout: limitMs }, async () => {
    round = await playMarkedRound("none");
    const left = await round.left();
    expect(found(left)).toEqual([]);
    expect([...round.answers].filter(([, { ok }]) => !ok).map(([line]) => line)).toEqual([...refusedLines]);
    expect(left.channel).toMatch(/COMPILE ERROR/);
    expect(left.channel).toMatch(/broken\.ts|submission\.ts/);
    expect(left.channel).toContain("npm run tank -- kept run:");
    expect(left.export).toContain('"code": "left out"');
    expect(refusalOf(seasonJson(left.privateExport))).toBe("archive-without-code");
    expect(await keptCode(round)).toContain(`${marker} fast`);
  });

  it("source: diff shows it where it is expected, so that these tests can fail", { timeout: limitMs }, async () => {
    round = await playMarkedRound("diff");
    const left = await round.left();
    expect(places(left)).toEqual(["channel", "answers", "alone", "files", "export", "privateExport"]);
    expect(left.channel).toContain(`${marker} broken`);
    expect(left.answers).toContain(`${marker} prints its own line of source`);
    expect(left.files).toContain(`${marker} shouts its source`);
    expect(refusalOf(seasonJson(left.export))).toBe("imported");
  });
});

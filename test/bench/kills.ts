import { parseArgs } from "node:util";
import { ReplayProcess } from "../crash/replay-process.ts";

/** `npm run bench -- kills [--times 10] [--within-ms 9000]`: the demo killed with SIGKILL at random moments. */
export async function benchKills(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { times: { type: "string", default: "10" }, "within-ms": { type: "string", default: "9000" } },
  });
  using replay = new ReplayProcess();
  for (let kill = 1; kill <= Number(values.times); kill++) {
    const afterMs = Math.round(Math.random() * Number(values["within-ms"]));
    const before = replay.lines.length;
    const code = await replay.run((child) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
      child.once("exit", () => clearTimeout(timer));
    });
    const end = code === null ? "killed" : `had ended by itself (${code})`;
    console.log(`start ${kill}: ${end} after ${afterMs} ms, ${replay.lines.length - before} verdicts shown`);
  }
  console.log(`last start: exit ${await replay.run()}`);
  const { states, verdicts, ballots, announced } = await replay.outcome();
  const shown = replay.lines.map((line) => JSON.parse(line)).map(({ round, pitch }) => `round ${round}, ${pitch}`);
  console.table({
    rounds: states.join(", "),
    "ballots stored, by round": ballots.join(", "),
    "verdicts stored, by round": verdicts.join(", "),
    "verdicts shown": shown.length,
    "verdicts shown twice": shown.length - new Set(shown).size,
    "announcements not delivered exactly once": Object.values(announced).filter((times) => times !== 1).length,
    "files outside the data folder": replay.strayFiles().length,
    "processes left": replay.processes().length,
  });
}

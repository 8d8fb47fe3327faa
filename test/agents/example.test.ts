import { describe, expect, it } from "vitest";
import { ChildProgram } from "../crash/child-program.ts";

describe("npm run example", () => {
  it("lets two contestants and three sharks, all programs, play a season of three rounds by the official client", {
    timeout: 900_000,
  }, async () => {
    await using example = new ChildProgram("../../src/start.js", ["example", "--rounds", "3"]);
    const said: string[] = [];
    example.child.stdout?.on("data", (text) => said.push(String(text)));
    expect(await example.exit).toEqual([0, null]);
    const text = said.join("");
    const between = (from: string, to: string) => text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));
    for (const round of [1, 2, 3]) {
      const told = between(`ROUND ${round}, "AGENTS, ROUND ${round}": DECIDED`, "━");
      expect(told).toMatch(/A: .*, by ada\/turner\./);
      expect(told).toMatch(/B: .*, by bob\/writer\./);
      expect(told.match(/Reality: /g)).toHaveLength(2);
    }
    const board = text.slice(text.indexOf("THE SCOREBOARD OF SHAME"));
    for (const round of [1, 2, 3]) expect(board).toMatch(new RegExp(`^${round} `, "m"));
    expect(board).toMatch(/^Total +\d for \d/m);
    expect(example.errors()).toBe("");
  });
});

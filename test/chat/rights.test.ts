import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grantedRoles, plainRoles, RoleEntry, slackGroupsIn } from "../../src/bot/chat/rights/named-roles.ts";
import { pace } from "../../src/bot/chat/rights/pace.ts";
import { refusal } from "../rounds/refusal.ts";

const named = {
  hosts: ["hanna", "slack:U0HANNA", "slack:S0LEADS"],
  deputies: ["discord:role:123456789012345678"],
  contestants: ["ada", "slack:C0KERNELS", "slack:S0TEAM"],
};

describe("roles by group and place", () => {
  const roles = plainRoles(named);
  const granted = (...groups: string[]) => grantedRoles(named, roles, { name: "sue", groups });

  it("give somebody what is named, for what they do now", () => {
    expect(granted("slack:S0LEADS").hosts).toEqual(["hanna", "sue"]);
    expect(granted("discord:role:123456789012345678").deputies).toEqual(["sue"]);
    expect(granted("slack:C0KERNELS").contestants).toEqual(["ada", "sue"]);
    expect(granted("slack:C0KERNELS").hosts).toEqual(["hanna"]);
  });

  it("give nothing for another group, nor a name that looks like one", () => {
    expect(granted("slack:S0OTHER", "slack:C0OTHER")).toBe(roles);
    expect(grantedRoles(named, roles, { name: "slack:S0LEADS", groups: [] })).toBe(roles);
    expect(granted("hanna")).toBe(roles);
  });

  it("restrict nobody where a role names nobody", () => {
    expect(granted("slack:S0LEADS").sharks).toBeUndefined();
    expect(plainRoles({ hosts: [], deputies: [], contestants: ["slack:S0TEAM"] }).contestants).toEqual([]);
  });

  it("are asked of Slack only where they are named", () => {
    expect(slackGroupsIn(named)).toEqual(["S0LEADS", "S0TEAM"]);
    expect(slackGroupsIn({ hosts: ["hanna", "slack:U0HANNA"], deputies: [] })).toEqual([]);
  });

  it.each([
    ["ada", true],
    ["slack:U0123ABCD", true],
    ["slack:S0123ABCD", true],
    ["discord:role:123456789012345678", true],
    ["discord:channel:123456789012345678", true],
    ["discord:123456789012345678", true],
    ["slack:ada", false],
    ["discord:ada", false],
    ["discord:role:12", false],
    ["slack:X0123", false],
    ["", false],
  ])("are written as %s: %s", (text, isOne) => {
    expect(RoleEntry.safeParse(text).success).toBe(isOne);
  });
});

describe("a person's pace", () => {
  const at = (ms: number) => new Date(1_700_000_000_000 + ms);

  it("lets nobody say more in any minute than twice what it says, and everybody what it says at once", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), gaps, (perMinute, waits) => {
        let now = 0;
        const check = pace(perMinute, () => at(now));
        const said: number[] = [];
        for (const wait of waits) {
          now += wait;
          try {
            check("ada");
            said.push(now);
          } catch {}
        }
        expect(said.length).toBeGreaterThanOrEqual(Math.min(perMinute, waits.length));
        for (const from of said) {
          expect(said.filter((each) => each >= from && each < from + 60_000).length).toBeLessThanOrEqual(2 * perMinute);
        }
      }),
    );
  });

  it("says when there is room again, and there is", () => {
    let now = 0;
    const check = pace(6, () => at(now));
    for (let said = 0; said < 6; said++) check("ada");
    expect(refusal(() => check("ada"))).toBe(
      "too-fast: That is more than 6 commands in a minute. Nothing was done. Try again in 10 s.",
    );
    check("bob");
    now += 10_000;
    check("ada");
    expect(refusal(() => check("ada"))).toMatch(/^too-fast/);
  });
});

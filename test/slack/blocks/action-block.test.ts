import type { Button } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/bot/cards/action.ts";
import { actionBlocks } from "../../../src/bot/slack/blocks/action-block.ts";
import { readAction } from "../../../src/bot/slack/blocks/read-action.ts";

function buttons(...actions: readonly Action[]): readonly Button[] {
  return actionBlocks(actions).flatMap(({ elements }) =>
    elements.flatMap((element) => (element.type === "button" ? [element] : [])),
  );
}

const ask = (pitch: string): Action => ({ kind: "ask", round: 3, pitch });

describe("the buttons of a card", () => {
  it("are told apart by what they are about", () => {
    const ids = buttons({ kind: "rules" }, ask("A"), ask("B"), { kind: "answer", question: 7 });
    expect(ids.map(({ action_id: id }) => id)).toEqual(["tank:rules", "tank:ask:A", "tank:ask:B", "tank:answer:7"]);
  });

  it("carry the whole action, its round too", () => {
    const [button] = buttons(ask("A"));
    expect(readAction(button?.value ?? "")).toEqual({ kind: "ask", round: 3, pitch: "A" });
  });

  it("name their pitch only where there are several", () => {
    expect(buttons(ask("A")).map(({ text }) => text.text)).toEqual(["Ask"]);
    expect(buttons(ask("A"), ask("B")).map(({ text }) => text.text)).toEqual(["Ask: A", "Ask: B"]);
  });

  it.each([
    ["vote", [{ kind: "vote" }, { kind: "rules" }], ["primary", undefined]],
    ["pitch", [{ kind: "pitch" }, { kind: "rules" }], ["primary", undefined]],
    ["neither of two", [{ kind: "pitch" }, { kind: "vote" }], [undefined, undefined]],
    ["nothing else", [{ kind: "rules" }, ask("A")], [undefined, undefined]],
  ] as const)("stress %s", (_, actions, styles) => {
    expect(buttons(...actions).map(({ style }) => style)).toEqual(styles);
  });

  it("are no more than Slack takes in a block, and none comes twice", () => {
    const many = Array.from({ length: 40 }, (_, question): Action => ({ kind: "answer", question }));
    const sizes = actionBlocks([...many, ...many]).map(({ elements }) => elements.length);
    expect(sizes).toEqual([25, 15]);
  });
});

describe("a value that is no action", () => {
  it.each(["", "{}", "null", "tank", '{"kind":"vote","more":1}', '{"kind":"ask","round":"3","pitch":"A"}', "[[["])(
    "%s is refused",
    (value) => expect(readAction(value)).toBeNull(),
  );
});

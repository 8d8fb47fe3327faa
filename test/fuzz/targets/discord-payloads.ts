import assert from "node:assert/strict";
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from "discord.js";
import fc from "fast-check";
import type { Talk } from "../../../src/bot/discord/listening/answers.ts";
import type { Desk } from "../../../src/bot/discord/listening/desk.ts";
import { onButton } from "../../../src/bot/discord/listening/on-button.ts";
import { onCommand } from "../../../src/bot/discord/listening/on-command.ts";
import { onModal } from "../../../src/bot/discord/listening/on-modal.ts";
import { onTyping } from "../../../src/bot/discord/listening/on-typing.ts";
import { brokenInvariants } from "../../../src/rounds/store/invariants.ts";
import { UserError } from "../../../src/rounds/user-error.ts";
import { openTable, type TestTable } from "../../commands/table.ts";
import { fuzzTarget, type Outcome } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";
import { mutatedJson } from "../mutated-json.ts";
import { mutatedText } from "../mutated-text.ts";
import { checkReply } from "../read-everything.ts";

const text = (name: string, value: string) => ({ type: 3, name, value, focused: name === "pitch" });
const under = (name: string, options: readonly object[]) => ({ type: 1, name, options });
const attachments = {
  11: { id: "11", filename: "kernel.ts", size: 3, url: "https://elsewhere.example/11", proxy_url: "" },
};

/** Slash commands as Discord sends them. */
const slashed = mutatedJson([
  { name: "vote", options: [text("pitch", "A"), text("p", "70"), text("others", "B=20")] },
  {
    name: "pitch",
    options: [text("title", "T"), text("approach", "wild-card"), text("speedup", "2"), text("knobs", "num_ab_stage=2")],
  },
  { name: "pitch", options: [text("title", "T"), { type: 11, name: "file", value: "11" }], resolved: { attachments } },
  { name: "tank", options: [under("ask", [text("pitch", "A"), text("question", "why?")])] },
  { name: "tank", options: [{ type: 2, name: "host", options: [under("open", [text("title", "T")])] }] },
]);

const input = (custom_id: string, value: string) => ({
  type: 18,
  id: 1,
  component: { type: 4, id: 2, custom_id, value },
});
const choice = (custom_id: string, value: string) => ({
  type: 18,
  id: 1,
  component: { type: 3, id: 2, custom_id, values: [value] },
});

/** Forms that are handed in. */
const submitted = mutatedJson([
  {
    custom_id: "form:send:pitch:-:1",
    components: [input("title", "T"), choice("approach", "wild-card"), input("reason", "r")],
  },
  {
    custom_id: "form:send:pitch-edit:1:1:A",
    components: [input("title#0123456789abcdef", "T"), input("knobs", "a=1\nb=2")],
  },
  {
    custom_id: "form:send:code:1:1:bench:A",
    components: [{ type: 18, id: 1, component: { type: 19, id: 2, custom_id: "files", values: ["11"] } }],
    resolved: { attachments },
  },
  {
    custom_id: "form:vote:1:numbers:1",
    components: [input("chance:A", "70"), input("speedup", "1.5"), input("reason", "r")],
  },
]);

const customId = fc.oneof(
  mutatedText(
    [
      "form:send:code:3:1:bench:A",
      "form:open:answer:3:1:Q12",
      "form:pages:pitch:-:2",
      "form:vote:3:chip:A:25",
      "tank:ask:3:B",
      "tank:answer:7",
      "form:vote:1:fund",
    ],
    3,
  ),
  hostileText,
);

const values = fc.array(fc.oneof(fc.constantFrom("A", "none", "2"), hostileText), { maxLength: 2 });

const inputs = fc.oneof(
  fc.record({ kind: fc.constant("command" as const), data: slashed }),
  fc.record({ kind: fc.constant("typing" as const), data: slashed }),
  fc.record({ kind: fc.constant("modal" as const), data: submitted }),
  fc.record({ kind: fc.constant("tap" as const), data: fc.record({ custom_id: customId, values }) }),
);

export const discordPayloads = fuzzTarget({
  name: "discord-payloads",
  about:
    "slash commands, modals and taps as Discord sends them, edited: run, ignored or refused, and the database whole",
  casesInTest: 150,
  inputs,
  async open() {
    const table = await openTable();
    await table.voting({ rules: { minimumSharks: 1 } });
    const desk = deskOf(table);
    let number = 0;
    return {
      async feed({ kind, data }) {
        number += 1;
        const outcome = await given(desk, kind, {
          id: `${number}`,
          token: "t",
          channel: { id: "1" },
          data: sent(data),
        });
        if (number % 50 === 0) assert.deepEqual(await brokenInvariants(table.world.database.db), []);
        return outcome;
      },
      [Symbol.asyncDispose]: () => table[Symbol.asyncDispose](),
    };
  },
});

/** What an interaction comes to where Discord takes every answer. */
async function given(desk: Desk, kind: "command" | "typing" | "modal" | "tap", interaction: object): Promise<Outcome> {
  let outcome: Outcome = "accepted";
  const talk: Talk = {
    promise: async () => {},
    promiseChange: async () => {},
    say: async (reply) => {
      checkReply(reply, kind);
      outcome = reply.ok ? "accepted" : "refused";
    },
    show: async (message) => assert.ok(JSON.stringify(message).length > 0),
    modal: async (modal) => assert.ok(modal.components.length > 0),
    suggest: async (choices) => assert.ok(choices.length <= 25),
  };
  const here = JSON.stringify(interaction);
  const [command, typing, modal, tap]: [
    APIApplicationCommandInteraction,
    APIApplicationCommandAutocompleteInteraction,
    APIModalSubmitInteraction,
    APIMessageComponentInteraction,
  ] = [JSON.parse(here), JSON.parse(here), JSON.parse(here), JSON.parse(here)];
  if (kind === "command") await onCommand(desk, command, talk, "sam");
  else if (kind === "typing") await onTyping(desk, typing, talk, "sam");
  else if (kind === "modal") await onModal(desk, modal, talk, "sam");
  else await onButton(desk, tap, talk, "sam");
  return outcome;
}

/** What travels is JSON; a kind of command that is no slash command is another listener's. */
function sent(data: unknown): unknown {
  return { ...JSON.parse(JSON.stringify(data)), type: 1 };
}

function deskOf({ tank }: TestTable): Desk {
  const nobody = async (): Promise<never> => {
    throw new UserError("unknown-account", "Discord knows no such account.", "Ask somebody else.");
  };
  const settings = { token: "a.b.c", apiUrl: "http://127.0.0.1:1", guild: null, channel: "1" };
  const place = {
    tank,
    platform: "discord",
    configured: "1",
    isFirstRead: () => true,
    findPlace: async () => {},
    moved: () => {},
    admit: (admitted: typeof tank) => admitted,
  };
  return {
    tank,
    settings,
    people: { nameOf: nobody, nameOfUser: nobody, accountOf: async () => null },
    isFirst: () => true,
    answers: () => {
      throw new Error("nobody asks for a way back");
    },
    place,
    home: async () => null,
    isPublic: true,
  };
}

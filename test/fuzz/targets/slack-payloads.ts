import assert from "node:assert/strict";
import type { ModalView } from "@slack/types";
import fc from "fast-check";
import { runFilled } from "../../../src/bot/commands/run-command.ts";
import { formNames } from "../../../src/bot/forms/form-names.ts";
import { readAction } from "../../../src/bot/slack/blocks/read-action.ts";
import { plainText } from "../../../src/bot/slack/listening/plain-text.ts";
import { readChip, withChip } from "../../../src/bot/slack/modals/ballot-chips.ts";
import { ballotForm } from "../../../src/bot/slack/modals/ballot-form.ts";
import { codeForm } from "../../../src/bot/slack/modals/code-form.ts";
import { refuseForm } from "../../../src/bot/slack/modals/errors-at-fields.ts";
import { formPlace } from "../../../src/bot/slack/modals/form-context.ts";
import { pitchEditForm } from "../../../src/bot/slack/modals/pitch-edit-form.ts";
import { pitchForm } from "../../../src/bot/slack/modals/pitch-form.ts";
import { readForm } from "../../../src/bot/slack/modals/submitted-form.ts";
import { storable } from "../../../src/rounds/storable.ts";
import { samplePitches } from "../../cards/round-view-builder.ts";
import { openTable } from "../../commands/table.ts";
import { code, facts, pitchView } from "../../forms/sample-forms.ts";
import { fillForm } from "../../slack/modals/fill-form.ts";
import { fuzzTarget } from "../fuzz-target.ts";
import { hostileText } from "../hostile-text.ts";
import { changes, withChanges } from "../mutated-json.ts";
import { mutatedText } from "../mutated-text.ts";
import { checkReply } from "../read-everything.ts";

const pitchAnswers = { title: "T", approach: "wild-card", speedup: "1.5", reason: "because" };
const forms: readonly ModalView[] = [
  pitchForm(facts),
  pitchEditForm({ ...facts, view: pitchView("B", { knobs: "num_ab_stage=2" }), only: null }),
  codeForm({ ...code, season: "s", round: 3, pitch: "B", title: "T", stands: null }),
  ballotForm({
    season: "s",
    round: 3,
    terms: { kind: "optimise", bar: null },
    shark: "sam",
    pitches: samplePitches,
    ballot: null,
  }),
];
const views = forms.map((form, index) => filled(form, index));

function filled(form: ModalView, index: number) {
  const ids = form.blocks.flatMap(({ block_id = "" }) => block_id);
  const answers = Object.fromEntries(Object.entries(pitchAnswers).filter(([id]) => ids.includes(id)));
  const { callback_id, private_metadata, blocks, state, ...rest } = fillForm(
    form,
    index === 3 ? { fund: "A", "chance:A": "70" } : answers,
  );
  return { callback_id, private_metadata, blocks, state, rest };
}

const inputs = fc.record({
  which: fc.nat(views.length - 1),
  callback: fc.option(fc.oneof(fc.constantFrom(...formNames), hostileText), { freq: 6 }),
  metadata: fc.option(mutatedText(views.map(({ private_metadata }) => private_metadata)), { freq: 3 }),
  edits: changes(3),
  action: fc.oneof(
    mutatedText(['{"kind":"ask","round":3,"pitch":"B"}', '{"kind":"answer","question":7}', "chip:A:25"]),
    hostileText,
  ),
});

const people = { nameOf: async () => "ada" };

export const slackPayloads = fuzzTarget({
  name: "slack-payloads",
  about: "forms, buttons, chips and texts as Slack sends them, edited: read and run, ignored, or refused at a field",
  casesInTest: 150,
  inputs,
  async open() {
    const table = await openTable();
    await table.voting({ rules: { minimumSharks: 1 } });
    return {
      async feed({ which, callback, metadata, edits, action }) {
        readAction(action);
        const chip = readChip({ action_id: action });
        assert.ok((await plainText(action, people)).isWellFormed());
        const { rest, callback_id, private_metadata, blocks, state } = views[which] ?? fail();
        const view: Parameters<typeof withChip>[0] = JSON.parse(
          JSON.stringify({
            ...rest,
            callback_id: callback ?? callback_id,
            private_metadata: metadata ?? private_metadata,
            blocks,
            state: { values: withChanges(state.values, edits) },
          }),
        );
        formPlace(view);
        refuseForm(view, { code: "bad-value", message: "No.", hint: "Do this.", about: ["p", "file", "A", "title"] });
        if (chip !== null) withChip(view, chip.letter, chip.percent);
        const { command, given, others, files } = readForm(view);
        assert.ok(files.every(({ id, name, url }) => [id, name, url].every((each) => typeof each === "string")));
        const reply = await runFilled(table.tank, {
          by: "sam",
          command,
          given: plain(given),
          others: plain(others),
          files: [],
        });
        checkReply(reply, command.name, table.logged);
        return reply.ok ? ("accepted" as const) : ("refused" as const);
      },
      [Symbol.asyncDispose]: () => table[Symbol.asyncDispose](),
    };
  },
});

/** As the listener hands them on. */
function plain(texts: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, storable(text)]));
}

function fail(): never {
  throw new Error("there is no such form");
}

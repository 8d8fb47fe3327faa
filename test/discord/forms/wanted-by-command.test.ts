import { describe, expect, it } from "vitest";
import { commandPath } from "../../../src/bot/command.ts";
import { commands } from "../../../src/bot/commands/table.ts";
import { wantedByCommand } from "../../../src/bot/discord/forms/wanted-by-command.ts";

function wanted(path: string, given: Readonly<Record<string, string>> = {}, more = {}) {
  const command = commands.find((each) => commandPath(each) === path);
  if (command === undefined) throw new Error(`no ${path}`);
  return wantedByCommand({ command, given, others: {}, files: [], ...more });
}

describe("a command that says nothing yet", () => {
  it.each([
    ["/pitch", {}, { form: "pitch" }],
    ["/vote", {}, { form: "vote" }],
    ["/tank measure", {}, { form: "measure" }],
    ["/pitch edit", { pitch: "B" }, { form: "pitch-edit", pitch: "B" }],
    ["/pitch code", { pitch: "bench:A" }, { form: "code", pitch: "bench:A" }],
    ["/tank ask", { pitch: "B" }, { form: "ask", pitch: "B" }],
    ["/tank proof", { pitch: "B" }, { form: "proof", pitch: "B" }],
    ["/tank answer", { question: "q12" }, { form: "answer", question: 12 }],
  ])("opens a form: %s %o", (path, given, form) => {
    expect(wanted(path, given)).toEqual(form);
  });

  it.each([
    ["/pitch", { title: "Deep" }],
    ["/vote", { pitch: "B" }],
    ["/pitch show", { pitch: "B" }],
    ["/pitch edit", { pitch: "B", title: "Deep" }],
    ["/tank ask", { pitch: "B", question: "Why?" }],
    ["/tank answer", { question: "which" }],
    ["/tank status", {}],
    ["/pitch list", {}],
    ["/vote withdraw", {}],
  ])("is run as it is where it says enough: %s %o", (path, given) => {
    expect(wanted(path, given)).toBeNull();
  });

  it("is run with the knobs and files that came with it", () => {
    expect(wanted("/pitch code", { pitch: "B" }, { others: { num_ab_stage: "3" } })).toBeNull();
    const file = { id: "1", name: "kernel.ts", size: 3, url: "http://cdn/1" };
    expect(wanted("/pitch", {}, { files: [file] })).toBeNull();
    expect(wanted("/tank measure", {}, { files: [file] })).toBeNull();
  });
});

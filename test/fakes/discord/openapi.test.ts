import { describe, expect, it } from "vitest";
import { discordsDocument } from "./rest/openapi.ts";

const route = { method: "POST", path: "/channels/{channel_id}/messages" };
const sent = (body: unknown) =>
  discordsDocument().violations({ route, kind: "application/json", body, status: 200, answer: undefined });

describe("Discord's own document", () => {
  it("allows what Discord takes, also numbers as digits", () => {
    expect(sent({ content: "x", flags: "4096", nonce: "1234567890123456789" })).toEqual([]);
  });

  it("is held against what the fake takes", () => {
    expect(sent({ content: 5 })).toEqual([expect.stringContaining("was taken")]);
    expect(sent({ embeds: [{ title: "x".repeat(257) }] })).toEqual([expect.stringContaining("/embeds/0/title")]);
    expect(sent({ nonce: "x".repeat(26) })).toEqual([expect.stringContaining("/nonce")]);
  });

  it("is held against what the fake answers", () => {
    const answer = { id: "1", content: "x" };
    const faults = discordsDocument().violations({ route, kind: "none", body: undefined, status: 200, answer });
    expect(faults).toEqual([expect.stringContaining("was answered")]);
  });
});
